using System.Collections.Generic;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Sums of settlements, as 3201 and 3202 want them.</summary>
/// <param name="Count">fixmedins_setl_cnt 定点医药机构结算笔数: records, refunds counted one each.</param>
/// <param name="Total">medfee_sumamt 医疗费总额; refunds are negative.</param>
/// <param name="Fund">fund_pay_sumamt 基金支付总额, never computed from other amounts.</param>
/// <param name="Account">acct_pay 个人账户支付金额.</param>
/// <param name="Cash">cash_payamt 现金支付金额.</param>
public sealed record DetailTotals(int Count, decimal Total, decimal Fund, decimal Account, decimal Cash)
{
    /// <summary>No settlement.</summary>
    public static DetailTotals None { get; } = new(0, 0m, 0m, 0m, 0m);

    /// <summary>Sums records.</summary>
    /// <param name="books">The records.</param>
    /// <param name="options">What the center takes for fund, account and cash.</param>
    public static DetailTotals Of(IEnumerable<SettlementRecord> books, ReconciliationOptions? options = null)
    {
        _ = books ?? throw new System.ArgumentNullException(nameof(books));
        options ??= new ReconciliationOptions();
        var totals = None;
        foreach (var record in books)
        {
            totals = totals.Plus(record, options);
        }

        return totals;
    }

    internal DetailTotals Plus(SettlementRecord record, ReconciliationOptions options) => new(
        Count + 1,
        Total + record.TotalAmount,
        Fund + options.FundOf(record),
        Account + options.AccountOf(record),
        Cash + options.CashOf(record));
}
