namespace Insurance.Sdk.Visits;

/// <summary>Lines at the center that no settlement covers: a charge batch of an outpatient, or all such lines of a stay.</summary>
public sealed record FeeBatch
{
    /// <summary>chrg_bchno 收费批次号; "" for a stay.</summary>
    public required string Number { get; init; }

    /// <summary>Number of lines; refund lines count.</summary>
    public int Lines { get; init; }

    /// <summary>Sum of det_item_fee_sumamt: what medfee_sumamt of its settlement will be.</summary>
    public decimal Total { get; init; }

    /// <summary>The last trial of exactly these lines; null where there is none.</summary>
    public TrialNote? Trial { get; init; }
}

/// <summary>What is kept of a trial: the split that was shown, and what later calls need of it.</summary>
public sealed record TrialNote
{
    /// <summary>msgid of the trial.</summary>
    public required string MessageId { get; init; }

    /// <summary>mid_setl_flag 中途结算标志 that it was made with.</summary>
    public bool IsInterim { get; init; }

    /// <summary>The split.</summary>
    public SettlementAmounts Amounts { get; init; } = SettlementAmounts.None;

    /// <summary>clr_type 清算类别: 3201, 3202 and recovery ask for it.</summary>
    public string ClearingType { get; init; } = "";

    /// <summary>clr_optins 清算经办机构: what 3201 and 3202 call setl_optins.</summary>
    public string ClearingOffice { get; init; } = "";
}
