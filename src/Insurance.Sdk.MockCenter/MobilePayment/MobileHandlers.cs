using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>What a number brings: data, or why it is refused.</summary>
internal sealed record MobileAnswer(JsonObject? Data, string? Refusal = null);

/// <summary>Works 6201, 6202, 6203, 6301 and 6401 on the order book. Refuses what breaks an order's life.</summary>
internal sealed class MobileHandlers
{
    private readonly MockMobilePayment _options;
    private readonly Func<InstitutionLedger> _books;
    private readonly TimeProvider _time;
    private readonly Queue<string> _refundStates = new();
    private long _sequence;

    internal MobileHandlers(MockMobilePayment options, Func<InstitutionLedger> books, TimeProvider time)
    {
        _options = options;
        _books = books;
        _time = time;
    }

    internal MobileOrderBook Book => _books().MobileOrders;

    /// <summary>refStatus of the next refunds; SUCC where none waits.</summary>
    internal void QueueRefundState(string state)
    {
        lock (_books().Gate)
        {
            _refundStates.Enqueue(state);
        }
    }

    internal MobileAnswer Work(string number, CheckedRow row)
    {
        lock (_books().Gate)
        {
            return number switch
            {
                "6201" => Upload(row),
                "6202" => Place(row),
                "6203" => Refund(row),
                "6301" => Ask(row),
                _ => Revoke(row),
            };
        }
    }

    internal void Keep(MockMobileOrder order, string number)
    {
        lock (_books().Gate)
        {
            using var batch = _books().Begin("mobile" + Next(), number, _time.ChinaNow());
            batch.Add(MobileOrderBook.Changed(order));
            batch.Complete();
        }
    }

    internal MockMobileOrder Paid(MockMobileOrder order) => order with
    {
        OrdStas = "6",
        PaidAt = order.PaidAt.Length > 0 ? order.PaidAt : ChinaTime.Compact(_time.ChinaNow()),
        RevsToken = order.RevsToken.Length > 0 ? order.RevsToken : "RT" + Next(),
    };

    /// <summary>The state that an order has after its refunds.</summary>
    internal static string StateOf(MockMobileOrder order)
        => (order.InsuranceRefunded, order.CashRefunded == order.Own, order.CashRefunded > 0) switch
        {
            (true, true, _) => "7",
            (true, false, true) => "11",
            (true, false, false) => "8",
            (false, true, true) => "9",
            (false, false, true) => "10",
            _ => order.OrdStas,
        };

    private string Next() => Interlocked.Increment(ref _sequence).ToString("D8", CultureInfo.InvariantCulture) + ChinaTime.Compact(_time.ChinaNow());

    private MobileAnswer Upload(CheckedRow row)
    {
        var lines = row.Rows("feedetailList").ToList();
        if (lines.Count == 0)
        {
            return Refused("feedetailList 费用明细：至少要有一行");
        }

        if (lines.Sum(l => l.Number("detItemFeeSumamt") ?? 0m) != row.Number("medfeeSumamt"))
        {
            return Refused("medfeeSumamt 医疗费总额：与明细合计不一致");
        }

        if (row.IsEmpty("ecToken") && row.IsEmpty("payAuthNo"))
        {
            return Refused("ecToken、payAuthNo：至少填写一项");
        }

        if (Book.OfHospital(row.Text("medOrgOrd")) is { } known)
        {
            return _options.RepeatedOrder == Strictness.Allow && known.OrdStas == "0"
                ? Taken(known)
                : Refused("medOrgOrd 医疗机构订单号：重复");
        }

        var order = new MockMobileOrder
        {
            PayOrdId = "ORD" + Next(),
            PayToken = "TK" + Next(),
            MedOrgOrd = row.Text("medOrgOrd"),
            OrdStas = "0",
            Total = row.Number("medfeeSumamt")!.Value,
            OrgCodg = row.Text("orgCodg"),
            IdNo = row.Text("idNo"),
        };
        Keep(order, "6201");
        return Taken(order);

        static MobileAnswer Taken(MockMobileOrder order) => new(new JsonObject
        {
            ["payOrdId"] = order.PayOrdId,
            ["payToken"] = order.PayToken,
            ["extData"] = new JsonObject { ["mdtrtId"] = "V" + order.PayOrdId[3..] }.ToJsonString(WireJson.Options),
        });
    }

    private MobileAnswer Place(CheckedRow row)
    {
        if (Wrong(row, out var order) is { } wrong)
        {
            return wrong;
        }

        if (order.OrdStas != "0")
        {
            return Refused("payOrdId 待支付订单号：订单状态不允许下单");
        }

        if (Book.All.Any(o => o.BusinessSerials.Contains(row.Text("orgBizSer"))))
        {
            return Refused("orgBizSer 业务流水号：重复");
        }

        var fund = decimal.Round(order.Total * _options.Shares.Fund, 2);
        var account = decimal.Round(order.Total * _options.Shares.Account, 2);
        order = order with
        {
            OrdStas = _options.StateAfterOrder,
            Fund = fund,
            Account = account,
            Own = order.Total - fund - account,
            HasSplit = true,
            BusinessSerials = [.. order.BusinessSerials, row.Text("orgBizSer")],
        };
        Keep(order, "6202");
        var data = new JsonObject { ["payOrdId"] = order.PayOrdId, ["ordStas"] = order.OrdStas };
        AddMoney(data, order);
        return new MobileAnswer(data);
    }

    private MobileAnswer Ask(CheckedRow row)
    {
        if (Wrong(row, out var order) is { } wrong)
        {
            return wrong;
        }

        if (row.Text("idNo") != order.IdNo)
        {
            return Refused("idNo 证件号码：与订单不一致");
        }

        var data = new JsonObject
        {
            ["ordStas"] = order.OrdStas,
            ["payOrdId"] = order.PayOrdId,
            ["callType"] = "02",
            ["medOrgOrd"] = order.MedOrgOrd,
            ["traceTime"] = order.PaidAt,
            ["orgCodg"] = order.OrgCodg,
            ["orgName"] = "示例医院",
            ["setlType"] = "ALL",
            ["revsToken"] = order.RevsToken,
        };

        // Money is missing while an order is only saved.
        if (order.HasSplit)
        {
            AddMoney(data, order);
        }

        return new MobileAnswer(data);
    }

    private MobileAnswer Revoke(CheckedRow row)
    {
        if (Wrong(row, out var order) is { } wrong)
        {
            return wrong;
        }

        if (order.OrdStas is not ("0" or "1" or "15"))
        {
            return new MobileAnswer(new JsonObject { ["success"] = false, ["message"] = "订单状态不允许撤销" });
        }

        Keep(order with { OrdStas = "12" }, "6401");
        return new MobileAnswer(new JsonObject { ["success"] = true });
    }

    private MobileAnswer Refund(CheckedRow row)
    {
        if (Book.Find(row.Text("payOrdId")) is not { } order)
        {
            return Refused("payOrdId 支付订单号：订单不存在");
        }

        if (row.IsEmpty("ecToken") && row.IsEmpty("payAuthNo"))
        {
            return Refused("ecToken、payAuthNo：至少填写一项");
        }

        if (Book.All.SelectMany(o => o.Refunds).FirstOrDefault(r => r.AppRefdSn == row.Text("appRefdSn")) is { } known)
        {
            return Told(known);
        }

        decimal fund = row.Number("fundRefdAmt") ?? 0m, account = row.Number("psnAcctRefdAmt") ?? 0m, cash = row.Number("cashRefdAmt") ?? 0m;
        if (RefundRefusal(order, row, fund, account, cash) is { } refusal)
        {
            return Refused(refusal);
        }

        var refund = new MockMobileRefund(row.Text("appRefdSn"), row.Text("refdType"), _refundStates.TryDequeue(out var state) ? state : "SUCC", fund, account, cash, "RF" + Next());
        order = order with { Refunds = [.. order.Refunds, refund] };
        Keep(order with { OrdStas = StateOf(order) }, "6203");
        return Told(refund);
    }

    private static string? RefundRefusal(MockMobileOrder order, CheckedRow row, decimal fund, decimal account, decimal cash)
    {
        if (order.OrdStas is not ("3" or "4" or "5" or "6" or "8" or "9" or "10" or "11"))
        {
            return "payOrdId 支付订单号：订单状态不允许退款";
        }

        if (fund + account + cash != row.Number("totlRefdAmt"))
        {
            return "totlRefdAmt 总退费金额：与各部分合计不一致";
        }

        var isInsurance = (fund, account) == (order.Fund, order.Account) && !order.InsuranceRefunded;
        return row.Text("refdType") switch
        {
            "ALL" when !isInsurance || cash != order.Own || order.CashRefunded > 0 => "refdType 退费类型：ALL须与原金额一致",
            "HI" when !isInsurance || cash != 0 => "refdType 退费类型：HI须为医保全额",
            "CASH" when fund != 0 || account != 0 || cash <= 0 || order.CashRefunded + cash > order.Own => "cashRefdAmt 现金退费金额：超过可退金额",
            _ => null,
        };
    }

    private MobileAnswer Told(MockMobileRefund refund) => new(new JsonObject
    {
        ["refdSn"] = refund.RefdSn,
        ["hiFefdSn"] = refund.Type == "CASH" ? "" : "H" + refund.RefdSn,
        ["hiTrnsDate"] = refund.Type == "CASH" ? "" : ChinaTime.Compact(_time.ChinaNow())[..8],
        ["hiTrnsTime"] = refund.Type == "CASH" ? "" : ChinaTime.Compact(_time.ChinaNow())[8..],
        ["refStatus"] = refund.Status,
    });

    private MobileAnswer? Wrong(CheckedRow row, out MockMobileOrder order)
    {
        order = Book.Find(row.Text("payOrdId"))!;
        if (order is null)
        {
            return Refused("payOrdId 支付订单号：订单不存在");
        }

        return row.Text("payToken") != order.PayToken ? Refused("payToken：与订单不一致")
            : row.Text("orgCodg") != order.OrgCodg ? Refused("orgCodg 定点机构编码：与订单不一致")
            : null;
    }

    internal void AddMoney(JsonObject data, MockMobileOrder order, string own = "ownPayAmt")
    {
        data["feeSumamt"] = Money(order.Total);
        data[own] = Money(order.Own);
        data["psnAcctPay"] = Money(order.Account);
        data["fundPay"] = Money(order.Fund);
    }

    private JsonNode Money(decimal amount) => _options.NumbersAsText ? amount.ToString("0.00", CultureInfo.InvariantCulture) : amount;

    private static MobileAnswer Refused(string reason) => new(null, reason);
}
