using System;

namespace Insurance.Sdk.Reconciliation;

/// <summary>One settlement or one refund as a book has it. A refunded settlement is two records: the positive and the negative one.</summary>
public sealed record SettlementRecord
{
    /// <summary>msgid of the message that booked it; null where a book does not know it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Transaction that booked it (2207, 2304, 2102; for refunds 2208, 2305, 2103); null where a book does not know it.</summary>
    public string? Code { get; init; }

    /// <summary>setl_id 结算ID. A refund has one of its own.</summary>
    public required string SettlementId { get; init; }

    /// <summary>setl_id of the settlement that a refund takes back; null for settlements.</summary>
    public string? RefundOf { get; init; }

    /// <summary>mdtrt_id 就诊ID.</summary>
    public required string VisitId { get; init; }

    /// <summary>psn_no 人员编号. Personal.</summary>
    public required string PersonNumber { get; init; }

    /// <summary>insutype 险种类型.</summary>
    public required string InsuranceType { get; init; }

    /// <summary>clr_type 清算类别.</summary>
    public required string ClearingType { get; init; }

    /// <summary>clr_optins 清算经办机构: what 3201 and 3202 call setl_optins.</summary>
    public required string ClearingOffice { get; init; }

    /// <summary>refd_setl_flag 退费结算标志.</summary>
    public bool IsRefund { get; init; }

    /// <summary>medfee_sumamt 医疗费总额; negative for a refund.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>fund_pay_sumamt 基金支付总额 as the center answered it; whether the personal account is inside differs by province.</summary>
    public required decimal FundAmount { get; init; }

    /// <summary>acct_pay 个人账户支出.</summary>
    public required decimal AccountAmount { get; init; }

    /// <summary>psn_cash_pay 个人现金支出.</summary>
    public required decimal CashAmount { get; init; }

    /// <summary>setl_time 结算时间 as the center answered it: days are counted by it.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>What was not answered for this record and taken from elsewhere, for a person to look at: "amounts" (a refund's, taken as the negative of what it takes back), "setl_time" (the journal's own clock). "" where nothing was.</summary>
    public string Assumed { get; init; } = "";

    /// <summary>What names the record, without the person.</summary>
    public override string ToString() => Code + " " + SettlementId + (IsRefund ? " refund" : "");
}
