using System;
using System.Collections.Generic;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Visits;

/// <summary>A settlement or a refund that the center has booked. Post it in the HIS, and confirm <see cref="MessageId"/> in the journal within the same transaction.</summary>
public sealed class SettlementResult
{
    internal SettlementResult(VisitStatus status, VisitSettlement settlement, bool isRefund, AnswerValues values, IReadOnlyList<VisitWarning> warnings, SettlementAmounts? taken = null, ChinaTime? at = null)
    {
        Status = status;
        Settlement = settlement;
        IsRefund = isRefund;
        Amounts = taken ?? values.Amounts();
        Funds = values.Funds();
        SettledAt = values.Time("setl_time") ?? (isRefund ? at : settlement.SettledAt);
        SettlementId = isRefund ? settlement.RefundSettlementId : settlement.SettlementId;
        ClearingWay = values.Text("clr_way") ?? "";
        HospitalSettlementId = values.Text("medins_setl_id") ?? "";
        Warnings = warnings;
        var assumed = new List<string>();
        if (taken is not null)
        {
            assumed.Add("amounts");
        }

        if (isRefund && SettlementId.Length == 0)
        {
            assumed.Add("setl_id");
        }

        if (at is not null && values.Time("setl_time") is null)
        {
            assumed.Add("setl_time");
        }

        Assumed = string.Join(", ", assumed);
        if (!isRefund && settlement.Agreed is { } agreed)
        {
            Differences = SettlementArithmetic.Differences(agreed.Amounts, Amounts);
        }
    }

    /// <summary>The visit afterwards.</summary>
    public VisitStatus Status { get; }

    /// <summary>What the store keeps of it.</summary>
    public VisitSettlement Settlement { get; }

    /// <summary>True for a refund (2208, 2305): its amounts are negative.</summary>
    public bool IsRefund { get; }

    /// <summary>msgid: key of the journal record.</summary>
    public string MessageId => IsRefund ? Settlement.RefundMessageId : Settlement.MessageId;

    /// <summary>setl_id 结算ID; a refund has one of its own.</summary>
    public string SettlementId { get; }

    /// <summary>The split.</summary>
    public SettlementAmounts Amounts { get; }

    /// <summary>The funds' shares.</summary>
    public IReadOnlyList<FundShare> Funds { get; }

    /// <summary>setl_time 结算时间 as the center answered it; reconciliation counts days by it.</summary>
    public ChinaTime? SettledAt { get; }

    /// <summary>clr_way 清算方式.</summary>
    public string ClearingWay { get; }

    /// <summary>medins_setl_id 医药机构结算ID.</summary>
    public string HospitalSettlementId { get; }

    /// <summary>What differs from the split that the patient agreed to; empty where nothing does.</summary>
    public IReadOnlyList<AmountDifference> Differences { get; } = Array.Empty<AmountDifference>();

    /// <summary>What a lost answer of a refund left open and was taken from elsewhere: "amounts" (the negative of the settlement's), "setl_id" (the settlement's stands in the record),
    /// "setl_time" (the journal's clock). "" where nothing was.</summary>
    public string Assumed { get; }

    /// <summary>What to look at. The settlement stands all the same.</summary>
    public IReadOnlyList<VisitWarning> Warnings { get; }

    /// <summary>The whole answer; null where it was read back from the journal.</summary>
    public StandardAnswer? Answer { get; internal init; }

    /// <summary>The record for the hospital's books of reconciliation; null where the answer lacks an amount or the time that it needs.</summary>
    public SettlementRecord? ToRecord()
    {
        if (Amounts is not { Total: { } total, Fund: { } fund, Account: { } account, Cash: { } cash } || SettledAt is not { } at)
        {
            return null;
        }

        return new SettlementRecord
        {
            MessageId = MessageId,
            Code = VisitSteps.CodeOf(Status.Kind, IsRefund ? VisitStep.Refund : VisitStep.Settle),
            SettlementId = IsRefund && SettlementId.Length == 0 ? Settlement.SettlementId : SettlementId,
            RefundOf = IsRefund ? Settlement.SettlementId : null,
            VisitId = Status.CenterVisitId,
            PersonNumber = Status.PersonNumber,
            InsuranceType = Status.InsuranceType,
            ClearingType = Settlement.ClearingType,
            ClearingOffice = Settlement.ClearingOffice,
            IsRefund = IsRefund,
            TotalAmount = total,
            FundAmount = fund,
            AccountAmount = account,
            CashAmount = cash,
            SettledAt = at.ToDateTimeOffset(),
            Assumed = Assumed,
        };
    }

    /// <summary>Message and settlement id; no personal data.</summary>
    public override string ToString() => (IsRefund ? "refund " : "settlement ") + SettlementId + ", message " + MessageId;
}
