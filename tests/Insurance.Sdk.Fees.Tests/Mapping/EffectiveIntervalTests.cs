using System;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Fees.Tests.Mapping;

public sealed class EffectiveIntervalTests
{
    private static readonly EffectiveInterval June = new(new ChinaTime(2026, 6, 1), new ChinaTime(2026, 6, 30));

    [Theory]
    [InlineData("2026-05-31 23:59:59", false)]
    [InlineData("2026-06-01 00:00:00", true)]
    [InlineData("2026-06-30 00:00:00", true)]
    [InlineData("2026-06-30 23:59:59", true)]
    [InlineData("2026-07-01 00:00:00", false)]
    public void Both_the_first_and_the_last_day_belong_to_it(string time, bool expected)
    {
        Assert.True(ChinaTime.TryParse(time, out var at));
        Assert.Equal(expected, June.Contains(at));
    }

    [Fact]
    public void An_interval_may_be_one_day_long()
    {
        var day = new EffectiveInterval(new ChinaTime(2026, 6, 1), new ChinaTime(2026, 6, 1));

        Assert.True(day.Contains(new ChinaTime(2026, 6, 1, 23, 59, 59)));
        Assert.False(day.Contains(new ChinaTime(2026, 6, 2)));
    }

    [Fact]
    public void A_last_day_before_the_first_one_is_refused_with_both_days()
    {
        var error = Assert.Throws<ArgumentException>(() => new EffectiveInterval(new ChinaTime(2026, 6, 2), new ChinaTime(2026, 6, 1)));

        Assert.Contains("begin on 2026-06-02 and end on 2026-06-01", error.Message);
    }

    [Fact]
    public void The_end_of_the_calendar_is_no_end()
    {
        var open = new EffectiveInterval(new ChinaTime(2026, 6, 1), new ChinaTime(9999, 12, 31));

        Assert.True(open.IsOpen);
        Assert.Null(open.LastDay);
        Assert.Equal(new EffectiveInterval(new ChinaTime(2026, 6, 1)), open);
        Assert.True(open.Contains(new ChinaTime(9999, 12, 31, 23, 59, 59)));
        Assert.Equal("2026-06-01 on", open.ToString());
        Assert.Equal("2026-06-01 to 2026-06-30", June.ToString());
    }

    [Fact]
    public void Intervals_that_touch_do_not_overlap()
    {
        Assert.False(June.Overlaps(new EffectiveInterval(new ChinaTime(2026, 7, 1))));
        Assert.True(June.Overlaps(new EffectiveInterval(new ChinaTime(2026, 6, 30))));
        Assert.Equal(new EffectiveInterval(new ChinaTime(2026, 6, 1), new ChinaTime(2026, 6, 15)), June.EndingOn(new ChinaTime(2026, 6, 15, 12, 0, 0)));
    }

    [Fact]
    public void A_time_in_another_zone_counts_by_the_day_in_China()
    {
        Assert.True(June.Contains(new DateTime(2026, 5, 31, 16, 0, 0, DateTimeKind.Utc)), "midnight in China");
        Assert.False(June.Contains(new DateTime(2026, 5, 31, 15, 59, 59, DateTimeKind.Utc)));
        Assert.False(June.Contains(new DateTimeOffset(2026, 6, 30, 20, 0, 0, TimeSpan.Zero)), "already July in China");
    }
}
