using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>What is wrong with a notice on purpose.</summary>
public enum MockNoticeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One byte of the signature is another.</summary>
    ForgedSignature,

    /// <summary>The message is not signed at all.</summary>
    Unsigned,

    /// <summary>The amounts were changed after signing.</summary>
    ChangedData,
}

/// <summary>What the hospital answered to a notice.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="IsSuccess">True where the answer is a genuine success; everything else makes a platform send again.</param>
/// <param name="Message">Its text.</param>
public sealed record MockNoticeAnswer(int StatusCode, bool IsSuccess, string Message);

/// <summary>The orders of the mock's platform: what is booked, what patients do, and the notices that go to the hospital.</summary>
public sealed class MockMobileOrders
{
    private readonly MockMobilePayment _options;
    private readonly MobileSeal _seal;
    private readonly MobileHandlers _handlers;
    private readonly TimeProvider _time;

    internal MockMobileOrders(MockMobilePayment options, MobileSeal seal, MobileHandlers handlers, TimeProvider time)
    {
        _options = options;
        _seal = seal;
        _handlers = handlers;
        _time = time;
    }

    /// <summary>Every order, by number.</summary>
    public IReadOnlyList<MockMobileOrder> All => _handlers.Book.All;

    /// <summary>The order of a platform's or a hospital's number.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public MockMobileOrder Find(string payOrdIdOrMedOrgOrd)
        => _handlers.Book.Find(payOrdIdOrMedOrgOrd) ?? _handlers.Book.OfHospital(payOrdIdOrMedOrgOrd)
            ?? throw new ArgumentException("The platform has no such order.", nameof(payOrdIdOrMedOrgOrd));

    /// <summary>Sets the state of an order, whatever it was.</summary>
    /// <param name="number">payOrdId or medOrgOrd.</param>
    /// <param name="ordStas">The state; any text.</param>
    public void SetState(string number, string ordStas) => _handlers.Keep(Find(number) with { OrdStas = ordStas }, "state");

    /// <summary>The patient pays: the order is done (6), with revsToken and time.</summary>
    /// <param name="number">payOrdId or medOrgOrd.</param>
    public void Pay(string number) => _handlers.Keep(_handlers.Paid(Find(number)), "pay");

    /// <summary>Sets refStatus of a coming refund: SUCC, FAIL or EXP. Several wait in line.</summary>
    public void NextRefund(string refStatus) => _handlers.QueueRefundState(refStatus);

    /// <summary>Decides a refund that was EXP.</summary>
    /// <param name="appRefdSn">appRefdSn.</param>
    /// <param name="refStatus">SUCC or FAIL.</param>
    public void DecideRefund(string appRefdSn, string refStatus)
    {
        var order = All.First(o => o.Refunds.Any(r => r.AppRefdSn == appRefdSn));
        order = order with { Refunds = order.Refunds.Select(r => r.AppRefdSn == appRefdSn ? r with { Status = refStatus } : r).ToList() };
        _handlers.Keep(order with { OrdStas = MobileHandlers.StateOf(order) }, "decide");
    }

    /// <summary>Posts a notice to the hospital; the same order gives the same content each time.</summary>
    /// <param name="number">payOrdId or medOrgOrd.</param>
    /// <param name="code">6302 or 6204.</param>
    /// <param name="fault">What is wrong with it on purpose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">No address of this machine is set for notices.</exception>
    public async Task<MockNoticeAnswer> NotifyAsync(string number, string code = "6302", MockNoticeFault fault = MockNoticeFault.None, CancellationToken cancellationToken = default)
    {
        if (_options.CallbackUrl is not { IsLoopback: true } address)
        {
            throw new InvalidOperationException("Notices go to an address of this machine only; set CallbackUrl to one.");
        }

        using var client = new HttpClient(_options.CallbackHandler ?? new HttpClientHandler(), disposeHandler: _options.CallbackHandler is null);
        using var content = new StringContent(Notice(number, code, fault), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
        return Read((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The sealed notice as it goes out.</summary>
    /// <param name="number">payOrdId or medOrgOrd.</param>
    /// <param name="code">6302 or 6204.</param>
    /// <param name="fault">What is wrong with it on purpose.</param>
    public string Notice(string number, string code = "6302", MockNoticeFault fault = MockNoticeFault.None)
    {
        var data = code == "6204" ? Synchronization(Find(number)) : Result(Find(number));
        var message = _seal.Seal(data, null, null, fault == MockNoticeFault.ForgedSignature);
        switch (fault)
        {
            case MockNoticeFault.Unsigned:
                message.Remove("signData");
                break;
            case MockNoticeFault.ChangedData:
                data["fundPay"] = 0;
                message["encData"] = WireJson.Text(_seal.Seal(data, null, null)["encData"]);
                break;
        }

        return message.ToJsonString(WireJson.Options);
    }

    private JsonObject Result(MockMobileOrder order)
    {
        var data = new JsonObject
        {
            ["payOrdId"] = order.PayOrdId,
            ["callType"] = "02",
            ["medOrgOrd"] = order.MedOrgOrd,
            ["traceTime"] = order.PaidAt,
            ["hiChrgTime"] = order.PaidAt.Length == 14 ? order.PaidAt[8..] : "",
            ["hiDocSn"] = "D" + order.PayOrdId[3..],
            ["hiRgstSn"] = "G" + order.PayOrdId[3..],
            ["orgName"] = "示例医院",
            ["setlType"] = "ALL",
            ["revsToken"] = order.RevsToken,
        };
        _handlers.AddMoney(data, order, "ownpayAmt");
        return data;
    }

    private JsonObject Synchronization(MockMobileOrder order)
    {
        var data = new JsonObject { ["payOrdId"] = order.PayOrdId, ["medOrgOrd"] = order.MedOrgOrd, ["thdPayType"] = "WX" };
        _handlers.AddMoney(data, order);
        return data;
    }

    private MockNoticeAnswer Read(int status, byte[] body)
    {
        if (_seal.Open(body, out var message) is { } wrong)
        {
            return new MockNoticeAnswer(status, false, wrong);
        }

        var data = message["data"];
        var isSuccess = status == 200 && WireJson.Text(message["code"]) == "0" && data?["success"]?.GetValueKind() == JsonValueKind.True;
        return new MockNoticeAnswer(status, isSuccess, WireJson.Text(data?["message"]) ?? "");
    }
}
