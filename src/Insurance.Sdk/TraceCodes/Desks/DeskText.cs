using System.Globalization;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Values of stored documents.</summary>
internal static class DeskText
{
    internal static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    internal static string Short(string? text, int length) => text is null ? "" : text.Length > length ? text.Substring(0, length) : text;

    internal static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    internal static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name), NumberStyles.Number, CultureInfo.InvariantCulture);

    internal static void Write(Utf8JsonWriter json, string name, Operator value)
    {
        json.WriteStartObject(name);
        json.WriteString("type", value.Type);
        json.WriteString("code", value.Code);
        json.WriteString("name", value.Name);
        json.WriteEndObject();
    }

    internal static Operator? Operator(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? new Operator { Type = Text(value, "type"), Code = Text(value, "code"), Name = Text(value, "name") } : null;
}
