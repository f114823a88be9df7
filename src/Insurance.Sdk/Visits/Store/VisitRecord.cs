using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>A visit as a store keeps it. What a store has to find it by stands beside the document, which only the library reads.</summary>
/// <remarks>It holds psn_no, ids, area, states and amounts; no name, no certificate number, no credential. Number and document are personal all the same: protect them at rest.</remarks>
public sealed record VisitRecord
{
    /// <summary>Key of the visit: 16 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Outpatient or inpatient.</summary>
    public required VisitKind Kind { get; init; }

    /// <summary>ipt_otp_no 住院/门诊号, up to 30 characters. Personal.</summary>
    public required string Number { get; init; }

    /// <summary>True where no other visit of the kind may have the number. A cancelled stay gives its number free.</summary>
    public bool HoldsNumber { get; init; } = true;

    /// <summary>mdtrt_id 就诊ID, up to 30 characters; "" before the registration.</summary>
    public string CenterVisitId { get; init; } = "";

    /// <summary>The state, for lists.</summary>
    public VisitState State { get; init; }

    /// <summary>msgid of the step that has no result yet; "" where there is none.</summary>
    public string PendingMessageId { get; init; } = "";

    /// <summary>When that step was noted; null where there is none.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>1 for a new visit; counts up with every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When the visit was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Everything else, as JSON in UTF-8. Personal.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>What must be unique: kind and number of the visits that hold their number, the key of the others.</summary>
    public string NumberKey => HoldsNumber ? ((int)Kind).ToString(System.Globalization.CultureInfo.InvariantCulture) + ":" + Number : Id;
}

/// <summary>A fee line of a visit: enough to tell serials that come twice, and what a deletion takes away.</summary>
/// <param name="Serial">feedetl_sn 费用明细流水号.</param>
/// <param name="BatchNumber">chrg_bchno 收费批次号; "" for a stay.</param>
/// <param name="Amount">det_item_fee_sumamt 明细项目费用总额; below zero for a refund line.</param>
/// <param name="MessageId">msgid of the message that brings it.</param>
public sealed record VisitLine(string Serial, string BatchNumber, decimal Amount, string MessageId)
{
    /// <summary>False while its message has no result.</summary>
    public bool IsAtCenter { get; init; }

    /// <summary>msgid of the settlement that covered it last; "" for none. It is settled while that settlement stands.</summary>
    public string SettledBy { get; init; } = "";
}

/// <summary>What a store does to lines.</summary>
public enum VisitLineChangeKind
{
    /// <summary>Adds <see cref="VisitLineChange.Lines"/>, on their way.</summary>
    Add,

    /// <summary>The lines of <see cref="VisitLineChange.MessageId"/> are at the center.</summary>
    Arrive,

    /// <summary>The lines of <see cref="VisitLineChange.MessageId"/> that are on their way never came there: they go.</summary>
    Forget,

    /// <summary>Lines at the center go: those of <see cref="VisitLineChange.BatchNumber"/>, or of <see cref="VisitLineChange.Serials"/>, or all, but none that <see cref="VisitLineChange.Except"/> covers.</summary>
    Delete,

    /// <summary>Lines at the center are covered by <see cref="VisitLineChange.MessageId"/>: those of <see cref="VisitLineChange.BatchNumber"/>, or all, but none that <see cref="VisitLineChange.Except"/> covers.</summary>
    Settle,
}

/// <summary>A change of a visit's lines.</summary>
/// <param name="Kind">What.</param>
public sealed record VisitLineChange(VisitLineChangeKind Kind)
{
    /// <summary>The new lines.</summary>
    public IReadOnlyList<VisitLine> Lines { get; init; } = Array.Empty<VisitLine>();

    /// <summary>msgid of the lines' message, or of the settlement.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>chrg_bchno; null for all.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>feedetl_sn; null for all.</summary>
    public IReadOnlyList<string>? Serials { get; init; }

    /// <summary>msgid of the settlements that stand: their lines are left alone.</summary>
    public IReadOnlyList<string> Except { get; init; } = Array.Empty<string>();
}
