using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Signing;

/// <summary>The one text that a 移动支付 message is signed as, however its JSON was laid out.</summary>
internal static class SignedText
{
    /// <summary><c>name=value</c> of all members that count, ordinal by name, joined by <c>&amp;</c>, and <c>&amp;key=</c> with the secret. Never log it.</summary>
    internal static string OfMessage(IEnumerable<KeyValuePair<string, JsonElement>> members, string appSecret, ScalarText scalars)
    {
        var text = new StringBuilder();
        foreach (var member in members
            .Where(member => member.Key is not ("signData" or "encData" or "extra") && !IsEmpty(member.Value))
            .OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(member.Key).Append('=');
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                Write(text, member.Value, scalars, 1);
            }
            else
            {
                text.Append(Scalar(member.Value));
            }

            text.Append('&');
        }

        return text.Append("key=").Append(appSecret).ToString();
    }

    /// <summary>Compact JSON with names in ordinal order; null, "" and [] members are left out, array items all stay.</summary>
    internal static string OfData(JsonElement data, ScalarText scalars)
    {
        var text = new StringBuilder();
        Write(text, data, scalars, 1);
        return text.ToString();
    }

    /// <summary>Members of an object by name.</summary>
    /// <exception cref="FormatException">A name comes twice, so that readers would not agree on what was signed; or it is no valid Unicode.</exception>
    internal static List<KeyValuePair<string, JsonElement>> Members(JsonElement element)
    {
        var members = new List<KeyValuePair<string, JsonElement>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property);
            if (!names.Add(name))
            {
                throw new FormatException("the member " + name + " comes twice");
            }

            members.Add(new KeyValuePair<string, JsonElement>(name, property.Value));
        }

        return members;
    }

    internal static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unescape(value),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        // As written: 12.30 must not become 12.3.
        _ => value.GetRawText(),
    };

    internal static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a member's name is no valid Unicode");
        }
    }

    private static string Unescape(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a text is no valid Unicode");
        }
    }

    private static void Write(StringBuilder text, JsonElement value, ScalarText scalars, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                var separator = "";
                foreach (var member in Members(value).Where(member => !IsEmpty(member.Value)).OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    text.Append(separator);
                    Quote(text, member.Key);
                    text.Append(':');
                    Write(text, member.Value, scalars, depth + 1);
                    separator = ",";
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Write(text, value[i], scalars, depth + 1);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Quote(text, Unescape(value));
                break;
            case JsonValueKind.Null:
                text.Append("null");
                break;
            default:
                // Depth 2 is a direct member of data.
                if (scalars == ScalarText.Everywhere || (scalars == ScalarText.FirstLevel && depth == 2))
                {
                    Quote(text, Scalar(value));
                }
                else
                {
                    text.Append(Scalar(value));
                }

                break;
        }
    }

    // Only what JSON demands is escaped: both sides must come to the same bytes.
    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
