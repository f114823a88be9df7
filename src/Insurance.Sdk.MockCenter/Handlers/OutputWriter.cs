using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
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
            var value = values.GetValueOrDefault(FieldCode.Normal(field.Code));
            if (value is not null || withNulls)
            {
                row[field.WriteAs] = value?.DeepClone();
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
}
