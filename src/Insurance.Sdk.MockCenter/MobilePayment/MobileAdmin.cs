using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Receiving;
using Microsoft.AspNetCore.Http;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>What a tester does with orders by hand, under <c>/_center/mobile-orders</c>: look at them, let the patient pay, set a state, send a notice.</summary>
internal sealed class MobileAdmin
{
    internal const string Path = "/_center/mobile-orders";
    private readonly MockMobileOrders _orders;

    internal MobileAdmin(MockMobileOrders orders) => _orders = orders;

    internal async Task HandleAsync(HttpContext context, TimeProvider clock)
    {
        var (status, body) = context.Request.Method switch
        {
            "GET" => (200, List()),
            "POST" => await ChangeAsync(context).ConfigureAwait(false),
            _ => (405, Error("This address takes GET and POST.")),
        };
        await SocketSender.SendAsync(context, Delivery.Text(status, body.ToJsonString(WireJson.Options)), clock).ConfigureAwait(false);
    }

    private static JsonObject Error(string text) => new() { ["error"] = text };

    /// <summary>Tokens and identity numbers are not shown.</summary>
    private static JsonNode Show(MockMobileOrder order) => new JsonObject
    {
        ["payOrdId"] = order.PayOrdId,
        ["medOrgOrd"] = order.MedOrgOrd,
        ["ordStas"] = order.OrdStas,
        ["feeSumamt"] = order.Total,
        ["fundPay"] = order.Fund,
        ["psnAcctPay"] = order.Account,
        ["ownPayAmt"] = order.Own,
        ["refunds"] = new JsonArray(order.Refunds.Select(r => (JsonNode?)new JsonObject { ["appRefdSn"] = r.AppRefdSn, ["refdType"] = r.Type, ["refStatus"] = r.Status }).ToArray()),
    };

    private JsonObject List() => new() { ["orders"] = new JsonArray(_orders.All.Select(Show).ToArray()) };

    private async Task<(int Status, JsonObject Body)> ChangeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        try
        {
            var json = JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false)) as JsonObject ?? throw new JsonException();
            var order = WireJson.Text(json["order"]) ?? "";
            if (WireJson.Text(json["ordStas"]) is { } state)
            {
                _orders.SetState(order, state);
            }

            if (WireJson.Text(json["pay"]) == "true")
            {
                _orders.Pay(order);
            }

            var answer = new JsonObject { ["order"] = Show(_orders.Find(order)) };
            if (WireJson.Text(json["notify"]) is { } code)
            {
                var notice = await _orders.NotifyAsync(order, code, cancellationToken: context.RequestAborted).ConfigureAwait(false);
                answer["notice"] = new JsonObject { ["status"] = notice.StatusCode, ["success"] = notice.IsSuccess, ["message"] = notice.Message };
            }

            return (200, answer);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or System.Net.Http.HttpRequestException)
        {
            return (400, Error(e is JsonException ? "The body is an object with order, and any of pay, ordStas, notify." : e.Message));
        }
    }
}
