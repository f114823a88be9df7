using System.Linq;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

/// <summary>Invented rules and charges of a children's ward.</summary>
internal static class Ward
{
    internal static ChildPatient FiveYearsOld { get; } = ChildPatient.Born(Time("2020-06-15"));

    internal static ChildPatient Grown { get; } = ChildPatient.Born(Time("1990-06-15"));

    internal static ChildPriceRule Rule(ChildSurcharge surcharge, string item = SurgeryCode, string from = "2026-01-01", string? to = null, string id = "R1", AgeBoundary boundary = AgeBoundary.BeforeSixthBirthday, bool stack = false) => new()
    {
        Id = id,
        Item = item,
        Interval = Days(from, to),
        Boundary = boundary,
        Surcharge = surcharge,
        StackWithSpecial = stack,
        Source = "虚构通知〔2026〕1号",
    };

    internal static ChildPriceTransmissions As(ChildPriceTransmission transmission) => new([new RegionalTransmission { Region = Area, Interval = Days("2026-01-01", null), Transmission = transmission, Source = "invented" }]);

    internal static ChildPriceDesk Desk(ChildPriceTransmission transmission, params ChildPriceRule[] rules) => new(new ChildPriceRules(rules), As(transmission), Area);

    /// <summary>A hospital whose region wants add-on items.</summary>
    internal static ChildPriceDesk AddOnDesk() => Desk(ChildPriceTransmission.SeparateItem, Rule(ChildSurcharge.AddOnItem(SurgeryAddOnCode)));

    internal static ChildPriceTransmission Flag { get; } = ChildPriceTransmission.FlagField("price_class", "2", "0", omitWhenNotApplicable: true);

    internal static ChildCharge Line(
        string serial, string code = SurgeryCode, decimal quantity = 1, decimal price = 100, string time = "2026-03-01 10:00:00", string doctor = "D0001", string? original = null,
        decimal? basePrice = null, decimal special = 0, ChildFlag flag = ChildFlag.Blank, decimal? cap = null, string listType = "201") => new()
    {
        Serial = serial,
        NationalCode = code,
        ListType = listType,
        Quantity = quantity,
        Price = price,
        FeeTime = Time(time),
        DoctorCode = doctor,
        OriginalSerial = original,
        BasePrice = basePrice,
        SpecialSurcharge = special,
        HisFlag = flag,
        PriceCap = cap,
    };

    internal static ChildCharge AddOn(string serial, decimal quantity = 1, string time = "2026-03-01 10:00:00", string doctor = "D0001", string? original = null)
        => Line(serial, SurgeryAddOnCode, quantity, 20, time, doctor, original);

    internal static string[] Numbers(this ChildBillReview review) => review.Findings.Select(f => f.Path + " " + f.Number + (f.IsWarning ? " warns" : "")).ToArray();
}
