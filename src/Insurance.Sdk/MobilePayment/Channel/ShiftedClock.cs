using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>A clock that is known to be wrong by a fixed time, put right (setting clockOffsetSeconds).</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private readonly TimeProvider _inner;
    private readonly TimeSpan _offset;

    private ShiftedClock(TimeProvider inner, TimeSpan offset)
    {
        _inner = inner;
        _offset = offset;
    }

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + _offset;

    internal static TimeProvider Of(TimeProvider time, TimeSpan offset) => offset == TimeSpan.Zero ? time : new ShiftedClock(time, offset);
}
