using System;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Ages by calendar birthdays: never by days divided by 365, which reaches six several days early.</summary>
public static class ChildAge
{
    /// <summary>The first day on which the person is no child any more.</summary>
    /// <param name="birthDate">Day of birth, China time; a time of day does not matter.</param>
    /// <param name="boundary">The reading that counts.</param>
    /// <param name="leapDay">Birthday of those born on 29 February.</param>
    public static ChinaTime EndOfChildhood(ChinaTime birthDate, AgeBoundary boundary, LeapDayBirthday leapDay = LeapDayBirthday.FirstOfMarch)
    {
        var birth = birthDate.Value;
        var years = boundary switch
        {
            AgeBoundary.BeforeSixthBirthday => 6,
            AgeBoundary.BeforeSeventhBirthday => 7,
            _ => throw new ArgumentOutOfRangeException(nameof(boundary), "The boundary must be BeforeSixthBirthday or BeforeSeventhBirthday."),
        };
        var year = birth.Year + years;
        if (year > DateTime.MaxValue.Year)
        {
            throw new ArgumentOutOfRangeException(nameof(birthDate), "The birth date lies at the end of the calendar.");
        }

        if (birth.Day == 29 && birth.Month == 2 && !DateTime.IsLeapYear(year))
        {
            return leapDay == LeapDayBirthday.LastOfFebruary ? new ChinaTime(year, 2, 28) : new ChinaTime(year, 3, 1);
        }

        return new ChinaTime(year, birth.Month, birth.Day);
    }

    /// <summary>True while the boundary's birthday has not come.</summary>
    /// <param name="birthDate">Day of birth, China time.</param>
    /// <param name="day">The day asked about, China time; a time of day does not matter.</param>
    /// <param name="boundary">The reading that counts.</param>
    /// <param name="leapDay">Birthday of those born on 29 February.</param>
    /// <exception cref="ArgumentException">The birth date lies after the day. The text does not hold the date.</exception>
    public static bool IsChild(ChinaTime birthDate, ChinaTime day, AgeBoundary boundary, LeapDayBirthday leapDay = LeapDayBirthday.FirstOfMarch)
    {
        RefuseFuture(birthDate, day);
        return day.Value < EndOfChildhood(birthDate, boundary, leapDay).Value;
    }

    internal static void RefuseFuture(ChinaTime birthDate, ChinaTime day)
    {
        if (IsAfter(birthDate, day))
        {
            throw new ArgumentException("The birth date (brdy 出生日期) lies after the day of the fee (fee_ocur_time).", nameof(birthDate));
        }
    }

    internal static bool IsAfter(ChinaTime birthDate, ChinaTime day) => birthDate.Value.Ticks / TimeSpan.TicksPerDay > day.Value.Ticks / TimeSpan.TicksPerDay;
}
