using System;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The texts of all rows in one block of UTF-8: a row is its fields one after the other, each with its length before it.</summary>
internal sealed class FourCodeTexts
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>Adds a row's texts in the order of <see cref="FourCodeField"/>.</summary>
    /// <returns>Where the row begins.</returns>
    internal int Add(string[] fields)
    {
        var start = _length;
        foreach (var text in fields)
        {
            Reserve(2 + Encoding.UTF8.GetMaxByteCount(text.Length));
            var count = Encoding.UTF8.GetBytes(text, 0, text.Length, _bytes, _length + 2);
            _bytes[_length] = (byte)count;
            _bytes[_length + 1] = (byte)(count >> 8);
            _length += 2 + count;
        }

        return start;
    }

    /// <summary>The UTF-8 of one field.</summary>
    internal ArraySegment<byte> Slice(int offset, FourCodeField field)
    {
        for (var skip = (int)field; skip > 0; skip--)
        {
            offset += 2 + Length(offset);
        }

        return new ArraySegment<byte>(_bytes, offset + 2, Length(offset));
    }

    internal void Trim() => Array.Resize(ref _bytes, _length);

    /// <summary>Order of the bytes, which is the order of the code points.</summary>
    internal static int Compare(ArraySegment<byte> left, ArraySegment<byte> right)
        => left.AsSpan().SequenceCompareTo(right.AsSpan());

    private int Length(int offset) => _bytes[offset] | (_bytes[offset + 1] << 8);

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + more, _bytes.Length + (_bytes.Length / 2)));
        }
    }
}
