using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>A step that is noted durably before its message leaves, with all that is needed to take its result in later.</summary>
public sealed record PendingStep
{
    /// <summary>msgid that the message has.</summary>
    public required string MessageId { get; init; }

    /// <summary>The step.</summary>
    public required VisitStep Step { get; init; }

    /// <summary>Number as it is sent.</summary>
    public required string Code { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>opter 经办人 who did it.</summary>
    public string OperatorCode { get; init; } = "";

    /// <summary>chrg_bchno 收费批次号 that it is about; "" for all, or for a stay.</summary>
    public string BatchNumber { get; init; } = "";

    /// <summary>msgid of the settlement that a refund takes back; "" otherwise.</summary>
    public string SettlementMessageId { get; init; } = "";

    /// <summary>mid_setl_flag 中途结算标志 of a settlement.</summary>
    public bool IsInterim { get; init; }

    /// <summary>Number of lines that it brings, settles or deletes.</summary>
    public int Lines { get; init; }

    /// <summary>Their sum.</summary>
    public decimal Total { get; init; }

    /// <summary>How long the message may wait for its answer.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>Key of the operation's meaning.</summary>
    internal string OperationKey { get; init; } = "";

    /// <summary>feedetl_sn of the lines that 2302 names; empty for all.</summary>
    internal IReadOnlyList<string> Serials { get; init; } = Array.Empty<string>();

    /// <summary>med_type that the visit has from then on; "" leaves it.</summary>
    internal string MedType { get; init; } = "";

    /// <summary>begntime of a registration.</summary>
    internal ChinaTime? Begin { get; init; }

    /// <summary>endtime of a discharge.</summary>
    internal ChinaTime? End { get; init; }
}
