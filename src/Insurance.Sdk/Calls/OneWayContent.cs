using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Calls;

/// <summary>A body that leaves at most once, and can be stopped from leaving: so it is certain whether a request was sent.</summary>
/// <remarks>Handlers and HTTP stacks repeat requests by themselves in places; a second run over the same body is refused.</remarks>
internal sealed class OneWayContent : HttpContent
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Closed = 2;

    private readonly byte[] _body;
    private int _state;

    internal OneWayContent(byte[] body, string contentType)
    {
        _body = body;
        Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    /// <summary>Closes the way; true where nothing had begun to leave, and now nothing ever will.</summary>
    internal bool Close() => Interlocked.CompareExchange(ref _state, Closed, Waiting) != Begun;

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Begin();
        return stream.WriteAsync(_body, 0, _body.Length);
    }

#if NET
    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    /// <inheritdoc />
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        stream.Write(_body, 0, _body.Length);
    }
#endif

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private void Begin()
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) != Waiting)
        {
            throw new InvalidOperationException("The message was already sent once, or its call is over.");
        }
    }
}
