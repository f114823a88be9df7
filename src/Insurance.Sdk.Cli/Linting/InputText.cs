using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Insurance.Sdk.Cli.Linting;

/// <summary>Finds the input in the bytes of a file: strict JSON, an object, perhaps inside a whole envelope.</summary>
internal sealed class InputText
{
    private InputText()
    {
    }

    /// <summary>The input's JSON text; empty where there is none.</summary>
    internal ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>Why there is no input; null where there is one.</summary>
    internal ValidationError? Error { get; private init; }

    /// <summary>Where the input was found, when it was not the whole file; null otherwise.</summary>
    internal ValidationError? Warning { get; private init; }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">UTF-8 without byte-order mark.</param>
    /// <param name="number">The number the input is meant for.</param>
    internal static InputText Read(ReadOnlyMemory<byte> bytes, string number)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            return Wrong("json", "is no UTF-8; save the file as UTF-8");
        }

        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Wrong("json", "is empty; a JSON object is wanted");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Find(bytes, document.RootElement, number);
        }
        catch (JsonException e)
        {
            // The parser's own text quotes the file.
            return Wrong("json", string.Format(
                CultureInfo.InvariantCulture, "is no valid JSON: line {0}, byte {1}", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
    }

    private static InputText Find(ReadOnlyMemory<byte> bytes, JsonElement root, string number)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Wrong("type", root.ValueKind == JsonValueKind.Array ? "is an array; an object is wanted, with the rows under the name of their node" : "is no object");
        }

        if (!root.TryGetProperty("input", out var input) || !root.TryGetProperty("infno", out var infno))
        {
            return new InputText { Json = bytes };
        }

        if (infno.ValueKind != JsonValueKind.String || infno.GetString() != number)
        {
            return Wrong("condition", "is a whole envelope whose infno is not " + number, "infno");
        }

        return input.ValueKind == JsonValueKind.Object
            ? new InputText
            {
                Json = System.Text.Encoding.UTF8.GetBytes(input.GetRawText()),
                Warning = new ValidationError("INS1914", "input", "input", "envelope", "the file is a whole envelope; only its input is looked at, the client writes the envelope itself", isWarning: true),
            }
            : Wrong("type", "is a whole envelope whose input is no object; a sealed input cannot be checked");
    }

    private static InputText Wrong(string rule, string message, string path = "input")
        => new() { Error = new ValidationError(rule == "json" ? "INS1913" : "INS1909", path, path, rule, "the file " + message) };
}
