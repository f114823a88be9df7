using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>What became of a charge: a row for 2204 or 2301, or why there is none.</summary>
/// <typeparam name="TRow">Row of the request.</typeparam>
public sealed class FeeLine<TRow>
    where TRow : StandardRecord
{
    private readonly bool _isCapAsked;
    private readonly bool _isRatioAsked;

    internal FeeLine(FeeCharge charge, TRow? row, LineFindings findings, in CodeFindings code)
    {
        Charge = charge;
        Row = row;
        Findings = findings.All;
        Mapping = code.Mapping;
        InsuranceItem = code.InsuranceItem;
        Cap = code.Cap;
        SelfPay = code.SelfPay;
        (_isCapAsked, _isRatioAsked) = (code.IsCapAsked, code.IsRatioAsked);
    }

    /// <summary>The charge that it was made from.</summary>
    public FeeCharge Charge { get; }

    /// <summary>The row to send; fields that the charge does not have may be set on it. Null where an error was found.</summary>
    public TRow? Row { get; }

    /// <summary>True where there is a row.</summary>
    public bool IsReady => Row is not null;

    /// <summary>Everything that was found: errors, and warnings (<see cref="ValidationError.IsWarning"/>), INS5101 to INS5120.</summary>
    public IReadOnlyList<ValidationError> Findings { get; }

    /// <summary>The code at the time of the fee, or why there was none.</summary>
    public MappingResolution Mapping { get; }

    /// <summary>The insurance item of the code in the patient's area; null where 1316 has none.</summary>
    public InsuranceItem? InsuranceItem { get; }

    /// <summary>The price cap; null where 1318 has none.</summary>
    public PriceCap? Cap { get; }

    /// <summary>The self-pay ratio; null where 1319 has none.</summary>
    public SelfPayRatio? SelfPay { get; }

    /// <summary>Why there is no cap.</summary>
    public PriceDataReason CapReason => Cap is not null ? PriceDataReason.Known : Missing(_isCapAsked);

    /// <summary>Why there is no self-pay ratio.</summary>
    public PriceDataReason SelfPayReason => SelfPay is not null ? PriceDataReason.Known : Missing(_isRatioAsked);

    /// <summary>What the price is above the cap, per unit; 0 where it is not, or no cap is known.</summary>
    public decimal AboveCap => Cap is { } cap ? Math.Max(0, Charge.Price - cap.Amount) : 0;

    private PriceDataReason Missing(bool isAsked) => !isAsked ? PriceDataReason.NotAsked
        : Mapping.Code is null ? PriceDataReason.NoNationalCode
        : InsuranceItem is null ? PriceDataReason.NoInsuranceItem
        : PriceDataReason.NoRow;
}

/// <summary>Why a line has no cap or no ratio: the first link of the chain that is missing.</summary>
public enum PriceDataReason
{
    /// <summary>There is one.</summary>
    Known = 0,

    /// <summary>It was not asked for: there are no rows of 1318 or 1319 at hand, or the patient's group is not given.</summary>
    NotAsked = 1,

    /// <summary>The item has no national code on the day of the fee.</summary>
    NoNationalCode = 2,

    /// <summary>1316 has no insurance item for the code in the patient's area on the day of the fee.</summary>
    NoInsuranceItem = 3,

    /// <summary>1318 or 1319 has no row for the insurance item on the day of the fee: most items have no cap.</summary>
    NoRow = 4,
}

/// <summary>Code, cap and ratio of a charge.</summary>
internal struct CodeFindings
{
    internal MappingResolution Mapping;
    internal InsuranceItem? InsuranceItem;
    internal PriceCap? Cap;
    internal SelfPayRatio? SelfPay;
    internal bool IsCapAsked;
    internal bool IsRatioAsked;
}

/// <summary>Findings of one line; most lines have none and cost nothing.</summary>
internal struct LineFindings
{
    private readonly string _serial;
    private List<ValidationError>? _list;

    internal LineFindings(string serial) => _serial = serial;

    internal bool HasError { get; private set; }

    internal readonly IReadOnlyList<ValidationError> All => _list ?? (IReadOnlyList<ValidationError>)Array.Empty<ValidationError>();

    internal void Add(string number, string field, string rule, string message, FindingRule weight = FindingRule.Refuse)
    {
        if (weight == FindingRule.Ignore)
        {
            return;
        }

        HasError |= weight == FindingRule.Refuse;
        (_list ??= new List<ValidationError>(1)).Add(new ValidationError(number, "charge[" + _serial + "]." + field, field, rule, message, weight == FindingRule.Warn));
    }
}
