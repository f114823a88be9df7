using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>How a bill is split, as the center answered it. An amount that it did not send is null, never 0.</summary>
public sealed class SettlementAmounts
{
    /// <summary>No amounts.</summary>
    public static SettlementAmounts None { get; } = new(new Dictionary<string, decimal>());

    /// <summary>Codes of the amounts, in the order of the table.</summary>
    internal static readonly string[] Codes =
    {
        "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt", "act_pay_dedc", "hifp_pay", "pool_prop_selfpay", "cvlserv_pay", "hifes_pay", "hifmi_pay",
        "hifob_pay", "maf_pay", "hifdm_pay", "oth_pay", "fund_pay_sumamt", "psn_part_amt", "acct_pay", "psn_cash_pay", "hosp_part_amt", "acct_mulaid_pay", "balc", "med_sumfee",
    };

    private readonly Dictionary<string, decimal> _amounts;

    internal SettlementAmounts(Dictionary<string, decimal> amounts) => _amounts = amounts;

    /// <summary>An amount by its code in the settlement's table, such as hifp_pay; null where the center did not send it.</summary>
    /// <param name="code">The code.</param>
    public decimal? this[string code] => _amounts.TryGetValue(code ?? throw new ArgumentNullException(nameof(code)), out var amount) ? amount : null;

    /// <summary>medfee_sumamt 医疗费总额.</summary>
    public decimal? Total => this["medfee_sumamt"];

    /// <summary>fund_pay_sumamt 基金支付总额; whether the personal account is inside differs by province.</summary>
    public decimal? Fund => this["fund_pay_sumamt"];

    /// <summary>psn_part_amt 个人负担总金额: personal account and cash.</summary>
    public decimal? PersonPart => this["psn_part_amt"];

    /// <summary>acct_pay 个人账户支出; a family member's account is inside.</summary>
    public decimal? Account => this["acct_pay"];

    /// <summary>acct_mulaid_pay 个人账户共济支付金额: the family member's part of <see cref="Account"/>.</summary>
    public decimal? FamilyAccount => this["acct_mulaid_pay"];

    /// <summary>psn_cash_pay 个人现金支出: what the patient pays at the counter.</summary>
    public decimal? Cash => this["psn_cash_pay"];

    /// <summary>hosp_part_amt 医院负担金额.</summary>
    public decimal? HospitalPart => this["hosp_part_amt"];

    /// <summary>fulamt_ownpay_amt 全自费金额.</summary>
    public decimal? FullySelfPaid => this["fulamt_ownpay_amt"];

    /// <summary>overlmt_selfpay 超限价自费费用.</summary>
    public decimal? AboveCap => this["overlmt_selfpay"];

    /// <summary>preselfpay_amt 先行自付金额.</summary>
    public decimal? PaidFirst => this["preselfpay_amt"];

    /// <summary>inscp_scp_amt 符合政策范围金额.</summary>
    public decimal? InScope => this["inscp_scp_amt"];

    /// <summary>act_pay_dedc 实际支付起付线.</summary>
    public decimal? Deductible => this["act_pay_dedc"];

    /// <summary>hifp_pay 基本医疗保险统筹基金支出.</summary>
    public decimal? PooledFund => this["hifp_pay"];

    /// <summary>balc 余额 of the personal account afterwards.</summary>
    public decimal? Balance => this["balc"];

    /// <summary>True where the books can do with it.</summary>
    internal bool IsEnough => Total is not null && Fund is not null && Account is not null && Cash is not null;

    /// <summary>What takes these back. The balance of the account afterwards is none of it.</summary>
    internal SettlementAmounts Negative()
    {
        var negative = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var amount in _amounts)
        {
            if (amount.Key != "balc")
            {
                negative[amount.Key] = -amount.Value;
            }
        }

        return new SettlementAmounts(negative);
    }

    /// <summary>True where there is none.</summary>
    public bool IsEmpty => _amounts.Count == 0;

    /// <summary>Number of amounts; the amounts are a person's and stay out of logs.</summary>
    public override string ToString() => _amounts.Count + " amounts";
}

/// <summary>An amount that one answer has otherwise than another.</summary>
/// <param name="Code">The standard's code.</param>
/// <param name="Agreed">What was shown before; null where it was not sent.</param>
/// <param name="Settled">What was settled; null where it was not sent.</param>
public sealed record AmountDifference(string Code, decimal? Agreed, decimal? Settled)
{
    /// <summary>The code; the amounts stay out of logs.</summary>
    public override string ToString() => Code;
}

/// <summary>A fund's share: a row of setldetail.</summary>
/// <param name="FundType">fund_pay_type 基金支付类型.</param>
/// <param name="Name">fund_pay_type_name 基金支付类型名称.</param>
/// <param name="Amount">fund_payamt 基金支付金额.</param>
/// <param name="InScope">inscp_scp_amt 符合政策范围金额.</param>
/// <param name="Limit">crt_payb_lmt_amt 本次可支付限额金额.</param>
public sealed record FundShare(string FundType, string Name, decimal? Amount, decimal? InScope, decimal? Limit);

/// <summary>Something to look at although the center took the call. It never undoes or fails a settlement.</summary>
/// <param name="Number">Number of the rule, INS6201 and following.</param>
/// <param name="Field">The field that it is about; "" for none.</param>
/// <param name="Text">What was seen; no personal data, no amounts.</param>
public sealed record VisitWarning(string Number, string Field, string Text)
{
    /// <summary>Number, field and text.</summary>
    public override string ToString() => Number + (Field.Length > 0 ? " " + Field : "") + ": " + Text;
}
