using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Receiving;

/// <summary>A body that ends in a reset connection after half of it, as a socket would show it.</summary>
internal sealed class BrokenOffContent : HttpContent
{
    private readonly byte[] _body;

    internal BrokenOffContent(byte[] body) => _body = body;

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new HalfStream(_body));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new HalfStream(_body);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(_body, 0, _body.Length / 2);
        throw Reset();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_body.AsMemory(0, _body.Length / 2)).ConfigureAwait(false);
        throw Reset();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private static IOException Reset() => new("Unable to read data from the transport connection: Connection reset by peer.", new SocketException((int)SocketError.ConnectionReset));

    private sealed class HalfStream(byte[] body) : Stream
    {
        private readonly MemoryStream _half = new(body, 0, body.Length / 2);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = _half.Read(buffer);
            return read > 0 || buffer.Length == 0 ? read : throw Reset();
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return new ValueTask<int>(Read(buffer.Span));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return ValueTask.FromException<int>(e);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _half.Dispose();
            base.Dispose(disposing);
        }
    }
}
