using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>
/// The text that a message is signed as, by the reference rule: members that count, name=value, joined by &amp; in the order of their names; objects as compact JSON with
/// sorted names, scalars as texts at every depth; null, "" and [] left out; at the end the key.
/// </summary>
internal static class MobileSignText
{
    internal static string Of(JsonObject message, string secret)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in message.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (name is not ("signData" or "encData" or "extra") && !IsEmpty(value))
            {
                text.Append(name).Append('=').Append(value is JsonValue ? WireJson.Text(value) : Json(value!)).Append('&');
            }
        }

        return text.Append("key=").Append(secret).ToString();
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue => WireJson.Text(value) is "",
        _ => false,
    };

    private static string Json(JsonNode value) => value switch
    {
        JsonObject members => "{" + string.Join(',', members.Where(m => !IsEmpty(m.Value)).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Quoted(m.Key) + ":" + Json(m.Value!))) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(i => i is null ? "null" : Json(i))) + "]",
        _ => Quoted(WireJson.Text(value)!),
    };

    private static string Quoted(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => "\\u" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return result.Append('"').ToString();
    }
}
