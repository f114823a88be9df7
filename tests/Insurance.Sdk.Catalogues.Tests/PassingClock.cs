using System;
using System.Threading;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>A clock that goes on as soon as somebody waits on it: no test waits for real time, and none turns the clock before the wait has begun.</summary>
internal sealed class PassingClock(FakeTimeProvider clock) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
        }

        return timer;
    }
}
