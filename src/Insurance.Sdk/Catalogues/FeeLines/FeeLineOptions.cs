namespace Insurance.Sdk.Catalogues;

/// <summary>What becomes of a line on which something was found.</summary>
public enum FindingRule
{
    /// <summary>Nothing is said.</summary>
    Ignore,

    /// <summary>The line is made, with a warning.</summary>
    Warn,

    /// <summary>No line is made.</summary>
    Refuse,
}

/// <summary>What a hospital wants of its fee lines.</summary>
public sealed class FeeLineOptions
{
    /// <summary>The hospital's own hilist_lmtpric_type, its level in most regions; must be set where there are caps.</summary>
    public string? PriceCapLimitType { get; set; }

    /// <summary>selfpay_prop_type of the ratio to tell; 10 is 目录先自付比例.</summary>
    public string SelfPayKind { get; set; } = "10";

    /// <summary>A price above the cap of 1318: the center pays up to the cap and calls the rest overlmt_amt.</summary>
    public FindingRule PriceAboveCap { get; set; } = FindingRule.Warn;

    /// <summary>No cap is known for the item.</summary>
    public FindingRule NoCap { get; set; } = FindingRule.Ignore;

    /// <summary>No self-pay ratio is known for the item and the patient's group.</summary>
    public FindingRule NoSelfPayRatio { get; set; } = FindingRule.Ignore;

    /// <summary>The pair was not sent to the center, was cancelled there, or differs there.</summary>
    public FindingRule MappingNotAtCenter { get; set; } = FindingRule.Warn;

    /// <summary>The catalogue at hand does not know the national code at all; asked only where there is a catalogue.</summary>
    public FindingRule UnknownNationalCode { get; set; } = FindingRule.Warn;

    /// <summary>The catalogue took the national code back without a last day (vali_flag 0): since when, nobody can tell from it, so a fee of the past may be right.</summary>
    public FindingRule WithdrawnNationalCode { get; set; } = FindingRule.Refuse;

    /// <summary>A negative quantity in 2204: its table has no field for the original line, and the transaction is undone with 2205 or 2208.</summary>
    public FindingRule OutpatientRefundLine { get; set; } = FindingRule.Refuse;

    /// <summary>How far amount and quantity x price may differ; less than a fen by default, so that any way of rounding is taken.</summary>
    public decimal AmountTolerance { get; set; } = 0.01m;

    /// <summary>True writes medins_list_name, which only the edition guangdong has.</summary>
    public bool WriteItemName { get; set; }
}
