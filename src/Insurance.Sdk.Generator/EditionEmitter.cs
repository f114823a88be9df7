using System;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Generator;

/// <summary>Writes an edition as the compact table that ships in the client: rules only, no evidence.</summary>
internal static class EditionEmitter
{
    private static readonly string[] FieldMembers = { "present", "required", "writeAs", "alsoWrite", "acceptAs", "type", "length", "format" };
    private static readonly string[] ExtraMembers = { "code", "name", "type", "length", "required", "format", "present", "writeAs", "alsoWrite", "acceptAs", "dict" };
    private static readonly string[] NodeMembers = { "name", "cardinality", "new", "parent", "present" };
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Emit(StandardSpec standard, string name)
    {
        var source = standard.EditionJson(name);
        var result = new JsonObject { ["edition"] = name };
        foreach (var member in new[] { "unlisted", "removed", "values", "envelope", "gateway" })
        {
            if (source[member] is { } value)
            {
                result[member] = StripWords(value);
            }
        }

        var lines = source["transactions"]!.AsObject()
            .Where(t => standard.Transactions.Any(s => s.Key == t.Key))
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => JsonSerializer.Serialize(t.Key, Form) + ":" + Transaction(t.Value!.AsObject()).ToJsonString(Form));
        var head = result.ToJsonString(Form);
        return head[..^1] + ",\n\"transactions\":{\n" + string.Join(",\n", lines) + "\n}}\n";
    }

    private static JsonObject Transaction(JsonObject source)
    {
        var result = new JsonObject();
        Copy(source, result, "available");
        if (source["nodes"] is JsonObject sides)
        {
            result["nodes"] = new JsonObject(sides.Select(s => Pair(s.Key, new JsonObject(s.Value!.AsObject().Select(n => Pair(n.Key, Node(n.Value!.AsObject())))))));
        }

        if (source["fields"] is JsonObject fields)
        {
            result["fields"] = new JsonObject(fields.Select(f => Pair(f.Key, Pick(f.Value!.AsObject(), FieldMembers))));
        }

        if (source["extra"] is JsonObject extra)
        {
            result["extra"] = new JsonObject(extra.Select(e => Pair(e.Key, new JsonArray(e.Value!.AsArray().Select(f => (JsonNode)Pick(f!.AsObject(), ExtraMembers)).ToArray()))));
        }

        return result;
    }

    private static JsonObject Node(JsonObject source)
    {
        var result = Pick(source, NodeMembers);
        if (source["alsoSeen"] is JsonArray seen)
        {
            result["alsoSeen"] = new JsonArray(seen.Select(s => (JsonNode)JsonValue.Create(s is JsonObject o ? o["name"]!.GetValue<string>() : s!.GetValue<string>())!).ToArray());
        }

        return result;
    }

    /// <summary>Null says something only for a node's name and a required mark; elsewhere it means "as published" and is left out.</summary>
    private static JsonObject Pick(JsonObject source, string[] members)
    {
        var result = new JsonObject();
        foreach (var member in members)
        {
            if (source.ContainsKey(member) && (source[member] is not null || member is "required" or "name"))
            {
                result[member] = source[member]?.DeepClone();
            }
        }

        return result;
    }

    private static JsonNode StripWords(JsonNode value)
    {
        var copy = value.DeepClone();
        Strip(copy);
        return copy;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is not JsonObject json)
        {
            return;
        }

        foreach (var word in new[] { "by", "note", "certainty", "valueBy", "acceptAsBy", "openQuestions" })
        {
            json.Remove(word);
        }

        foreach (var (_, value) in json)
        {
            Strip(value);
        }
    }

    private static void Copy(JsonObject from, JsonObject to, string member)
    {
        if (from[member] is { } value)
        {
            to[member] = value.DeepClone();
        }
    }

    private static System.Collections.Generic.KeyValuePair<string, JsonNode?> Pair(string key, JsonNode value) => new(key, value);
}
