using System;
using System.Buffers;
using System.Text;

namespace Insurance.Sdk.Envelopes;

/// <summary>A growing buffer from the shared pool for one message. Cleared before it goes back: messages hold personal data.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private const int LargestArray = 0x7FFFFFC7;

    private byte[] _bytes;
    private int _length;

    internal PooledBytes(int capacity)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>What was written; good until this is disposed.</summary>
    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    internal int Length => _length;

    internal byte[] ToArray() => Span.ToArray();

    /// <summary>What was written, read as UTF-8.</summary>
    internal string ToText() => Encoding.UTF8.GetString(_bytes, 0, _length);

    /// <summary>Free room as an array, for streams that know no spans.</summary>
    internal ArraySegment<byte> GetFree(int sizeHint)
    {
        EnsureFree(sizeHint);
        return new ArraySegment<byte>(_bytes, _length, _bytes.Length - _length);
    }

    /// <summary>The buffer itself, with so much room behind <paramref name="at"/>, where what was written ends.</summary>
    internal byte[] Room(int size, out int at)
    {
        EnsureFree(size);
        at = _length;
        return _bytes;
    }

    /// <summary>What was written into the room ends here.</summary>
    internal void End(int at) => _length = at;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose() => Return(Array.Empty<byte>());

    private void EnsureFree(int sizeHint)
    {
        if (_bytes.Length - _length < Math.Max(1, sizeHint))
        {
            Grow(sizeHint);
        }
    }

    private void Grow(int sizeHint)
    {
        var doubled = (int)Math.Min(_bytes.Length * 2L, LargestArray);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(doubled, checked(_length + sizeHint)));
        Span.CopyTo(larger);
        Return(larger);
    }

    private void Return(byte[] next)
    {
        var old = _bytes;
        _bytes = next;
        if (old.Length > 0)
        {
            Array.Clear(old, 0, Math.Min(_length, old.Length));
            ArrayPool<byte>.Shared.Return(old);
        }

        _length = next.Length == 0 ? 0 : _length;
    }
}
