using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Insurance.Sdk;

/// <summary>The one JSON dialect of the wire: Chinese text stays as it is, only what JSON demands is escaped.</summary>
internal static class WireJson
{
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    internal static readonly JsonWriterOptions Writer = new() { Encoder = Encoder, SkipValidation = true };

    internal static readonly WireJsonContext Strings = new(new JsonSerializerOptions { Encoder = Encoder });
}

[JsonSerializable(typeof(string))]
internal sealed partial class WireJsonContext : JsonSerializerContext
{
}
