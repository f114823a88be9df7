using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using static Insurance.Sdk.TokenText;

namespace Insurance.Sdk;

/// <content>Single values: text, number, time, flag, bytes.</content>
internal sealed partial class RecordReader
{
    internal string? Text(ref Utf8JsonReader json, int field)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                var text = StringOf(ref json);
                if (_node[field].Type == WireType.Number && text.Length > 0)
                {
                    Deviate("INS2101", field, "the number came as text");
                }

                return Blank(text, field) ? null : text;
            case JsonTokenType.Number:
                if (_node[field].Type != WireType.Number)
                {
                    Deviate("INS2102", field, "the text came as a number");
                }

                return RawText(ref json);
            case JsonTokenType.True:
            case JsonTokenType.False:
                Deviate("INS2102", field, "the text came as true or false");
                return json.TokenType == JsonTokenType.True ? "true" : "false";
            default:
                Deviate("INS2102", field, "the text came as an object or array; its JSON is kept");
                return RawJson(ref json);
        }
    }

    internal decimal? Number(ref Utf8JsonReader json, int field)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var number))
        {
            return number;
        }

        if (json.TokenType == JsonTokenType.String)
        {
            var text = StringOf(ref json);
            if (Blank(text, field))
            {
                return null;
            }

            if (decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number))
            {
                Deviate("INS2101", field, "the number came as text");
                return number;
            }
        }

        Unreadable(ref json, field, "a number");
        return null;
    }

    internal ChinaTime? Time(ref Utf8JsonReader json, int field)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.String && !json.HasValueSequence && PlainTime.TryRead(json.ValueSpan, _node[field], out var plain))
        {
            return plain;
        }

        if (json.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            var text = json.TokenType == JsonTokenType.String ? StringOf(ref json) : RawText(ref json);
            if (Blank(text, field))
            {
                return null;
            }

            if (ChinaTime.TryParse(text, out var time))
            {
                if (json.TokenType == JsonTokenType.Number)
                {
                    Deviate("INS2102", field, "the time came as a number");
                }
                else if (!TimeForm.Fits(text, _node[field].TimeForm))
                {
                    Deviate("INS2113", field, "the time came in another form than the standard's");
                }

                return time;
            }
        }

        Unreadable(ref json, field, "a time");
        return null;
    }

    internal bool? Flag(ref Utf8JsonReader json, int field)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
            case JsonTokenType.Number:
                var text = json.TokenType == JsonTokenType.String ? StringOf(ref json) : RawText(ref json);
                if (Blank(text, field))
                {
                    return null;
                }

                if (text is "1" or "0" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase))
                {
                    Deviate("INS2102", field, "true or false came as text or number");
                    return text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
                }

                break;
        }

        Unreadable(ref json, field, "true or false");
        return null;
    }

    internal byte[]? Bytes(ref Utf8JsonReader json, int field)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.String)
        {
            var text = StringOf(ref json);
            if (Blank(text, field))
            {
                return null;
            }

            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                Unreadable(ref json, field, "Base64 text");
                return null;
            }
        }

        if (json.TokenType == JsonTokenType.StartArray)
        {
            return SignedBytes(ref json, field);
        }

        Unreadable(ref json, field, "bytes");
        return null;
    }

    internal string? Json(ref Utf8JsonReader json, int field)
        => json.TokenType == JsonTokenType.Null ? null : json.TokenType == JsonTokenType.String ? JsonSerializer.Serialize(StringOf(ref json), WireJson.Strings.String) : RawJson(ref json);

    /// <summary>Java byte arrays printed as signed numbers.</summary>
    private byte[]? SignedBytes(ref Utf8JsonReader json, int field)
    {
        var copy = json;
        var bytes = new List<byte>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value) && value is >= -128 and <= 255)
            {
                bytes.Add(unchecked((byte)value));
                continue;
            }

            json = copy;
            Unreadable(ref json, field, "bytes");
            return null;
        }

        Deviate("INS2102", field, "the bytes came as an array of numbers");
        return bytes.ToArray();
    }
}
