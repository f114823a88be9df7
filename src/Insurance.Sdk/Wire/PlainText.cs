using System;
using System.Text;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Insurance.Sdk;

/// <summary>
/// Copies texts into a message. Nearly all are codes, numbers and Chinese words, whose signs JSON takes as they are; a text with any other sign is left to
/// the framework's encoder.
/// </summary>
internal static class PlainText
{
    /// <summary>A char takes up to three bytes of UTF-8.</summary>
    internal const int BytesOfChar = 3;

    private const char FirstIdeograph = '\u4E00';
    private const char LastIdeograph = '\u9FA5';

    /// <summary>Copies a text as UTF-8; false where it holds what JSON wants encoded, and then what stands in the room means nothing.</summary>
    internal static bool TryCopy(string value, byte[] room, int at, out int length)
    {
        var from = CopyAscii(value, room.AsSpan(at));
        length = from;
        for (var i = from; i < value.Length; i++)
        {
            var c = value[i];
            if (IsPlainAscii(c))
            {
                room[at + length++] = (byte)c;
            }
            else if (c is >= FirstIdeograph and <= LastIdeograph)
            {
                room[at + length] = (byte)(0xE0 | (c >> 12));
                room[at + length + 1] = (byte)(0x80 | ((c >> 6) & 0x3F));
                room[at + length + 2] = (byte)(0x80 | (c & 0x3F));
                length += BytesOfChar;
            }
            else
            {
                return TryCopyAny(value, room, at, out length);
            }
        }

        return true;
    }

    private static bool IsPlainAscii(char c) => c is >= ' ' and <= '~' and not ('"' or '\\');

    private static bool TryCopyAny(string value, byte[] room, int at, out int length)
    {
#if NET
        if (System.Text.Unicode.Utf8.FromUtf16(value, room.AsSpan(at), out _, out length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }
#else
        length = Encoding.UTF8.GetBytes(value, 0, value.Length, room, at);
#endif
        return WireJson.Encoder.FindFirstCharacterToEncodeUtf8(room.AsSpan(at, length)) < 0;
    }

    /// <summary>Narrows the plain signs at the beginning, eight at once; gives back how many.</summary>
    private static int CopyAscii(string value, Span<byte> room)
    {
        var done = 0;
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            var units = MemoryMarshal.Cast<char, ushort>(value.AsSpan());
            for (; done <= units.Length - Vector128<ushort>.Count; done += Vector128<ushort>.Count)
            {
                var eight = Vector128.Create(units.Slice(done));
                var odd = Vector128.GreaterThan(eight - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' ')))
                    | Vector128.Equals(eight, Vector128.Create((ushort)'"'))
                    | Vector128.Equals(eight, Vector128.Create((ushort)'\\'));
                if (odd != Vector128<ushort>.Zero)
                {
                    break;
                }

                Vector128.Narrow(eight, eight).GetLower().CopyTo(room.Slice(done));
            }
        }

#endif
        return done;
    }
}
