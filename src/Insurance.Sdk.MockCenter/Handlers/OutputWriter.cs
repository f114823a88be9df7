using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>Writes output rows in the table's own spelling.</summary>
internal static class OutputWriter
{
    /// <summary>A row with every field of the node that a value is known for.</summary>
    /// <param name="node">The output node.</param>
    /// <param name="values">Values by code, without case and underscores.</param>
    /// <param name="withNulls">Whether fields without a value are written as null.</param>
    internal static JsonObject Row(NodeView node, IReadOnlyDictionary<string, JsonNode?> values, bool withNulls = false)
    {
        var row = new JsonObject();
        foreach (var field in node.Fields.Where(f => f.Presence != Presence.No && f.ChildNode is null))
        {
            var value = values.GetValueOrDefault(NormalCode.Of(field.Code));
            if (value is not null || withNulls)
            {
                row[field.WriteAs] = value is null ? null : Fitting(field, value);
            }
        }

        return row;
    }

    internal static string Name(NodeView node) => node.WireName ?? (node.AlsoSeen.Count > 0 ? node.AlsoSeen[0] : node.Id);

    /// <summary>The one node of an output, with the values that it has fields for.</summary>
    internal static JsonObject One(TransactionView transaction, params (string Code, JsonNode? Value)[] values)
    {
        var node = transaction.Output.First(n => n.Parent is null);
        var row = Row(node, values.ToDictionary(v => FieldCode.Normal(v.Code), v => v.Value, StringComparer.Ordinal));
        return Name(node).Length == 0 ? row : new JsonObject { [Name(node)] = node.IsMany ? new JsonArray(row) : row };
    }

    /// <summary>An output of several nodes; nodes that the edition does not have are left out.</summary>
    internal static JsonNode Compose(TransactionView transaction, params (string Id, IEnumerable<IReadOnlyDictionary<string, JsonNode?>> Rows)[] nodes)
    {
        var output = new JsonObject();
        foreach (var (id, rows) in nodes)
        {
            if (transaction.Output.FirstOrDefault(n => n.Id == id && n.Presence != Presence.No) is not { } node)
            {
                continue;
            }

            var written = rows.Select(r => Row(node, r));
            if (node.RowsAtRoot || (node.IsMany && Name(node).Length == 0))
            {
                return new JsonArray(written.ToArray<JsonNode?>());
            }

            if (node.IsMany)
            {
                output[Name(node)] = new JsonArray(written.ToArray<JsonNode?>());
            }
            else if (Name(node).Length > 0)
            {
                output[Name(node)] = written.FirstOrDefault();
            }
            else
            {
                foreach (var (key, value) in written.SelectMany(r => r))
                {
                    output[key] = value?.DeepClone();
                }
            }
        }

        return output;
    }

    // Some tables call an amount a text: what is written follows the table.
    private static JsonNode Fitting(FieldView field, JsonNode value) => (value.GetValueKind(), field.Type) switch
    {
        (JsonValueKind.Number, "string") => JsonValue.Create(WireJson.Text(value)!),
        (JsonValueKind.String, "number") when decimal.TryParse(WireJson.Text(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => value.DeepClone(),
    };
}
