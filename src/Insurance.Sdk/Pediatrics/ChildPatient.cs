using System;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Where a birth date comes from.</summary>
public enum BirthDateSource
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>brdy of the center's answer to 1101.</summary>
    Center,

    /// <summary>The hospital's own records.</summary>
    Hospital,
}

/// <summary>Whose fee it is: nothing but what the age needs.</summary>
public sealed class ChildPatient
{
    private ChildPatient(ChinaTime? birthDate, BirthDateSource source, bool datesDiffer, bool isNewbornUnderMother)
    {
        BirthDate = birthDate;
        Source = source;
        BirthDatesDiffer = datesDiffer;
        IsNewbornUnderMother = isNewbornUnderMother;
    }

    /// <summary>Nobody knows the birth date: never a child.</summary>
    public static ChildPatient Unknown { get; } = new(null, BirthDateSource.None, false, false);

    /// <summary>A newborn whose fees are billed under the mother: the insured person of the bill is no child.</summary>
    public static ChildPatient NewbornUnderMother { get; } = new(null, BirthDateSource.None, false, true);

    /// <summary>Day of birth, China time; null where not known.</summary>
    public ChinaTime? BirthDate { get; }

    /// <summary>Where the birth date comes from.</summary>
    public BirthDateSource Source { get; }

    /// <summary>True where the center and the hospital know different days: the center's counts.</summary>
    public bool BirthDatesDiffer { get; }

    /// <summary>True for a newborn that is billed under the mother.</summary>
    public bool IsNewbornUnderMother { get; }

    /// <summary>A patient by birth date; the center's date beats the hospital's.</summary>
    /// <param name="centerBirthDate">brdy of 1101; null where not asked or not answered.</param>
    /// <param name="hospitalBirthDate">The hospital's own date; null where not known.</param>
    /// <exception cref="ArgumentException">A date is a placeholder such as 0001-01-01; leave it out where the birth date is not known. The text does not hold the date.</exception>
    public static ChildPatient Born(ChinaTime? centerBirthDate, ChinaTime? hospitalBirthDate = null)
    {
        RefusePlaceholder(centerBirthDate, nameof(centerBirthDate));
        RefusePlaceholder(hospitalBirthDate, nameof(hospitalBirthDate));
        if ((centerBirthDate ?? hospitalBirthDate) is not { } birth)
        {
            return Unknown;
        }

        var differ = centerBirthDate is { } center && hospitalBirthDate is { } hospital && center.Value.Date != hospital.Value.Date;
        return new ChildPatient(new ChinaTime(birth.Value.Date), centerBirthDate is null ? BirthDateSource.Hospital : BirthDateSource.Center, differ, false);
    }

    /// <summary>Tells the source only: a birth date is personal.</summary>
    public override string ToString() => IsNewbornUnderMother ? "newborn billed under the mother" : "birth date from " + Source;

    private static void RefusePlaceholder(ChinaTime? date, string name)
    {
        if (date is { } given && given.Value.Year < 1850)
        {
            throw new ArgumentException("The birth date (brdy 出生日期) is a placeholder; leave it out where it is not known.", name);
        }
    }
}
