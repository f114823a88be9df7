using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>The formulas between a settlement's amounts. Where the answer lacks an amount, its formula says nothing.</summary>
/// <remarks>
/// medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt; psn_part_amt = acct_pay + psn_cash_pay; acct_mulaid_pay is part of acct_pay;
/// fund_pay_sumamt = the funds one by one. Some provinces count acct_pay into fund_pay_sumamt: either is taken where nothing is set.
/// </remarks>
internal static class SettlementArithmetic
{
    private static readonly string[] Funds = { "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hifdm_pay", "oth_pay" };

    internal static List<VisitWarning> Check(SettlementAmounts amounts, bool? fundIncludesAccount)
    {
        var warnings = new List<VisitWarning>();
        if (amounts is { Total: { } total, Fund: { } fund, PersonPart: { } person } && !Fits(total, fund + person + (amounts.HospitalPart ?? 0), amounts.Account, fundIncludesAccount, sign: -1))
        {
            warnings.Add(new VisitWarning("INS6201", "medfee_sumamt", "medfee_sumamt 医疗费总额 is not fund_pay_sumamt + psn_part_amt + hosp_part_amt"));
        }

        if (amounts is { PersonPart: { } part, Account: { } account, Cash: { } cash } && part != account + cash)
        {
            warnings.Add(new VisitWarning("INS6202", "psn_part_amt", "psn_part_amt 个人负担总金额 is not acct_pay + psn_cash_pay"));
        }

        if (amounts.Fund is { } sum && Funds.Where(f => f != "hifdm_pay").All(f => amounts[f] is not null)
            && !Fits(sum, Funds.Sum(f => amounts[f] ?? 0), amounts.Account, fundIncludesAccount, sign: 1))
        {
            warnings.Add(new VisitWarning("INS6203", "fund_pay_sumamt", "fund_pay_sumamt 基金支付总额 is not the sum of the funds"));
        }

        if (amounts is { Account: { } own, FamilyAccount: { } family } && System.Math.Abs(family) > System.Math.Abs(own))
        {
            warnings.Add(new VisitWarning("INS6204", "acct_mulaid_pay", "acct_mulaid_pay 个人账户共济支付金额 is more than acct_pay, of which it is a part"));
        }

        return warnings;
    }

    /// <summary>The amounts that differ; the balance of the account does not belong to the split.</summary>
    internal static List<AmountDifference> Differences(SettlementAmounts agreed, SettlementAmounts settled)
        => SettlementAmounts.Codes.Where(c => c != "balc" && agreed[c] is not null && settled[c] is not null && agreed[c] != settled[c])
            .Select(c => new AmountDifference(c, agreed[c], settled[c])).ToList();

    /// <summary>With the account outside the fund the formula fits as it is; with the account inside it fits by adding the account once more (or taking it off).</summary>
    private static bool Fits(decimal left, decimal right, decimal? account, bool? isInside, int sign)
        => isInside switch
        {
            false => left == right,
            true => left == right + (sign * (account ?? 0)),
            _ => left == right || left == right + (sign * (account ?? 0)),
        };
}
