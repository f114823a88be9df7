using System;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>The pharmacy's clock: it goes on with the bills and scans of the day, so that a day takes seconds. A real program takes the system's clock.</summary>
internal sealed class DayClock : TimeProvider
{
    private DateTimeOffset _now;

    internal DayClock(ChinaTime begin) => _now = Instant(begin);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Goes on to a time; never back.</summary>
    internal void GoTo(ChinaTime time) => _now = Instant(time) > _now ? Instant(time) : _now;

    internal void GoOn(TimeSpan time) => _now += time;

    private static DateTimeOffset Instant(ChinaTime time) => new(time.Value, TimeSpan.FromHours(8));
}
