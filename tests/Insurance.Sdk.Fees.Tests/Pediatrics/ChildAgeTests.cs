using System;
using CsCheck;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

public sealed class ChildAgeTests
{
    [Theory]
    [InlineData(AgeBoundary.BeforeSixthBirthday, "2026-03-15")]
    [InlineData(AgeBoundary.BeforeSeventhBirthday, "2027-03-15")]
    public void Day_by_day_around_the_birthday_a_child_is_a_child_until_the_day_before(AgeBoundary boundary, string birthday)
    {
        var birth = Time("2020-03-15");
        var first = Time(birthday).Value.AddDays(-20);
        for (var day = first; day < first.AddDays(40); day = day.AddDays(1))
        {
            var expected = day < Time(birthday).Value;
            Assert.Equal(expected, ChildAge.IsChild(birth, day, boundary));
            Assert.Equal(expected, ChildAge.IsChild(birth, day.AddHours(23).AddMinutes(59).AddSeconds(59), boundary));
        }
    }

    [Theory]
    [InlineData(AgeBoundary.BeforeSixthBirthday, LeapDayBirthday.FirstOfMarch, "2026-02-28", true)]
    [InlineData(AgeBoundary.BeforeSixthBirthday, LeapDayBirthday.FirstOfMarch, "2026-03-01", false)]
    [InlineData(AgeBoundary.BeforeSixthBirthday, LeapDayBirthday.LastOfFebruary, "2026-02-27", true)]
    [InlineData(AgeBoundary.BeforeSixthBirthday, LeapDayBirthday.LastOfFebruary, "2026-02-28", false)]
    [InlineData(AgeBoundary.BeforeSeventhBirthday, LeapDayBirthday.FirstOfMarch, "2027-02-28", true)]
    [InlineData(AgeBoundary.BeforeSeventhBirthday, LeapDayBirthday.FirstOfMarch, "2027-03-01", false)]
    [InlineData(AgeBoundary.BeforeSeventhBirthday, LeapDayBirthday.LastOfFebruary, "2027-02-28", false)]
    public void Somebody_born_on_29_February_has_the_birthday_on_the_agreed_day(AgeBoundary boundary, LeapDayBirthday leapDay, string day, bool isChild)
        => Assert.Equal(isChild, ChildAge.IsChild(Time("2020-02-29"), Time(day), boundary, leapDay));

    [Theory]
    [InlineData("2020-02-28", "2026-02-28")]
    [InlineData("2020-03-01", "2026-03-01")]
    [InlineData("2018-02-28", "2024-02-28")]
    public void Neighbours_of_the_leap_day_are_ordinary_birthdays(string birth, string birthday)
        => Assert.Equal(Time(birthday), ChildAge.EndOfChildhood(Time(birth), AgeBoundary.BeforeSixthBirthday));

    [Fact]
    public void Days_divided_by_365_would_be_early_and_are_not_used()
    {
        var birth = Time("2020-03-15");

        Assert.True(ChildAge.IsChild(birth, birth.Value.AddDays(2189), AgeBoundary.BeforeSixthBirthday), "2189 / 365 rounds to 6.00");
        Assert.Equal(2191, (ChildAge.EndOfChildhood(birth, AgeBoundary.BeforeSixthBirthday).Value - birth.Value).TotalDays);
    }

    [Fact]
    public void Any_child_is_as_old_as_the_calendar_says()
        => Gen.Select(Gen.Date[new DateTime(2000, 1, 1), new DateTime(2030, 12, 31)], Gen.Int[0, 3000]).Sample((birth, days) =>
        {
            var day = birth.AddDays(days);
            var age = day.Year - birth.Year - (day.Month < birth.Month || (day.Month == birth.Month && day.Day < birth.Day) ? 1 : 0);
            Assert.Equal(age < 6, ChildAge.IsChild(birth, day, AgeBoundary.BeforeSixthBirthday));
            Assert.Equal(age < 7, ChildAge.IsChild(birth, day, AgeBoundary.BeforeSeventhBirthday));
        });

    [Fact]
    public void A_birth_date_after_the_fee_is_an_error_that_does_not_tell_the_date()
    {
        var error = Assert.Throws<ArgumentException>(() => ChildAge.IsChild(Time("2026-03-02"), Time("2026-03-01 23:59:59"), AgeBoundary.BeforeSixthBirthday));

        Assert.DoesNotContain("2026-03-02", error.Message);
        Assert.True(ChildAge.IsChild(Time("2026-03-01 23:00:00"), Time("2026-03-01 01:00:00"), AgeBoundary.BeforeSixthBirthday), "a fee on the day of birth");
    }
}
