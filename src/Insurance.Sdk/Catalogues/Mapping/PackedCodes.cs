using System;
using System.Collections.Generic;
using System.Text;

namespace Insurance.Sdk.Catalogues;

/// <summary>National codes, each once, as bytes one after the other: a third of the room that strings take.</summary>
/// <remarks>A code becomes a string when it is first asked for and stays one: a hospital uses few of the codes that it has mapped.</remarks>
internal sealed class PackedCodes
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly string?[] _strings;

    private PackedCodes(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
        _strings = new string?[starts.Length - 1];
    }

    /// <summary>Two threads may both make the string; either one is right.</summary>
    internal string this[int code]
        => _strings[code] ??= Encoding.UTF8.GetString(_bytes, _starts[code], _starts[code + 1] - _starts[code]);

    internal sealed class Builder
    {
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
        private readonly List<int> _starts = new() { 0 };
        private byte[] _bytes = new byte[256];
        private int _length;

        internal int Add(string code)
        {
            if (_known.TryGetValue(code, out var number))
            {
                return number;
            }

            var room = checked(_length + Encoding.UTF8.GetMaxByteCount(code.Length));
            if (room > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(room, _bytes.Length * 2));
            }

            _length += Encoding.UTF8.GetBytes(code, 0, code.Length, _bytes, _length);
            _starts.Add(_length);
            _known.Add(code, _known.Count);
            return _known.Count - 1;
        }

        internal PackedCodes Build()
        {
            Array.Resize(ref _bytes, _length);
            return new PackedCodes(_bytes, _starts.ToArray());
        }
    }
}
