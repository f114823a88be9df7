using System;
using System.Collections.Generic;
using System.Text;

namespace Insurance.Sdk.Catalogues;

/// <summary>National codes as bytes one after the other: a third of the room that strings take.</summary>
/// <remarks>A hospital uses few of the codes that it has mapped.</remarks>
internal sealed class PackedCodes
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    private PackedCodes(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    /// <summary>The code as a new string.</summary>
    internal string this[int code] => Encoding.UTF8.GetString(_bytes, _starts[code], _starts[code + 1] - _starts[code]);

    internal sealed class Builder
    {
        private readonly List<int> _starts = new() { 0 };
        private byte[] _bytes = new byte[256];
        private int _length;

        internal int Add(string code)
        {
            var room = checked(_length + Encoding.UTF8.GetMaxByteCount(code.Length));
            if (room > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(room, (int)Math.Min(_bytes.Length * 2L, int.MaxValue - 64)));
            }

            _length += Encoding.UTF8.GetBytes(code, 0, code.Length, _bytes, _length);
            _starts.Add(_length);
            return _starts.Count - 2;
        }

        internal PackedCodes Build()
        {
            Array.Resize(ref _bytes, _length);
            return new PackedCodes(_bytes, _starts.ToArray());
        }
    }
}
