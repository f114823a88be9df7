using System.Text.Json;

namespace Insurance.Sdk.Cli;

/// <summary>Findings as JSON: broken rules of a request, oddities of an answer.</summary>
internal static class FindingWriter
{
    internal static void Write(Utf8JsonWriter writer, ValidationError error)
    {
        writer.WriteStartObject();
        writer.WriteString("number", error.Number);
        writer.WriteString("path", error.Path);
        writer.WriteString("field", error.Field);
        writer.WriteString("rule", error.Rule);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, Deviation deviation)
    {
        writer.WriteStartObject();
        writer.WriteString("number", deviation.Number);
        writer.WriteString("path", deviation.Path);
        writer.WriteString("message", deviation.Message);
        writer.WriteEndObject();
    }
}
