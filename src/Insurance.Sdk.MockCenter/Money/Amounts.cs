using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Money;

/// <summary>
/// The parts of a bill: medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt, psn_part_amt = acct_pay + psn_cash_pay,
/// fund_pay_sumamt = hifp_pay + cvlserv_pay. All negative in a refund.
/// </summary>
public sealed record Amounts
{
    /// <summary>medfee_sumamt 医疗费总额.</summary>
    public decimal Total { get; init; }

    /// <summary>fulamt_ownpay_amt 全自费金额.</summary>
    public decimal SelfPaid { get; init; }

    /// <summary>inscp_scp_amt 符合政策范围金额.</summary>
    public decimal Covered { get; init; }

    /// <summary>hifp_pay 基本医疗保险统筹基金支出.</summary>
    public decimal Pool { get; init; }

    /// <summary>pool_prop_selfpay, which is the fund's rate whatever its name says.</summary>
    public decimal PoolRate { get; init; }

    /// <summary>cvlserv_pay 公务员医疗补助资金支出.</summary>
    public decimal CivilServant { get; init; }

    /// <summary>fund_pay_sumamt 基金支付总额.</summary>
    public decimal Fund => Pool + CivilServant;

    /// <summary>psn_part_amt 个人负担总金额.</summary>
    public decimal Person { get; init; }

    /// <summary>acct_pay 个人账户支出.</summary>
    public decimal Account { get; init; }

    /// <summary>acct_mulaid_pay 个人账户共济支付金额, part of <see cref="Account"/>.</summary>
    public decimal SharedAccount { get; init; }

    /// <summary>psn_cash_pay 个人现金支出.</summary>
    public decimal Cash { get; init; }

    /// <summary>hosp_part_amt 医院负担金额.</summary>
    public decimal Hospital { get; init; }

    /// <summary>balc 余额 afterwards.</summary>
    public decimal Balance { get; init; }

    internal Amounts Negated() => this with
    {
        Total = -Total,
        SelfPaid = -SelfPaid,
        Covered = -Covered,
        Pool = -Pool,
        CivilServant = -CivilServant,
        Person = -Person,
        Account = -Account,
        SharedAccount = -SharedAccount,
        Cash = -Cash,
        Hospital = -Hospital,
        Balance = Balance + Account,
    };

    internal JsonObject ToJson() => new()
    {
        ["total"] = Total,
        ["selfPaid"] = SelfPaid,
        ["covered"] = Covered,
        ["pool"] = Pool,
        ["poolRate"] = PoolRate,
        ["civilServant"] = CivilServant,
        ["person"] = Person,
        ["account"] = Account,
        ["sharedAccount"] = SharedAccount,
        ["cash"] = Cash,
        ["hospital"] = Hospital,
        ["balance"] = Balance,
    };

    internal static Amounts FromJson(JsonNode json) => new()
    {
        Total = WireJson.Decimal(json["total"]),
        SelfPaid = WireJson.Decimal(json["selfPaid"]),
        Covered = WireJson.Decimal(json["covered"]),
        Pool = WireJson.Decimal(json["pool"]),
        PoolRate = WireJson.Decimal(json["poolRate"]),
        CivilServant = WireJson.Decimal(json["civilServant"]),
        Person = WireJson.Decimal(json["person"]),
        Account = WireJson.Decimal(json["account"]),
        SharedAccount = WireJson.Decimal(json["sharedAccount"]),
        Cash = WireJson.Decimal(json["cash"]),
        Hospital = WireJson.Decimal(json["hospital"]),
        Balance = WireJson.Decimal(json["balance"]),
    };

    /// <summary>The amounts under the codes of the answers, with every synonym that a table has.</summary>
    internal void Write(IDictionary<string, JsonNode?> values)
    {
        values["medfeesumamt"] = Total;
        values["medsumfee"] = Total;
        values["fulamtownpayamt"] = SelfPaid;
        values["inscpscpamt"] = values["inscpamt"] = Covered;
        values["overlmtselfpay"] = values["preselfpayamt"] = values["actpaydedc"] = 0m;
        values["hifppay"] = Pool;
        values["poolpropselfpay"] = PoolRate;
        values["cvlservpay"] = CivilServant;
        values["hifespay"] = values["hifmipay"] = values["hifobpay"] = values["hifdmpay"] = values["mafpay"] = values["othpay"] = values["othfundpay"] = 0m;
        values["fundpaysumamt"] = Fund;
        values["psnpartamt"] = values["psnpay"] = Person;
        values["acctpay"] = Account;
        values["acctmulaidpay"] = SharedAccount;
        values["psncashpay"] = values["pdncashpay"] = values["cashpayamt"] = Cash;
        values["hosppartamt"] = Hospital;
        values["balc"] = Balance;
    }
}
