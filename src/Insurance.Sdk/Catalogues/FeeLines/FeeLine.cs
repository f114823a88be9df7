using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>What became of a charge: a row for 2204 or 2301, or why there is none.</summary>
/// <typeparam name="TRow">Row of the request.</typeparam>
public sealed class FeeLine<TRow>
    where TRow : StandardRecord
{
    internal FeeLine(FeeCharge charge, TRow? row, LineFindings findings, in CodeFindings code)
    {
        Charge = charge;
        Row = row;
        Findings = findings.All;
        Mapping = code.Mapping;
        InsuranceItem = code.InsuranceItem;
        Cap = code.Cap;
        SelfPay = code.SelfPay;
    }

    /// <summary>The charge that it was made from.</summary>
    public FeeCharge Charge { get; }

    /// <summary>The row to send; fields that the charge does not have may be set on it. Null where an error was found.</summary>
    public TRow? Row { get; }

    /// <summary>True where there is a row.</summary>
    public bool IsReady => Row is not null;

    /// <summary>Everything that was found: errors, and warnings (<see cref="ValidationError.IsWarning"/>), INS5101 to INS5118.</summary>
    public IReadOnlyList<ValidationError> Findings { get; }

    /// <summary>The code at the time of the fee, or why there was none.</summary>
    public MappingResolution Mapping { get; }

    /// <summary>The insurance item of the code in the patient's area; null where 1316 has none.</summary>
    public InsuranceItem? InsuranceItem { get; }

    /// <summary>The price cap; null where 1318 has none.</summary>
    public PriceCap? Cap { get; }

    /// <summary>The self-pay ratio; null where 1319 has none.</summary>
    public SelfPayRatio? SelfPay { get; }

    /// <summary>What the price is above the cap, per unit; 0 where it is not, or no cap is known.</summary>
    public decimal AboveCap => Cap is { } cap ? Math.Max(0, Charge.Price - cap.Amount) : 0;
}

/// <summary>Code, cap and ratio of a charge.</summary>
internal struct CodeFindings
{
    internal MappingResolution Mapping;
    internal InsuranceItem? InsuranceItem;
    internal PriceCap? Cap;
    internal SelfPayRatio? SelfPay;
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
