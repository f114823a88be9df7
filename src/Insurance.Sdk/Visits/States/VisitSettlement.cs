using System;

namespace Insurance.Sdk.Visits;

/// <summary>What became of a settlement at the center.</summary>
public enum SettlementFate
{
    /// <summary>It stands.</summary>
    Live = 0,

    /// <summary>It was refunded (2208, 2305).</summary>
    Refunded = 1,

    /// <summary>It was reversed outside the visit: recovery or reconciliation took it back, as the journal says.</summary>
    Reversed = 2,
}

/// <summary>A settlement as the visit store keeps it.</summary>
public sealed record VisitSettlement
{
    /// <summary>msgid of the settlement: key of its journal record, which the HIS confirms in the transaction that posts it.</summary>
    public required string MessageId { get; init; }

    /// <summary>setl_id 结算ID.</summary>
    public required string SettlementId { get; init; }

    /// <summary>chrg_bchno 收费批次号; "" for a stay.</summary>
    public string BatchNumber { get; init; } = "";

    /// <summary>mid_setl_flag 中途结算标志.</summary>
    public bool IsInterim { get; init; }

    /// <summary>Number of lines that it covers.</summary>
    public int Lines { get; init; }

    /// <summary>Sum of the lines, as it was sent.</summary>
    public decimal Total { get; init; }

    /// <summary>The center's split.</summary>
    public SettlementAmounts Amounts { get; init; } = SettlementAmounts.None;

    /// <summary>The split that was shown before; null where none was kept.</summary>
    public TrialNote? Agreed { get; init; }

    /// <summary>setl_time 结算时间 as the center answered it; null where it did not.</summary>
    public ChinaTime? SettledAt { get; init; }

    /// <summary>clr_type 清算类别.</summary>
    public string ClearingType { get; init; } = "";

    /// <summary>clr_optins 清算经办机构.</summary>
    public string ClearingOffice { get; init; } = "";

    /// <summary>What became of it.</summary>
    public SettlementFate Fate { get; init; }

    /// <summary>msgid of the refund; "" where there is none.</summary>
    public string RefundMessageId { get; init; } = "";

    /// <summary>setl_id of the refund; "" where there is none, or the center named none.</summary>
    public string RefundSettlementId { get; init; } = "";

    /// <summary>True while it stands.</summary>
    public bool IsLive => Fate == SettlementFate.Live;
}

/// <summary>One thing that happened to a visit.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step.</param>
/// <param name="Code">Number as it was sent.</param>
/// <param name="MessageId">msgid.</param>
/// <param name="Who">opter who did it, or who decided.</param>
/// <param name="What">done; taken in from the journal; not booked; reversed; decided …</param>
public sealed record VisitEvent(DateTimeOffset At, VisitStep Step, string Code, string MessageId, string Who, string What)
{
    /// <summary>How <see cref="What"/> begins where the center has booked the step.</summary>
    internal const string Done = "done";

    internal bool IsBooked => What.StartsWith(Done, StringComparison.Ordinal);
}
