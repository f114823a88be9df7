using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Reconciliation;

/// <summary>What the totals of 3201 hold for each value of refd_setl_flag 退费结算标志. Public sources disagree: ask your center.</summary>
public enum RefundTotals
{
    /// <summary>0: the settlements; 1: the refunds alone. What the printed name and its code list say.</summary>
    Separate,

    /// <summary>0: the settlements without refunds; 1: settlements and refunds together. What a comment in Guangdong says.</summary>
    Included,

    /// <summary>One call for both together, with the flag that means no refund. What clients in Guangdong send.</summary>
    Together,
}

/// <summary>Which amount is cash_payamt 现金支付金额 of 3202. Clients disagree: ask your center.</summary>
public enum CashAmount
{
    /// <summary>psn_cash_pay, as the name says.</summary>
    Cash,

    /// <summary>The person's part: acct_pay and psn_cash_pay.</summary>
    AccountAndCash,

    /// <summary>acct_pay alone.</summary>
    Account,
}

/// <summary>Columns of the result file of 3202.</summary>
public enum ResultColumns
{
    /// <summary>As printed; a row whose refd_setl_flag is 0 and whose eleventh column is a number has one column more before memo.</summary>
    Auto,

    /// <summary>As printed; what is beyond the tenth column is left out.</summary>
    Printed,

    /// <summary>One column more before memo in rows whose refd_setl_flag is 0.</summary>
    Shifted,
}

/// <summary>How settlements are compared with the center's (3201, 3202), and when the day is worth a warning.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>reconciliation.refundTotals. Default included: the only reading that a source puts into words.</summary>
    public RefundTotals RefundTotals { get; set; } = RefundTotals.Included;

    /// <summary>reconciliation.scopes: totals that are asked for even where the hospital has nothing, written as office/clearing type/insurance type ("440800/11/310").
    /// Without them a settlement that only the center has is not seen where it is the only one of its kind.</summary>
    public IList<TotalScope> Scopes { get; private set; } = new List<TotalScope>();

    /// <summary>reconciliation.noRefundFlag: refd_setl_flag of settlements. Default 0; a later edition is said to use more digits.</summary>
    public string NoRefundFlag { get; set; } = "0";

    /// <summary>reconciliation.refundFlag: refd_setl_flag of refunds. Default 1.</summary>
    public string RefundFlag { get; set; } = "1";

    /// <summary>reconciliation.detailRefundFlag: refd_setl_flag of 3202 itself, whose file holds settlements and refunds. Default: <see cref="RefundFlag"/>, which takes refunds in;
    /// clients in Guangdong send 0.</summary>
    public string? DetailRefundFlag { get; set; }

    /// <summary>reconciliation.cashAmount: cash_payamt of 3202. Default cash.</summary>
    public CashAmount CashAmount { get; set; } = CashAmount.Cash;

    /// <summary>reconciliation.zeroAccount: sends acct_pay as 0.00 in 3201 and in the file, as a client in Zhongshan does. Default false: as the center answered it.</summary>
    public bool ZeroAccount { get; set; }

    /// <summary>fund_pay_sumamt of a settlement in 3201, 3202 and the file. Default: as the center answered it. Whether the personal account is inside differs by place;
    /// a center that wants another figure than it answered needs the hospital's own rule here.</summary>
    public Func<SettlementRecord, decimal>? FundAmount { get; set; }

    /// <summary>reconciliation.resultOwner: fixmedins_code of the 9102 that fetches the result. Default: the hospital's own; one client sends plc.</summary>
    public string? ResultOwner { get; set; }

    /// <summary>reconciliation.resultColumns: auto, printed or shifted. Default auto.</summary>
    public ResultColumns ResultColumns { get; set; } = ResultColumns.Auto;

    /// <summary>reconciliation.extensionColumn: an eighth column (exp_content, "null") in the uploaded file, as a later edition has it. Default false.</summary>
    public bool ExtensionColumn { get; set; }

    /// <summary>reconciliation.newLineAtEnd: a line feed after the last row of the uploaded file. Default false, as in Zhongshan.</summary>
    public bool NewLineAtEnd { get; set; }

    /// <summary>reconciliation.fetchAttempts: how often 9102 is asked for a result that is not ready. Default 6.</summary>
    public int FetchAttempts { get; set; } = 6;

    /// <summary>reconciliation.firstWaitSeconds: first wait before it is asked again; it doubles. Default 5 s.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>reconciliation.longestWaitSeconds. Default 60 s.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>reconciliation.maxQueries: most 5203 of one run, by which a difference is looked at that the result file leaves open. Default 200; 0 asks nothing.</summary>
    public int MaxQueries { get; set; } = 200;

    /// <summary>reconciliation.warnUnknownMinutes: an outcome that has been unknown so long is a warning. Default 10.</summary>
    public TimeSpan WarnUnknown { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>reconciliation.warnUnpostedMinutes: a settlement that the center has booked and the hospital's books do not confirm for so long is a warning. Default 15.</summary>
    public TimeSpan WarnUnposted { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>reconciliation.warnDriftMinutes: totals that have not been equal for so long are a warning; for less they may just be between a booking and its answer. Default 15.</summary>
    public TimeSpan WarnDrift { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>reconciliation.urgentMinutes: so long before midnight (China time) every warning of the day is urgent. Default 120.</summary>
    public TimeSpan Urgent { get; set; } = TimeSpan.FromMinutes(120);

    internal ReconciliationOptions Copy()
    {
        var copy = (ReconciliationOptions)MemberwiseClone();
        copy.Scopes = new List<TotalScope>(Scopes);
        return copy;
    }

    internal decimal FundOf(SettlementRecord record) => FundAmount is { } own ? own(record) : record.FundAmount;

    internal decimal AccountOf(SettlementRecord record) => ZeroAccount ? 0m : record.AccountAmount;

    internal decimal CashOf(SettlementRecord record) => CashAmount switch
    {
        CashAmount.AccountAndCash => record.AccountAmount + record.CashAmount,
        CashAmount.Account => record.AccountAmount,
        _ => record.CashAmount,
    };

    internal string FlagOf(SettlementRecord record) => record.IsRefund ? RefundFlag : NoRefundFlag;
}
