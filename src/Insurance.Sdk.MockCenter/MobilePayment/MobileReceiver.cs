using System.IO;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Microsoft.AspNetCore.Http;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>Receives messages of the payment platform's paths, with the faults that wait for their numbers.</summary>
internal sealed class MobileReceiver
{
    private readonly MockCenterOptions _options;
    private readonly MobileCenter _center;
    private readonly MobileAdmin _admin;
    private readonly FaultList _faults;
    private readonly MessageLog _messages;

    internal MobileReceiver(MockCenterOptions options, CenterLedger ledger, FaultList faults, MessageLog messages)
    {
        _options = options;
        _center = new MobileCenter(options.MobilePayment!, options, ledger);
        _admin = new MobileAdmin(_center.Orders);
        _faults = faults;
        _messages = messages;
    }

    internal MockMobileOrders Orders => _center.Orders;

    /// <summary>True where the path is the platform's, or the tester's.</summary>
    internal bool Takes(string path) => path == MobileAdmin.Path || _center.NumberOf(path) is not null;

    internal async Task ReceiveAsync(HttpContext context)
    {
        if (_center.NumberOf(context.Request.Path.Value ?? "") is not { } number)
        {
            await _admin.HandleAsync(context).ConfigureAwait(false);
            return;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var body = buffer.ToArray();
        var fault = _faults.Take(number);
        switch (fault?.Kind)
        {
            case FaultKind.GatewayJson:
                Log(number, "gateway-refused", "gateway", "网关繁忙", fault);
                await AnswerSender.SendAsync(context, 401, "{\"code\":401,\"message\":\"网关繁忙\"}").ConfigureAwait(false);
                return;
            case FaultKind.LostBeforeBooking:
                Log(number, "not-processed", "none", null, fault);
                context.Abort();
                return;
        }

        var answer = Process(number, body, fault);
        if (fault?.Kind == FaultKind.Duplicate)
        {
            Process(number, body, fault);
        }

        await AnswerSender.SendAsync(context, answer, fault, _options).ConfigureAwait(false);
    }

    private string Process(string number, byte[] body, Fault? fault)
    {
        var (answer, refusal) = _center.Process(number, body, fault?.Kind == FaultKind.BadSignature);
        Log(number, refusal is null ? "accepted" : "refused", refusal is null ? "ledger" : "check", refusal, fault);
        return answer.ToJsonString(WireJson.Options);
    }

    private void Log(string number, string outcome, string answeredFrom, string? reason, Fault? fault)
        => _messages.Add(new MessageRecord(number, null, _options.TimeProvider.ChinaNow(), outcome, answeredFrom, reason, fault is null ? null : FaultNames.NameOf(fault.Kind), false, []));
}
