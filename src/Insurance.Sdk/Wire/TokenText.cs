using System;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Text of the token a reader stands on.</summary>
internal static class TokenText
{
#if NET
    private static readonly string[] Single = MakeSingle();

    internal static string RawText(ref Utf8JsonReader json) => Encoding.UTF8.GetString(json.ValueSpan);
#else
    internal static string RawText(ref Utf8JsonReader json) => Encoding.UTF8.GetString(json.ValueSpan.ToArray());
#endif

    /// <summary>Text of a string; a lone surrogate becomes the replacement character instead of an exception.</summary>
    internal static string StringOf(ref Utf8JsonReader json)
    {
#if NET
        if (!json.ValueIsEscaped && !json.HasValueSequence)
        {
            return PlainText(json.ValueSpan);
        }

#endif
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan.ToArray());
        }
    }

#if NET
    /// <summary>Most texts are ASCII, and many are codes of one character, which come again in every row.</summary>
    private static string PlainText(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1 && text[0] < 0x80)
        {
            return Single[text[0]];
        }

        return Ascii.IsValid(text)
            ? string.Create(text.Length, text, static (chars, bytes) => Ascii.ToUtf16(bytes, chars, out _))
            : Encoding.UTF8.GetString(text);
    }

    private static string[] MakeSingle()
    {
        var texts = new string[0x80];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = ((char)i).ToString();
        }

        return texts;
    }

#endif
    internal static string RawJson(ref Utf8JsonReader json)
    {
        using var document = JsonDocument.ParseValue(ref json);
        return document.RootElement.GetRawText();
    }
}
