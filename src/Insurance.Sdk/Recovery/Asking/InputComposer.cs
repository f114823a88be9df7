using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Recovery;

/// <summary>Puts single values into the nodes of a transaction's input, spelled as the edition wants them.</summary>
internal static class InputComposer
{
    /// <summary>The input as JSON.</summary>
    /// <param name="inside">The client's rules.</param>
    /// <param name="operation">The transaction.</param>
    /// <param name="rows">Values by field; several rows go into a node with many rows.</param>
    internal static string Write(ClientInside inside, Operation operation, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var path = PathTo(inside.Codec.PlanOf(operation).Input, rows[0].Keys.ToList());
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            Write(json, path, 0, rows);
        }

        // Through the type and back: the edition's spellings, numbers as numbers, times in the field's form.
        var request = inside.Codec.ReadInput(operation, buffer.ToArray(), new List<Deviation>());
        return inside.WriteInput(operation, request);
    }

    /// <summary>True where the input's node takes several rows.</summary>
    internal static bool TakesRows(ClientInside inside, Operation operation, IReadOnlyCollection<string> fields)
        => PathTo(inside.Codec.PlanOf(operation).Input, fields).Any(n => n.IsMany);

    /// <summary>False where the edition's code list of the field is known and lacks the value: asking with it can only be refused.</summary>
    internal static bool Lists(ClientInside inside, Operation operation, string field, string value)
    {
        var path = PathTo(inside.Codec.PlanOf(operation).Input, new[] { field });
        return path[path.Count - 1].Fields.Find(f => f.Child is null && FieldName.Same(f.Code, field))?.Lists(value) ?? true;
    }

    private static void Write(Utf8JsonWriter json, List<NodePlan> path, int depth, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        if (depth < path.Count && path[depth].IsMany)
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                WriteOne(json, path, depth, new[] { row });
            }

            json.WriteEndArray();
            return;
        }

        WriteOne(json, path, depth, rows);
    }

    private static void WriteOne(Utf8JsonWriter json, List<NodePlan> path, int depth, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        json.WriteStartObject();
        if (depth == path.Count - 1)
        {
            foreach (var field in rows[0])
            {
                json.WriteString(field.Key, field.Value);
            }
        }
        else
        {
            json.WritePropertyName(path[depth + 1].Id);
            Write(json, path, depth + 1, rows);
        }

        json.WriteEndObject();
    }

    /// <summary>The way from the root to the node that has most of the fields.</summary>
    private static List<NodePlan> PathTo(NodePlan root, IReadOnlyCollection<string> fields)
    {
        var (best, most) = (new List<NodePlan> { root }, -1);
        void Look(NodePlan node, List<NodePlan> path)
        {
            var count = fields.Count(f => node.Fields.Exists(p => p.Child is null && FieldName.Same(p.Code, f)));
            if (count > most)
            {
                (best, most) = (path, count);
            }

            foreach (var child in node.Fields.Where(f => f.Child is not null))
            {
                Look(child.Child!, new List<NodePlan>(path) { child.Child! });
            }
        }

        Look(root, new List<NodePlan> { root });
        return best;
    }
}
