using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.MockCenter.Receiving;
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
    private readonly Reception _reception;
    private readonly MobileAdmin? _mobileAdmin;
    private WebApplication? _app;

    private MockCenterServer(MockCenterOptions options)
    {
        _options = options;
        _reception = new Reception(options);
        _mobileAdmin = _reception.MobileOrders is { } orders ? new MobileAdmin(orders) : null;
    }

    /// <summary>Address with the port, such as <c>http://127.0.0.1:5180/</c>. Any path before the number is taken unless a prefix is configured.</summary>
    public Uri BaseUri { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What is booked.</summary>
    public CenterLedger Ledger => _reception.Ledger;

    /// <summary>Orders of the payment platform.</summary>
    /// <exception cref="InvalidOperationException">The center was started without a payment platform.</exception>
    public MockMobileOrders MobileOrders => _reception.MobileOrders ?? throw new InvalidOperationException("The center has no payment platform: set MockCenterOptions.MobilePayment.");

    /// <summary>What goes wrong next.</summary>
    public FaultList Faults => _reception.Faults;

    /// <summary>What came and what became of it.</summary>
    public MessageLog Messages => _reception.Messages;

    /// <summary>Starts a center.</summary>
    /// <exception cref="Spec.SpecException">The edition does not exist, or the corrections name a path that exists nowhere.</exception>
    /// <exception cref="InvalidDataException">The ledger file is broken before its last line.</exception>
    public static async Task<MockCenterServer> StartAsync(MockCenterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new MockCenterServer(options);
        try
        {
            await server.ListenAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A way to the same center without sockets.</summary>
    public MockCenterHandler CreateHandler() => new(_reception, false);

    /// <summary>Forgets ledger, messages and faults.</summary>
    public void Reset() => _reception.Reset();

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

        _reception.Dispose();
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
            if (_mobileAdmin is not null && context.Request.Path == MobileAdmin.Path)
            {
                // It sends notices to the hospital and waits for their answers.
                await _mobileAdmin.HandleAsync(context, _options.TimeProvider).ConfigureAwait(false);
                return;
            }

            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            var delivery = _reception.Receive(new ReceivedRequest(
                context.Request.Method, context.Request.Path.Value ?? "", name => context.Request.Headers[name].ToString(), context.Request.ContentType ?? "", body.ToArray()));
            await SocketSender.SendAsync(context, delivery, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away, or the center stops while an answer waits.
        }
    }
}
