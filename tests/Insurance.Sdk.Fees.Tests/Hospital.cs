using System;
using System.Collections.Generic;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Fees.Tests;

/// <summary>An invented hospital: its mappings, caps and ratios, and charges as its HIS books them.</summary>
internal static class Hospital
{
    internal const string Area = "440800";
    internal const string Injection = "YP0001";
    internal const string Surgery = "FW0001";
    internal const string SurgeryAddOn = "FW0002";
    internal const string SurgeryCode = "013105010030000";
    internal const string SurgeryAddOnCode = "013105010030001";

    internal static FeeVisit Visit { get; } = new() { VisitId = "440800000001", PersonNumber = "P0000001", InsuredArea = Area, BatchNumber = "B0001", MedType = "2101", SelfPayPersonType = "390" };

    internal static FeeLineTables Tables { get; } = new()
    {
        Mappings = new MappingIndex(
        [
            Pair(Injection, "101", "XA01-OLD", "2025-01-01", "2026-02-28"),
            Pair(Injection, "101", "XA01-NEW", "2026-03-01", null),
            Pair(Surgery, "201", SurgeryCode, "2025-01-01", null),
            Pair(SurgeryAddOn, "201", SurgeryAddOnCode, "2025-01-01", null),
            Pair("YP0009", "101", "XA09", "2025-01-01", "2025-12-31"),
            Pair("YP0010", "101", "XA10", "2027-01-01", null),
            Pair("YP0011", "101", "XA11", "2025-01-01", null, MappingState.New),
            Pair("YP0012", "101", "XA12", "2025-01-01", null),
            Pair("YP0013", "101", "XA13", "2025-01-01", null),
        ]),
        NationalItems = new NationalItemTable(
        [
            National("XA01-OLD", "101"), National("XA01-NEW", "101"), National("XA11", "101"), National(SurgeryCode, "201"), National(SurgeryAddOnCode, "201"),
            National("XA12", "101", "2026-01-31"), new NationalItem { NationalCode = "XA13", ListType = "101", Interval = Days("2020-01-01", null), IsValid = false },
        ]),
        InsuranceItems = new InsuranceItemTable([Insured("XA01-OLD", "H-OLD"), Insured("XA01-NEW", "H-NEW")]),
        PriceCaps = new PriceCapTable([Cap("H-OLD", 20), Cap("H-NEW", 30), Cap("H-NEW", 99, "3")]),
        SelfPayRatios = new SelfPayTable([new SelfPayRatio { HilistCode = "H-NEW", Area = Area, PersonType = "390", Kind = "10", Interval = Days("2026-01-01", null), Ratio = 0.1m }]),
    };

    internal static FeeLineBuilder Builder(Action<FeeLineOptions>? adjust = null)
    {
        var options = new FeeLineOptions { PriceCapLimitType = "2" };
        adjust?.Invoke(options);
        return new FeeLineBuilder(Tables, options);
    }

    internal static FeeCharge Charge(
        string item = Injection, string listType = "101", decimal quantity = 2, decimal price = 12.5m, decimal? amount = null, string time = "2026-03-01 10:00:00", string serial = "1", string? original = null, string? originalTime = null, string doctor = "D0001") => new()
    {
        Serial = serial,
        HospitalItem = item,
        ListType = listType,
        Quantity = quantity,
        Price = price,
        Amount = amount ?? quantity * price,
        FeeTime = Time(time),
        OriginalSerial = original,
        OriginalFeeTime = originalTime is null ? null : Time(originalTime),
        DepartmentCode = "K01",
        DepartmentName = "儿科",
        DoctorCode = doctor,
        DoctorName = "医师甲",
        ApprovalFlag = "1",
    };

    internal static ChinaTime Time(string text) => ChinaTime.TryParse(text, out var time) ? time : throw new FormatException(text);

    internal static EffectiveInterval Days(string from, string? to) => new(Time(from), to is null ? null : Time(to));

    private static ItemMapping Pair(string item, string listType, string code, string from, string? to, MappingState state = MappingState.Confirmed)
        => new(item, listType, code, Days(from, to)) { State = state };

    private static NationalItem National(string code, string listType, string? to = null) => new() { NationalCode = code, ListType = listType, Interval = Days("2020-01-01", to) };

    private static InsuranceItem Insured(string code, string hilist) => new() { NationalCode = code, ListType = "101", Area = Area, HilistCode = hilist, Interval = Days("2025-01-01", null) };

    private static PriceCap Cap(string hilist, decimal amount, string level = "2") => new() { HilistCode = hilist, Area = Area, LimitType = level, Interval = Days("2025-01-01", null), Amount = amount };

    internal static IEnumerable<string> NumbersOf(IEnumerable<ValidationError> findings)
    {
        foreach (var finding in findings)
        {
            yield return finding.Number + (finding.IsWarning ? " warns" : "");
        }
    }
}
