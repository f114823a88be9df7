using System;
using System.Linq;
using Insurance.Sdk.MockCenter.Admin;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Gateways;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.MobilePayment;

namespace Insurance.Sdk.MockCenter.Receiving;

/// <summary>The way of a request through gateway, faults, center and log. Knows no sockets: a server or a handler carries it.</summary>
internal sealed class Reception : IDisposable
{
    private const string HtmlPage = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n";
    private readonly MockCenterOptions _options;
    private readonly Center _center;
    private readonly IGatewayCheck _gateway;
    private readonly AdminPages _admin;
    private readonly MobileReceiver? _mobile;

    internal Reception(MockCenterOptions options)
    {
        _options = options;
        Ledger = new CenterLedger(options);
        try
        {
            _center = new Center(options, Ledger);
            _gateway = options.Gateway switch
            {
                MockGateway.Tif => new TifGatewayCheck(options),
                MockGateway.Csb => new CsbGatewayCheck(options),
                _ => new OpenGateway(),
            };
            _admin = new AdminPages(this);
            _mobile = options.MobilePayment is null ? null : new MobileReceiver(options, Ledger, Faults, Messages);
        }
        catch
        {
            Ledger.Dispose();
            throw;
        }
    }

    internal MockCenterOptions Options => _options;

    internal CenterLedger Ledger { get; }

    /// <summary>Orders of the payment platform; null where there is none.</summary>
    internal MockMobileOrders? MobileOrders => _mobile?.Orders;

    internal FaultList Faults { get; } = new();

    internal MessageLog Messages { get; } = new();

    /// <summary>Forgets ledger, messages and faults.</summary>
    internal void Reset()
    {
        Ledger.Clear();
        Messages.Clear();
        Faults.Clear();
    }

    public void Dispose() => Ledger.Dispose();

    internal Delivery Receive(ReceivedRequest request)
    {
        if (request.Path.StartsWith(AdminPages.Root, StringComparison.Ordinal))
        {
            return _admin.Answer(request.Method, request.Path[AdminPages.Root.Length..], request.Body);
        }

        if (_mobile?.Receive(request) is { } platform)
        {
            return platform;
        }

        if (request.Method != "POST" || !UrlNumber.TryRead(request.Path, _options.PathPrefix, _center.IsNumber, out var urlNumber))
        {
            return Delivery.Text(404, "<html><body><h1>404 Not Found</h1></body></html>", "text/html");
        }

        if (_gateway.Refuse(request.Header, urlNumber) is { } reason)
        {
            return TurnAway(urlNumber ?? "", reason, null);
        }

        var (body, file) = FormBody.Open(request.ContentType, request.Body);
        var number = urlNumber ?? Envelopes.RequestEnvelope.Read(body)?.Number ?? "";
        var fault = Faults.Take(number);
        switch (fault?.Kind)
        {
            case FaultKind.GatewayJson:
                return TurnAway(number, "网关繁忙", fault);
            case FaultKind.BadSignature when _options.Protection is null:
                return TurnAway(number, "签名不正确", fault);
            case FaultKind.LostBeforeBooking:
                Log(number, null, "not-processed", "none", null, fault);
                return Delivery.Nothing;
        }

        var reply = Process(body, file, urlNumber, fault);
        if (fault?.Kind == FaultKind.Duplicate)
        {
            Process(body, file, urlNumber, fault);
        }

        _center.Seal(reply, fault?.Kind == FaultKind.BadSignature);
        return Spoil(reply.File is { } download
            ? new Delivery(200, download, "application/octet-stream")
            : Delivery.Text(200, reply.Answer.ToJsonString(WireJson.Options)), fault, _options);
    }

    /// <summary>The answer as the fault has it.</summary>
    internal static Delivery Spoil(Delivery answer, Fault? fault, MockCenterOptions options) => fault?.Kind switch
    {
        FaultKind.LostAfterBooking => Delivery.Nothing,
        FaultKind.Delay => answer with { Wait = fault.Wait ?? options.DefaultDelay },
        FaultKind.Reset => answer with { End = DeliveryEnd.Reset },
        FaultKind.Cut => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        FaultKind.Html502 => Delivery.Text(502, HtmlPage, "text/html"),
        FaultKind.Empty => new Delivery(200, []),
        _ => answer,
    };

    private CenterReply Process(byte[] body, byte[]? file, string? urlNumber, Fault? fault)
    {
        var reply = _center.Process(body, urlNumber, file);
        Log(reply.Number, reply.MessageId, reply.Outcome, reply.AnsweredFrom, reply.Reason, fault, reply);
        return reply;
    }

    private Delivery TurnAway(string number, string reason, Fault? fault)
    {
        Log(number, null, "gateway-refused", "gateway", reason, fault);
        var (status, text) = _gateway.Answer(reason);
        return Delivery.Text(status, text);
    }

    private void Log(string number, string? messageId, string outcome, string answeredFrom, string? reason, Fault? fault, CenterReply? reply = null)
        => Messages.Add(new MessageRecord(
            IsPlain(number, 10) ? number : "",
            messageId is not null && IsPlain(messageId, 30) ? messageId : null,
            _options.TimeProvider.ChinaNow(), outcome, answeredFrom, reason,
            fault is null ? null : FaultNames.NameOf(fault.Kind), reply?.IsDuplicate ?? false, reply?.Warnings ?? []));

    // A member of the wrong shape may hold anything: it is not kept.
    private static bool IsPlain(string text, int length) => text.Length <= length && text.All(char.IsAsciiLetterOrDigit);
}

/// <summary>A request as it came, whatever carried it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path of the address.</param>
/// <param name="Header">A header's value; "" where it is absent.</param>
/// <param name="ContentType">Content-Type; "" where none is named.</param>
/// <param name="Body">The body.</param>
internal sealed record ReceivedRequest(string Method, string Path, Func<string, string> Header, string ContentType, byte[] Body);
