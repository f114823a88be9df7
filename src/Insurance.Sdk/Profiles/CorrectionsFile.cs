using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Reads a hospital's corrections to its edition: a JSON file in the overlay's shape.</summary>
internal static class CorrectionsFile
{
    /// <summary>Values that a correction gives to envelope members: <c>envelope.members.infver.default</c> and its like.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> EnvelopeDefaults(JsonElement? corrections)
    {
        var result = new List<KeyValuePair<string, string>>();
        if (corrections is not { } json || !json.TryGetProperty("envelope", out var envelope))
        {
            return result;
        }

        if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty("members", out var members) || members.ValueKind != JsonValueKind.Object)
        {
            throw new ConfigurationException("corrections.envelope", "must be an object with members");
        }

        foreach (var member in members.EnumerateObject())
        {
            if (Envelopes.RequestEnvelope.IsOwned(member.Name))
            {
                throw new ConfigurationException("corrections.envelope.members." + member.Name, "is written by the client and cannot be set");
            }

            if (member.Value.ValueKind != JsonValueKind.Object || !member.Value.TryGetProperty("default", out var value) || value.ValueKind != JsonValueKind.String)
            {
                throw new ConfigurationException("corrections.envelope.members." + member.Name, "needs a default, which is a text; nothing else of an envelope can be corrected here");
            }

            result.Add(new KeyValuePair<string, string>(member.Name, value.GetString()!));
        }

        return result;
    }

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
