using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Admin;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Gateways;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.MobilePayment;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Insurance.Sdk.MockCenter;

/// <summary>
/// A center on 127.0.0.1 that checks messages against the standard as data, keeps a ledger, and fails on demand.
/// It knows nothing of the client library.
/// </summary>
public sealed class MockCenterServer : IAsyncDisposable
{
    private readonly MockCenterOptions _options;
    private readonly Center _center;
    private readonly IGatewayCheck _gateway;
    private readonly AdminEndpoints _admin;
    private readonly MobileReceiver? _mobile;
    private WebApplication? _app;

    private MockCenterServer(MockCenterOptions options, CenterLedger ledger)
    {
        _options = options;
        Ledger = ledger;
        _center = new Center(options, ledger);
        _gateway = options.Gateway switch
        {
            MockGateway.Tif => new TifGatewayCheck(options),
            MockGateway.Csb => new CsbGatewayCheck(options),
            _ => new OpenGateway(),
        };
        _mobile = options.MobilePayment is null ? null : new MobileReceiver(options, ledger, Faults, Messages);
        _admin = new AdminEndpoints(Ledger, Messages, Faults, Reset);
    }

    /// <summary>Address with the port, such as <c>http://127.0.0.1:5180/</c>. Any path before the number is taken unless a prefix is configured.</summary>
    public Uri BaseUri { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What is booked.</summary>
    public CenterLedger Ledger { get; }

    /// <summary>Orders of the payment platform.</summary>
    /// <exception cref="InvalidOperationException">The center was started without a payment platform.</exception>
    public MockMobileOrders MobileOrders => _mobile?.Orders ?? throw new InvalidOperationException("The center has no payment platform: set MockCenterOptions.MobilePayment.");

    /// <summary>What goes wrong next.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>What came and what became of it.</summary>
    public MessageLog Messages { get; } = new();

    /// <summary>Starts a center.</summary>
    /// <exception cref="Spec.SpecException">The edition does not exist, or the corrections name a path that exists nowhere.</exception>
    /// <exception cref="InvalidDataException">The ledger file is broken before its last line.</exception>
    public static async Task<MockCenterServer> StartAsync(MockCenterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ledger = new CenterLedger(options.LedgerFile);
        MockCenterServer? server = null;
        try
        {
            server = new MockCenterServer(options, ledger);
            await server.ListenAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }

            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Forgets ledger, messages and faults.</summary>
    public void Reset()
    {
        Ledger.Clear();
        Messages.Clear();
        Faults.Clear();
    }

    /// <summary>Stops listening and closes the ledger file. Answers that still wait are dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync().ConfigureAwait(false);
            await app.StopAsync(now.Token).ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
        }

        Ledger.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _options.Port);
            kestrel.Limits.MaxRequestBodySize = _options.MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseUri = new Uri(addresses.First() + "/");
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (_mobile is not null && _mobile.Takes(context.Request.Path.Value ?? ""))
            {
                await _mobile.ReceiveAsync(context).ConfigureAwait(false);
            }
            else if (context.Request.Path.StartsWithSegments(AdminEndpoints.Root, StringComparison.Ordinal, out var rest))
            {
                await _admin.HandleAsync(context, rest.Value!.TrimStart('/')).ConfigureAwait(false);
            }
            else
            {
                await ReceiveAsync(context).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away, or the center stops while an answer waits.
        }
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var body = buffer.ToArray();
        if (!HttpMethods.IsPost(context.Request.Method)
            || !UrlNumber.TryRead(context.Request.Path.Value ?? "", _options.PathPrefix, _center.IsNumber, out var urlNumber))
        {
            await AnswerSender.SendAsync(context, 404, "<html><body><h1>404 Not Found</h1></body></html>", "text/html").ConfigureAwait(false);
            return;
        }

        if (_gateway.Refuse(context.Request.Headers, urlNumber) is { } reason)
        {
            await TurnAwayAsync(context, urlNumber ?? "", reason, null).ConfigureAwait(false);
            return;
        }

        var number = urlNumber ?? Envelopes.RequestEnvelope.Read(body)?.Number ?? "";
        var fault = Faults.Take(number);
        switch (fault?.Kind)
        {
            case FaultKind.GatewayJson:
                await TurnAwayAsync(context, number, "网关繁忙", fault).ConfigureAwait(false);
                return;
            case FaultKind.BadSignature when _options.Protection is null:
                await TurnAwayAsync(context, number, "签名不正确", fault).ConfigureAwait(false);
                return;
            case FaultKind.LostBeforeBooking:
                Log(number, null, "not-processed", "none", null, fault);
                context.Abort();
                return;
        }

        var reply = Process(body, urlNumber, fault);
        if (fault?.Kind == FaultKind.Duplicate)
        {
            Process(body, urlNumber, fault);
        }

        _center.Seal(reply, fault?.Kind == FaultKind.BadSignature);
        await (reply.File is { } file
            ? AnswerSender.SendAsync(context, file, "application/octet-stream", fault, _options)
            : AnswerSender.SendAsync(context, reply.Answer.ToJsonString(WireJson.Options), fault, _options)).ConfigureAwait(false);
    }

    private CenterReply Process(byte[] body, string? urlNumber, Fault? fault)
    {
        var reply = _center.Process(body, urlNumber);
        Log(reply.Number, reply.MessageId, reply.Outcome, reply.AnsweredFrom, reply.Reason, fault, reply);
        return reply;
    }

    private async Task TurnAwayAsync(HttpContext context, string number, string reason, Fault? fault)
    {
        Log(number, null, "gateway-refused", "gateway", reason, fault);
        var (status, text) = _gateway.Answer(reason);
        await AnswerSender.SendAsync(context, status, text).ConfigureAwait(false);
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
