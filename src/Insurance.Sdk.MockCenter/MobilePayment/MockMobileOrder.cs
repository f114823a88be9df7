using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>An order as the mock's platform has it.</summary>
public sealed record MockMobileOrder
{
    /// <summary>payOrdId 支付订单号.</summary>
    public required string PayOrdId { get; init; }

    /// <summary>payToken.</summary>
    public required string PayToken { get; init; }

    /// <summary>medOrgOrd 医疗机构订单号.</summary>
    public required string MedOrgOrd { get; init; }

    /// <summary>ordStas 订单状态.</summary>
    public required string OrdStas { get; init; }

    /// <summary>feeSumamt 费用总额.</summary>
    public required decimal Total { get; init; }

    /// <summary>fundPay 医保基金支付.</summary>
    public decimal Fund { get; init; }

    /// <summary>psnAcctPay 个人账户支出.</summary>
    public decimal Account { get; init; }

    /// <summary>ownPayAmt 现金支付.</summary>
    public decimal Own { get; init; }

    /// <summary>revsToken; "" before the payment.</summary>
    public string RevsToken { get; init; } = "";

    /// <summary>traceTime 交易时间; "" before the payment.</summary>
    public string PaidAt { get; init; } = "";

    /// <summary>Refunds, oldest first.</summary>
    public IReadOnlyList<MockMobileRefund> Refunds { get; init; } = [];

    /// <summary>orgBizSer of the 6202 messages that were taken.</summary>
    public IReadOnlyList<string> BusinessSerials { get; init; } = [];

    internal string OrgCodg { get; init; } = "";

    internal string IdNo { get; init; } = "";

    internal bool HasSplit { get; init; }

    internal decimal CashRefunded => Refunds.Where(r => r.Status == "SUCC").Sum(r => r.Cash);

    internal bool InsuranceRefunded => Refunds.Any(r => r is { Status: "SUCC", Type: "ALL" or "HI" });

    internal JsonObject ToJson() => new()
    {
        ["payOrdId"] = PayOrdId,
        ["payToken"] = PayToken,
        ["medOrgOrd"] = MedOrgOrd,
        ["ordStas"] = OrdStas,
        ["total"] = Total,
        ["fund"] = Fund,
        ["account"] = Account,
        ["own"] = Own,
        ["revsToken"] = RevsToken,
        ["paidAt"] = PaidAt,
        ["orgCodg"] = OrgCodg,
        ["idNo"] = IdNo,
        ["hasSplit"] = HasSplit,
        ["refunds"] = new JsonArray(Refunds.Select(r => (JsonNode?)r.ToJson()).ToArray()),
        ["businessSerials"] = new JsonArray(BusinessSerials.Select(s => (JsonNode?)s).ToArray()),
    };

    internal static MockMobileOrder FromJson(JsonObject json) => new()
    {
        PayOrdId = Text(json, "payOrdId"),
        PayToken = Text(json, "payToken"),
        MedOrgOrd = Text(json, "medOrgOrd"),
        OrdStas = Text(json, "ordStas"),
        Total = Money(json, "total"),
        Fund = Money(json, "fund"),
        Account = Money(json, "account"),
        Own = Money(json, "own"),
        RevsToken = Text(json, "revsToken"),
        PaidAt = Text(json, "paidAt"),
        OrgCodg = Text(json, "orgCodg"),
        IdNo = Text(json, "idNo"),
        HasSplit = Text(json, "hasSplit") == "true",
        Refunds = json["refunds"]!.AsArray().Select(r => MockMobileRefund.FromJson(r!.AsObject())).ToList(),
        BusinessSerials = json["businessSerials"]!.AsArray().Select(s => WireJson.Text(s)!).ToList(),
    };

    internal static string Text(JsonObject json, string name) => WireJson.Text(json[name]) ?? "";

    internal static decimal Money(JsonObject json, string name) => decimal.Parse(Text(json, name), CultureInfo.InvariantCulture);
}

/// <summary>A refund as the mock's platform has it.</summary>
/// <param name="AppRefdSn">appRefdSn 应用退款流水号.</param>
/// <param name="Type">refdType: ALL, CASH or HI.</param>
/// <param name="Status">refStatus: SUCC, FAIL or EXP.</param>
/// <param name="Fund">fundRefdAmt.</param>
/// <param name="Account">psnAcctRefdAmt.</param>
/// <param name="Cash">cashRefdAmt.</param>
/// <param name="RefdSn">refdSn 结算中心流水号.</param>
public sealed record MockMobileRefund(string AppRefdSn, string Type, string Status, decimal Fund, decimal Account, decimal Cash, string RefdSn)
{
    internal JsonObject ToJson() => new()
    {
        ["appRefdSn"] = AppRefdSn,
        ["type"] = Type,
        ["status"] = Status,
        ["fund"] = Fund,
        ["account"] = Account,
        ["cash"] = Cash,
        ["refdSn"] = RefdSn,
    };

    internal static MockMobileRefund FromJson(JsonObject json) => new(
        MockMobileOrder.Text(json, "appRefdSn"), MockMobileOrder.Text(json, "type"), MockMobileOrder.Text(json, "status"),
        MockMobileOrder.Money(json, "fund"), MockMobileOrder.Money(json, "account"), MockMobileOrder.Money(json, "cash"), MockMobileOrder.Text(json, "refdSn"));
}
