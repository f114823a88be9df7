using System;
using System.IO;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Reads a hospital's corrections to its edition: a JSON file in the overlay's shape.</summary>
internal static class CorrectionsFile
{
    internal static JsonElement? Load(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path!), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException("corrections", "the file must hold one JSON object");
            }

            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ConfigurationException("corrections", "the file is no JSON (line " + ((e.LineNumber ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + ")");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException("corrections", "the file cannot be read: " + e.GetType().Name);
        }
    }
}
