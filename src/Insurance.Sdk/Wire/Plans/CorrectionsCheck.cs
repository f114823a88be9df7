using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Holds a hospital's corrections against their shape before they are used: a slip of the pen must not be passed over in silence.</summary>
internal static class CorrectionsCheck
{
    private static readonly string[] Top = { "edition", "corrects", "basedOn", "transactions", "values", "envelope", "note", "by" };
    private static readonly string[] Transaction = { "available", "meaning", "nodes", "fields", "extra", "note", "by", "certainty", "asPublished" };
    private static readonly string[] Node = { "name", "alsoSeen", "cardinality", "new", "parent", "present", "undecided", "note", "by", "certainty" };
    private static readonly string[] Field = { "present", "required", "writeAs", "alsoWrite", "acceptAs", "type", "length", "format", "note", "by", "notIn", "requiredBy", "certainty" };
    private static readonly string[] Extra = Field.Concat(new[] { "code", "name", "coded", "dict", "values", "requiredWhen", "defaultWhenAbsent" }).ToArray();
    private static readonly string[] Types = { "string", "number", "date", "datetime", "time", "boolean", "bytes", "array", "object" };
    private static readonly string[] Sides = { "input", "output" };

    internal static void Hold(JsonElement corrections, string edition)
    {
        Members(corrections, "corrections", Top);
        if (Text(corrections, "corrections", "edition") is { } written && written != edition)
        {
            throw new ConfigurationException("corrections.edition", "the file corrects the edition " + written + ", the profile uses " + edition);
        }

        if (corrections.TryGetProperty("values", out var values))
        {
            Members(values, "values", new[] { "lengthUnit", "note" });
        }

        foreach (var transaction in Objects(corrections, "", "transactions"))
        {
            HoldTransaction("transactions." + transaction.Name, transaction.Value);
        }
    }

    private static void HoldTransaction(string path, JsonElement transaction)
    {
        Members(transaction, path, Transaction);
        OneOf(transaction, path, "available", "yes", "unknown", "no");
        foreach (var side in Objects(transaction, path, "nodes"))
        {
            Side(path + ".nodes." + side.Name, side.Name);
            foreach (var node in side.Value.EnumerateObject())
            {
                var at = path + ".nodes." + side.Name + "." + (node.Name.Length == 0 ? "\"\"" : node.Name);
                Members(node.Value, at, Node);
                OneOf(node.Value, at, "cardinality", "one", "many");
                OneOf(node.Value, at, "present", "yes", "optional", "unknown", "no");
                Flag(node.Value, at, "new", orNull: false);
                TextOrNull(node.Value, at, "name");
                TextOrNull(node.Value, at, "parent");
                List(node.Value, at, "alsoSeen");
            }
        }

        foreach (var field in Objects(transaction, path, "fields"))
        {
            Side(path + ".fields." + field.Name, field.Name.Split('.')[0]);
            HoldField(path + ".fields." + field.Name, field.Value, Field);
        }

        if (!transaction.TryGetProperty("extra", out var extra))
        {
            return;
        }

        Kind(extra, path + ".extra", JsonValueKind.Object, "an object");
        foreach (var list in extra.EnumerateObject())
        {
            var at = path + ".extra." + list.Name;
            Side(at, list.Name.Split('.')[0]);
            Kind(list.Value, at, JsonValueKind.Array, "a list of fields");
            foreach (var field in list.Value.EnumerateArray())
            {
                Kind(field, at, JsonValueKind.Object, "a list of fields");
                if (Text(field, at, "code") is not { Length: > 0 })
                {
                    throw new ConfigurationException(at, "a field has no code");
                }

                HoldField(at, field, Extra);
            }
        }
    }

    private static void HoldField(string path, JsonElement field, string[] members)
    {
        Members(field, path, members);
        OneOf(field, path, "present", "yes", "optional", "unknown", "no");
        Flag(field, path, "required", orNull: true);
        if (Text(field, path, "type") is { } type && Array.IndexOf(Types, type) < 0)
        {
            throw new ConfigurationException(path + ".type", "must be one of " + string.Join(", ", Types) + ", or null for as published");
        }

        if (field.TryGetProperty("length", out var length) && length.ValueKind != JsonValueKind.Null && !IsLength(length))
        {
            throw new ConfigurationException(path + ".length", "must be a text such as \"30\" or \"16,6\", or null for as published");
        }

        TextOrNull(field, path, "format");
        TextOrNull(field, path, "writeAs");
        List(field, path, "acceptAs");
        List(field, path, "alsoWrite");
    }

    private static bool IsLength(JsonElement length)
    {
        var text = length.ValueKind == JsonValueKind.String ? length.GetString()! : length.ValueKind == JsonValueKind.Number ? length.GetRawText() : "";
        var parts = text.Split(',');
        return parts.Length is 1 or 2 && parts.All(p => int.TryParse(p, out var n) && n >= 0);
    }

    private static void Side(string path, string side)
    {
        if (Array.IndexOf(Sides, side) < 0)
        {
            throw new ConfigurationException(path, "the path must begin with input or output");
        }
    }

    private static IEnumerable<JsonProperty> Objects(JsonElement json, string path, string member)
    {
        if (!json.TryGetProperty(member, out var value))
        {
            return Array.Empty<JsonProperty>();
        }

        var at = path.Length == 0 ? member : path + "." + member;
        Kind(value, at, JsonValueKind.Object, "an object");
        foreach (var item in value.EnumerateObject())
        {
            Kind(item.Value, at + "." + item.Name, JsonValueKind.Object, "an object");
        }

        return value.EnumerateObject();
    }

    private static void Members(JsonElement json, string path, string[] known)
    {
        Kind(json, path, JsonValueKind.Object, "an object");
        foreach (var member in json.EnumerateObject())
        {
            if (Array.IndexOf(known, member.Name) < 0)
            {
                throw new ConfigurationException(path + "." + member.Name, "is no member of a correction; the nearest is " + known.OrderBy(k => SpellingDistance.Between(k, member.Name)).First());
            }
        }
    }

    private static void Kind(JsonElement json, string path, JsonValueKind kind, string words)
    {
        if (json.ValueKind != kind)
        {
            throw new ConfigurationException(path, "must be " + words);
        }
    }

    private static void Flag(JsonElement json, string path, string member, bool orNull)
    {
        if (json.TryGetProperty(member, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) && !(orNull && value.ValueKind == JsonValueKind.Null))
        {
            throw new ConfigurationException(path + "." + member, "must be true or false" + (orNull ? ", or null for undecided" : ""));
        }
    }

    private static void OneOf(JsonElement json, string path, string member, params string[] words)
    {
        if (json.TryGetProperty(member, out var value) && (value.ValueKind != JsonValueKind.String || Array.IndexOf(words, value.GetString()) < 0))
        {
            throw new ConfigurationException(path + "." + member, "must be one of " + string.Join(", ", words));
        }
    }

    private static string? Text(JsonElement json, string path, string member)
    {
        TextOrNull(json, path, member);
        return json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static void TextOrNull(JsonElement json, string path, string member)
    {
        if (json.TryGetProperty(member, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            throw new ConfigurationException(path + "." + member, "must be a text");
        }
    }

    private static void List(JsonElement json, string path, string member)
    {
        if (json.TryGetProperty(member, out var value)
            && !(value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String || (v.ValueKind == JsonValueKind.Object && v.TryGetProperty("name", out _)))))
        {
            throw new ConfigurationException(path + "." + member, "must be a list of texts");
        }
    }
}
