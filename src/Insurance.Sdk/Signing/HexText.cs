using System;

namespace Insurance.Sdk.Signing;

/// <summary>Bytes as hexadecimal text: .NET has this only from version 5 on.</summary>
internal static class HexText
{
#if NET
    internal static string Upper(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    internal static string Lower(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
#else
    internal static string Upper(ReadOnlySpan<byte> bytes) => Write(bytes, "0123456789ABCDEF");

    internal static string Lower(ReadOnlySpan<byte> bytes) => Write(bytes, "0123456789abcdef");
#endif

    internal static bool IsHex(string text)
    {
        foreach (var c in text)
        {
            if (Digit(c) < 0)
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>Reads an even number of hex digits; null for anything else.</summary>
    internal static byte[]? Read(string text)
    {
        if (text.Length % 2 != 0 || !IsHex(text))
        {
            return null;
        }

        var bytes = new byte[text.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Digit(text[2 * i]) << 4) | Digit(text[(2 * i) + 1]));
        }

        return bytes;
    }

#if !NET
    private static string Write(ReadOnlySpan<byte> bytes, string digits)
    {
        var text = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = digits[bytes[i] >> 4];
            text[(2 * i) + 1] = digits[bytes[i] & 15];
        }

        return new string(text);
    }
#endif

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
