using System;
using System.Collections.Generic;
using Insurance.Sdk.MockCenter.Money;

namespace Insurance.Sdk.MockCenter.Visits;

/// <summary>A visit, stay or purchase as it stood when it was asked for.</summary>
public sealed record MockVisit
{
    /// <summary>mdtrt_id.</summary>
    public required string Id { get; init; }

    /// <summary>fixmedins_code.</summary>
    public required string Institution { get; init; }

    /// <summary>Kind.</summary>
    public required VisitKind Kind { get; init; }

    /// <summary>Transaction that booked it.</summary>
    public required string Code { get; init; }

    /// <summary>msgid that booked it.</summary>
    public required string MessageId { get; init; }

    /// <summary>psn_no.</summary>
    public required string PersonNumber { get; init; }

    /// <summary>insutype.</summary>
    public required string InsuranceType { get; init; }

    /// <summary>insuplc_admdvs of the registration.</summary>
    public required string InsuredArea { get; init; }

    /// <summary>ipt_otp_no or ipt_no.</summary>
    public required string Number { get; init; }

    /// <summary>med_type; "" while 2203 did not come.</summary>
    public required string MedType { get; init; }

    /// <summary>True once 2203 or 2203A came.</summary>
    public required bool IsInformed { get; init; }

    /// <summary>True between 2402 and 2405.</summary>
    public required bool IsDischarged { get; init; }

    /// <summary>True while a settlement stands that is not refunded.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>msgid that undid it; null while it stands.</summary>
    public required string? UndoneBy { get; init; }

    /// <summary>True where it was cancelled or reversed.</summary>
    public bool IsUndone => UndoneBy is not null;

    /// <summary>Fee lines, deleted ones too.</summary>
    public required IReadOnlyList<MockFeeLine> Lines { get; init; }
}

/// <summary>A fee line as it stood when it was asked for.</summary>
/// <param name="Serial">feedetl_sn.</param>
/// <param name="Batch">chrg_bchno; "" for stays and purchases.</param>
/// <param name="Amount">det_item_fee_sumamt.</param>
/// <param name="Quantity">cnt.</param>
/// <param name="MessageId">msgid that booked it.</param>
/// <param name="SettlementId">setl_id that holds it and stands; null while it is not settled.</param>
/// <param name="UndoneBy">msgid that deleted it; null while it stands.</param>
public sealed record MockFeeLine(string Serial, string Batch, decimal Amount, decimal Quantity, string MessageId, string? SettlementId, string? UndoneBy);

/// <summary>A settlement or a refund as it stood when it was asked for.</summary>
public sealed record MockSettlement
{
    /// <summary>setl_id.</summary>
    public required string Id { get; init; }

    /// <summary>fixmedins_code.</summary>
    public required string Institution { get; init; }

    /// <summary>mdtrt_id.</summary>
    public required string VisitId { get; init; }

    /// <summary>psn_no.</summary>
    public required string PersonNumber { get; init; }

    /// <summary>Transaction that booked it.</summary>
    public required string Code { get; init; }

    /// <summary>msgid that booked it: the omsgid of a 2601.</summary>
    public required string MessageId { get; init; }

    /// <summary>chrg_bchno; "" for stays and purchases.</summary>
    public required string Batch { get; init; }

    /// <summary>insutype.</summary>
    public required string InsuranceType { get; init; }

    /// <summary>clr_type.</summary>
    public required string ClearingType { get; init; }

    /// <summary>clr_optins, which 3201 and 3202 call setl_optins.</summary>
    public required string ClearingOffice { get; init; }

    /// <summary>setl_time, China time.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>The parts, negative in a refund.</summary>
    public required Amounts Amounts { get; init; }

    /// <summary>setl_id that a refund takes back; null for a settlement.</summary>
    public required string? RefundOf { get; init; }

    /// <summary>setl_id of the standing refund; null where there is none.</summary>
    public required string? RefundedBy { get; init; }

    /// <summary>msgid of the reversal (2601, or the center itself); null where it counts.</summary>
    public required string? ReversedBy { get; init; }

    /// <summary>True where the center booked it by itself and no message of the hospital did.</summary>
    public required bool IsByCenter { get; init; }

    /// <summary>True for a refund.</summary>
    public bool IsRefund => RefundOf is not null;

    /// <summary>True where it counts in the totals of the center: not reversed. A refunded settlement and its refund both count.</summary>
    public bool Counts => ReversedBy is null;

    /// <summary>True for a settlement that holds its lines: neither refunded nor reversed.</summary>
    public bool Stands => Counts && !IsRefund && RefundedBy is null;
}
