using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Reads the JSON settings file and lays the environment's secrets over it.</summary>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    internal static InsuranceOptions Load(string path, Func<string, string?> environment)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ConfigurationException("settings file", "a path is needed");
        }

        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException("settings file", "cannot be read (" + e.GetType().Name + ")");
        }

        return Parse(bytes, environment);
    }

    internal static InsuranceOptions Parse(ReadOnlyMemory<byte> json, Func<string, string?> environment)
    {
        if (json.Span.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }))
        {
            json = json.Slice(3);
        }

        SettingNode root;
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException("settings file", "must be one JSON object");
            }

            root = ToNode(document.RootElement, "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's own text can quote the file, and the file holds secrets.
            var line = (e as JsonException)?.LineNumber + 1;
            throw new ConfigurationException("settings file", line is null ? "is no valid JSON" : "is no valid JSON, line " + line);
        }

        var options = new InsuranceOptions();
        SettingsReader.Read(root, options);
        SettingsEnvironment.Apply(options, environment);
        return options;
    }

    private static SettingNode ToNode(JsonElement element, string path)
    {
        var node = new SettingNode(path)
        {
            Json = element.GetRawText(),
            IsList = element.ValueKind == JsonValueKind.Array,
            Text = element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            },
        };

        if (element.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var member in element.EnumerateObject())
            {
                var memberPath = path.Length == 0 ? member.Name : path + "." + member.Name;
                if (!seen.Add(member.Name))
                {
                    throw new ConfigurationException(memberPath, "is set twice");
                }

                node.Members.Add(new(member.Name, ToNode(member.Value, memberPath)));
            }
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                var place = node.Members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                node.Members.Add(new(place, ToNode(item, path + "." + place)));
            }
        }

        return node;
    }
}
