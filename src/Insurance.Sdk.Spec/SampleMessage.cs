using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>Makes the smallest message that keeps every rule of a transaction's table. All values are invented.</summary>
public static class SampleMessage
{
    /// <summary>A minimal valid <c>input</c>.</summary>
    public static JsonObject Input(TransactionView transaction, StandardSpec standard) => Side(transaction.Input, standard, "input");

    /// <summary>A minimal valid <c>output</c>: an object, or an array where the rows stand at the root.</summary>
    public static JsonNode Output(TransactionView transaction, StandardSpec standard)
    {
        var rows = transaction.Output.FirstOrDefault(n => n.Parent is null && n.IsMany && (n.RowsAtRoot || n.WireName?.Length == 0));
        return rows is not null && transaction.Output.Count(n => n.Parent is null) == 1
            ? new JsonArray(Row(rows, standard, "output"))
            : Side(transaction.Output, standard, "output");
    }

    private static JsonObject Side(IReadOnlyList<NodeView> nodes, StandardSpec standard, string side)
    {
        var result = new JsonObject();
        foreach (var node in nodes.Where(n => n.Parent is null && n.Presence == Presence.Yes))
        {
            var row = Row(node, standard, side);
            if (row.Count == 0 && node.Parent is null && nodes.Count(n => n.Parent is null) > 1)
            {
                continue;
            }

            var name = node.WireName ?? (node.AlsoSeen.Count > 0 ? node.AlsoSeen[0] : "");
            if (name.Length == 0)
            {
                foreach (var (key, value) in row.ToList())
                {
                    row.Remove(key);
                    result[key] = value;
                }
            }
            else
            {
                result[name] = node.IsMany ? new JsonArray(row) : row;
            }
        }

        return result;
    }

    private static JsonObject Row(NodeView node, StandardSpec standard, string side)
    {
        // What is demanded may depend on values that stand later in the table: repeat until nothing is added.
        var chosen = new Dictionary<FieldView, JsonNode>();
        var groups = new HashSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            before = chosen.Count;
            foreach (var field in node.Fields.Where(f => !chosen.ContainsKey(f) && IsNeeded(node, f, chosen, groups)))
            {
                var child = field.ChildNode is null ? null : node.Children.FirstOrDefault(c => c.Id == field.ChildNode);
                chosen[field] = child is not null
                    ? child.IsMany ? new JsonArray(Row(child, standard, side)) : Row(child, standard, side)
                    : Value(field, standard);
            }
        }
        while (chosen.Count > before);

        var row = new JsonObject();
        foreach (var field in node.Fields.Where(chosen.ContainsKey))
        {
            row[field.WriteAs] = chosen[field];
            foreach (var key in field.AlsoWrite)
            {
                row[key] = chosen[field].DeepClone();
            }
        }

        return row;
    }

    private static bool IsNeeded(NodeView node, FieldView field, Dictionary<FieldView, JsonNode> chosen, HashSet<string> groups)
    {
        if (field.Presence != Presence.Yes)
        {
            return false;
        }

        if (field.Required == true)
        {
            return true;
        }

        if (field.RequiredWhen is not { } condition || condition["ifKnown"] is not null)
        {
            return false;
        }

        if (condition["anyOf"] is JsonArray any)
        {
            var codes = any.Select(a => a!.GetValue<string>()).ToList();
            return groups.Add(string.Join('|', codes.Order(StringComparer.Ordinal)));
        }

        var other = condition["field"] is { } name ? node.Fields.FirstOrDefault(f => f.Code == name.GetValue<string>()) : null;
        var value = other is null ? null : chosen.GetValueOrDefault(other)?.ToString();
        return other is not null && (condition["equals"] is { } equals ? value == equals.GetValue<string>()
            : condition["in"] is JsonArray list ? list.Any(v => v!.GetValue<string>() == value)
            : condition["empty"] is not null ? string.IsNullOrEmpty(value)
            : condition["notEmpty"] is not null && !string.IsNullOrEmpty(value));
    }

    private static JsonNode Value(FieldView field, StandardSpec standard)
    {
        var codes = field.Values?.Select(v => v.Key).ToList();
        if ((codes is null || codes.Count == 0) && field.Dictionary is { } name && standard.Dictionaries.TryGetValue(name, out var list))
        {
            codes = list.Values.Keys.ToList();
        }

        return field.Type switch
        {
            "number" => codes is { Count: > 0 } && decimal.TryParse(codes[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? JsonValue.Create(code) : JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            "array" => new JsonArray(),
            "object" => new JsonObject(),
            "bytes" => JsonValue.Create("AA=="),
            "date" or "datetime" or "time" => Time(field),
            _ => codes is { Count: > 0 } ? codes[0] : Text(field),
        };
    }

    private static JsonValue Time(FieldView field)
        => JsonValue.Create(new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Unspecified).ToString(TimeForm(field), CultureInfo.InvariantCulture))!;

    private static string TimeForm(FieldView field) => field.Format switch
    {
        "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" or "yyyy" or "MM" => field.Format,
        "yyyyMMddHHmmssSSS" => "yyyyMMddHHmmssfff",
        _ => field.Type switch { "date" => "yyyy-MM-dd", "time" => "HH:mm:ss", _ => "yyyy-MM-dd HH:mm:ss" },
    };

    private static string Text(FieldView field)
    {
        var text = field.Format switch
        {
            "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" or "yyyyMMddHHmmssSSS" or "yyyy" or "MM" => Time(field).GetValue<string>(),
            _ => FieldCode.Normal(field.Code) switch
            {
                "fixmedinscode" => "H00000000000",
                "fixmedinsname" => "示例医院",
                "psnname" => "示例",
                "ver" => "0",
                var code when code.EndsWith("name", StringComparison.Ordinal) => "示例",
                _ => "1",
            },
        };
        return field.MaxLength is { } max && text.Length > max ? text[..max] : text;
    }
}
