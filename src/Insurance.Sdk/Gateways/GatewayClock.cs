using System;
using System.Globalization;

namespace Insurance.Sdk.Gateways;

/// <summary>The clock that a gateway stamps its headers with: the computer's, shifted where that one is known to be wrong.</summary>
internal sealed class GatewayClock
{
    private readonly TimeProvider time;
    private readonly TimeSpan offset;

    internal GatewayClock(TimeProvider time, TimeSpan offset)
    {
        this.time = time ?? throw new ArgumentNullException(nameof(time));
        this.offset = offset;
    }

    internal string Stamp(TimestampUnit unit)
    {
        var now = time.GetUtcNow() + offset;
        return (unit == TimestampUnit.Seconds ? now.ToUnixTimeSeconds() : now.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture);
    }
}
