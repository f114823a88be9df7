using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Reconciliation.Tests;

/// <summary>A clock that tells when somebody has begun to wait on it: it is advanced after that and never before, or the wait would never end.</summary>
internal sealed class WaitedForClock : TimeProvider
{
    private readonly FakeTimeProvider _inner = new(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero));
    private readonly SemaphoreSlim _waits = new(0);

    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow();

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _inner.CreateTimer(callback, state, dueTime, period);
        _waits.Release();
        return timer;
    }

    internal void Advance(TimeSpan time) => _inner.Advance(time);

    /// <summary>Ends when one more wait has begun.</summary>
    internal Task WaitsAsync() => _waits.WaitAsync(TimeSpan.FromSeconds(60)).ContinueWith(w => Assert.True(w.Result, "nobody waits"), TaskScheduler.Default);
}
