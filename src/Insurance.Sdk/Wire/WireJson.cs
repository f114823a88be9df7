using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Insurance.Sdk;

/// <summary>The one JSON dialect of the wire: Chinese text stays as it is, only what JSON demands is escaped.</summary>
internal static class WireJson
{
    internal static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static readonly WireJsonContext Strings = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

[JsonSerializable(typeof(string))]
internal sealed partial class WireJsonContext : JsonSerializerContext
{
}
