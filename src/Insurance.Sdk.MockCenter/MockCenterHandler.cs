using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.Receiving;

namespace Insurance.Sdk.MockCenter;

/// <summary>
/// The center without sockets, under an <see cref="HttpClient"/>: gateway, faults, ledger and message log are those of
/// <see cref="MockCenterServer"/>. A call is over when it returns, unless a delay waits by the center's clock, so that a
/// simulation makes thousands of calls a second and decides itself in which order they come.
/// </summary>
/// <remarks>Any host and path may be called, as far as the options name no prefix. Safe for concurrent calls.</remarks>
public sealed class MockCenterHandler : HttpMessageHandler
{
    private readonly Reception _reception;
    private readonly bool _isOwner;

    /// <summary>Creates a center.</summary>
    /// <exception cref="Spec.SpecException">The edition does not exist, or the corrections name a path that exists nowhere.</exception>
    /// <exception cref="InvalidDataException">The ledger file is broken before its last line.</exception>
    public MockCenterHandler(MockCenterOptions options)
        : this(new Reception(options ?? throw new ArgumentNullException(nameof(options))), true)
    {
    }

    internal MockCenterHandler(Reception reception, bool isOwner)
    {
        _reception = reception;
        _isOwner = isOwner;
    }

    /// <summary>An address for clients that need one.</summary>
    public static Uri BaseUri { get; } = new("http://mock.center.invalid/");

    /// <summary>What is booked.</summary>
    public CenterLedger Ledger => _reception.Ledger;

    /// <summary>What goes wrong next.</summary>
    public FaultList Faults => _reception.Faults;

    /// <summary>What came and what became of it.</summary>
    public MessageLog Messages => _reception.Messages;

    /// <summary>Another handler of the same center, for a client that disposes the one it is given.</summary>
    public MockCenterHandler Another() => new(_reception, false);

    /// <summary>Forgets ledger, messages and faults.</summary>
    public void Reset() => _reception.Reset();

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<HttpResponseMessage>(cancellationToken);
        }

        var reading = request.Content?.ReadAsByteArrayAsync(cancellationToken);
        return reading is null || reading.IsCompletedSuccessfully
            ? CarryAsync(request, reading?.Result ?? [], cancellationToken)
            : ReadAndCarryAsync(request, reading, cancellationToken);
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        var delivery = Receive(request, body.ToArray());
        if (delivery.Wait is { } wait)
        {
            Task.Delay(wait, _reception.Options.TimeProvider, cancellationToken).GetAwaiter().GetResult();
        }

        return Answer(request, delivery);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _isOwner)
        {
            _reception.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> ReadAndCarryAsync(HttpRequestMessage request, Task<byte[]> reading, CancellationToken cancellationToken)
        => await CarryAsync(request, await reading.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private Task<HttpResponseMessage> CarryAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        var delivery = Receive(request, body);
        return delivery switch
        {
            { Wait: not null } => WaitAsync(request, delivery, cancellationToken),
            { End: DeliveryEnd.Dropped } => Task.FromException<HttpResponseMessage>(Dropped()),
            _ => Task.FromResult(Answer(request, delivery)),
        };
    }

    private async Task<HttpResponseMessage> WaitAsync(HttpRequestMessage request, Delivery delivery, CancellationToken cancellationToken)
    {
        await Task.Delay(delivery.Wait!.Value, _reception.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return Answer(request, delivery);
    }

    private Delivery Receive(HttpRequestMessage request, byte[] body) => _reception.Receive(new ReceivedRequest(
        request.Method.Method,
        request.RequestUri?.AbsolutePath ?? "/",
        name => request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "",
        request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var type) == true ? type.ToString() : "",
        body));

    private static HttpResponseMessage Answer(HttpRequestMessage request, Delivery delivery)
    {
        if (delivery.End == DeliveryEnd.Dropped)
        {
            throw Dropped();
        }

        HttpContent content = delivery.End == DeliveryEnd.Reset ? new BrokenOffContent(delivery.Body) : new ByteArrayContent(delivery.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", delivery.ContentType);
        return new HttpResponseMessage((HttpStatusCode)delivery.Status) { Content = content, RequestMessage = request };
    }

    // What HttpClient throws where a connection ends before an answer.
    private static HttpRequestException Dropped() => new(
        HttpRequestError.ResponseEnded, "An error occurred while sending the request.", new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."));
}
