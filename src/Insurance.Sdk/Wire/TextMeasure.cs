using System;

namespace Insurance.Sdk;

/// <summary>Lengths of texts and numbers as the printed tables count them.</summary>
internal static class TextMeasure
{
    /// <summary>Length in characters (a surrogate pair is one), UTF-8 bytes, or GBK bytes; false where the text cannot be sent at all.</summary>
    internal static bool TryLength(string text, string unit, out int length)
    {
        if (unit == "characters" && IsPlain(text))
        {
            length = text.Length;
            return true;
        }

        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (c == '\0' || (char.IsSurrogate(c) && !pair))
            {
                return false;
            }

            length += unit switch
            {
                "utf8" => pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3,
                "gbk" => pair ? 4 : c < 0x80 ? 1 : 2,
                _ => 1,
            };
            if (pair)
            {
                i++;
            }
        }

        return true;
    }

    /// <summary>True where every char is a character of its own.</summary>
    internal static bool IsPlain(string text)
    {
#if NET
        if (text.AsSpan().IndexOfAnyExceptInRange('\u0001', '\u007F') < 0)
        {
            return true;
        }

#endif
        foreach (var c in text)
        {
            if (c == '\0' || (c & 0xF800) == 0xD800)
            {
                return false;
            }
        }

        return true;
    }

    internal static string Words(string unit) => unit switch { "utf8" => "UTF-8 bytes", "gbk" => "GBK bytes", _ => "characters" };

    /// <summary>Integer digits (0 for a zero before the point) and decimals without trailing zeros.</summary>
    internal static (int Integer, int Decimals) Digits(decimal number)
    {
        number = Math.Abs(number);
        var whole = decimal.Truncate(number);
        var digits = 0;
        for (var rest = whole; rest >= 1; rest = decimal.Truncate(rest / 10))
        {
            digits++;
        }

        var decimals = 0;
        for (var rest = number - whole; rest != 0; rest = (rest * 10) - decimal.Truncate(rest * 10))
        {
            decimals++;
        }

        return (digits, decimals);
    }
}
