using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.Receiving;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>Receives messages of the payment platform's paths, with the faults that wait for their numbers.</summary>
internal sealed class MobileReceiver
{
    private readonly MockCenterOptions _options;
    private readonly MobileCenter _center;
    private readonly FaultList _faults;
    private readonly MessageLog _messages;

    internal MobileReceiver(MockCenterOptions options, CenterLedger ledger, FaultList faults, MessageLog messages)
    {
        _options = options;
        _center = new MobileCenter(options.MobilePayment!, options, ledger);
        _faults = faults;
        _messages = messages;
    }

    internal MockMobileOrders Orders => _center.Orders;

    /// <summary>The answer of the payment platform; null where the path is not the platform's.</summary>
    internal Delivery? Receive(ReceivedRequest request)
    {
        if (_center.NumberOf(request.Path) is not { } number)
        {
            return null;
        }

        var fault = _faults.Take(number);
        switch (fault?.Kind)
        {
            case FaultKind.GatewayJson:
                Log(number, "gateway-refused", "gateway", "网关繁忙", fault);
                return Delivery.Text(401, "{\"code\":401,\"message\":\"网关繁忙\"}");
            case FaultKind.LostBeforeBooking:
                Log(number, "not-processed", "none", null, fault);
                return Delivery.Nothing;
        }

        var answer = Process(number, request.Body, fault);
        if (fault?.Kind == FaultKind.Duplicate)
        {
            Process(number, request.Body, fault);
        }

        return Reception.Spoil(Delivery.Text(200, answer), fault, _options);
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
