using System;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Envelopes;

/// <summary>Reads JSON texts that System.Text.Json refuses to hand out: half surrogates become U+FFFD.</summary>
internal static class JsonTexts
{
    internal static string Read(ref Utf8JsonReader reader, out bool repaired)
    {
        repaired = false;
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            repaired = true;
            return Unescape(AnswerBody.TextOf(reader.ValueSpan.ToArray()));
        }
    }

    /// <summary>The value of a JSON text; null where the value is no text.</summary>
    internal static string? Of(ReadOnlySpan<byte> json, out bool repaired)
    {
        repaired = false;
        if (json.Length == 0 || json[0] is (byte)'{' or (byte)'[')
        {
            return null;
        }

        if (IsPlain(json))
        {
            return AnswerBody.AsciiOf(json.Slice(1, json.Length - 2));
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType == JsonTokenType.String ? Read(ref reader, out repaired) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }

            return json.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>True for a text of printable ASCII without escapes: as most members of an envelope are.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> json)
    {
        if (json.Length < 2 || json[0] != (byte)'"' || json[json.Length - 1] != (byte)'"')
        {
            return false;
        }

        foreach (var b in json.Slice(1, json.Length - 2))
        {
            if (b is < 0x20 or > 0x7E or (byte)'"' or (byte)'\\')
            {
                return false;
            }
        }

        return true;
    }

    // The JSON reader has let only hexadecimal digits pass.
    private static int Hex(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u' && i + 4 < raw.Length)
            {
                text.Append((char)((Hex(raw[i + 1]) << 12) | (Hex(raw[i + 2]) << 8) | (Hex(raw[i + 3]) << 4) | Hex(raw[i + 4])));
                i += 4;
                continue;
            }

            text.Append(raw[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }
}
