using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Insurance.Sdk.MockCenter;

/// <summary>JSON as the center reads and writes it.</summary>
internal static class WireJson
{
    /// <summary>Chinese text stays as it is. The empty resolver keeps reflection out.</summary>
    internal static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    /// <summary>One key may stand only once in an object: two values of one field cannot both be meant.</summary>
    internal static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The text of a value: a string's content, a number as written; null for null, objects and arrays.</summary>
    internal static string? Text(JsonNode? node) => node is JsonValue value
        ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString(Options)
        : null;

    /// <summary>A number of the ledger; 0 where there is none.</summary>
    internal static decimal Decimal(JsonNode? node)
        => node is JsonValue value && (value.TryGetValue<decimal>(out var number)
            || (Text(value) is { } text && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number))) ? number : 0;
}
