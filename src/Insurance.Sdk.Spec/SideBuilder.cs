using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>Applies an overlay to one side of a transaction: nodes, then fields, then extra fields.</summary>
internal sealed class SideBuilder
{
    private readonly TransactionSpec _spec;
    private readonly string _side;
    private readonly JsonObject? _changes;
    private readonly List<NodeView> _nodes = new();

    internal SideBuilder(TransactionSpec spec, string side, JsonObject? changes)
    {
        _spec = spec;
        _side = side;
        _changes = changes;
    }

    internal IReadOnlyList<NodeView> Build()
    {
        foreach (var node in _spec.Json[_side]!.AsArray())
        {
            AddBaseNode(node!.AsObject());
        }

        ChangeNodes();
        ChangeFields();
        AddExtraFields();
        _nodes.RemoveAll(n => n.Presence == Presence.No && n.IsAdded);
        foreach (var node in _nodes)
        {
            node.FieldList.RemoveAll(f => f.Presence == Presence.No && f.Source != "published");
        }

        LinkChildren();
        return _nodes;
    }

    /// <summary>An overlay may only name what exists.</summary>
    internal static void RefuseUnknownPaths(TransactionSpec spec, JsonObject? changes, IReadOnlyList<NodeView> input, IReadOnlyList<NodeView> output)
    {
        if (changes?["fields"] is not JsonObject fields)
        {
            return;
        }

        var known = Paths("input", input).Concat(Paths("output", output)).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, change) in fields)
        {
            if (!known.Contains(path) && change?["present"]?.GetValue<string>() != "no")
            {
                var nearest = known.OrderBy(k => Distance(k, path)).ThenBy(k => k, StringComparer.Ordinal).FirstOrDefault() ?? "none";
                throw new SpecException($"transactions.{spec.Key}.fields.{path}: there is no such field; the nearest is {nearest}");
            }
        }
    }

    private static IEnumerable<string> Paths(string side, IReadOnlyList<NodeView> nodes)
        => nodes.SelectMany(n => n.Fields.Select(f => n.Id.Length == 0 ? $"{side}.{f.Code}" : $"{side}.{n.Id}.{f.Code}"));

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    private void AddBaseNode(JsonObject json)
    {
        var node = new NodeView(TransactionSpec.Text(json, "node") ?? "")
        {
            Parent = TransactionSpec.Text(json, "parent"),
            IsMany = TransactionSpec.Text(json, "cardinality") == "many",
            CardinalityAssumed = json["cardinalityAssumed"]?.GetValue<bool>() ?? false,
            RowsAtRoot = json["rowsAtRoot"]?.GetValue<bool>() ?? false,
        };
        if (TransactionSpec.Text(json, "parentField") is { } wire)
        {
            node.WireName = wire;
        }

        foreach (var field in json["fields"]!.AsArray())
        {
            node.FieldList.Add(BaseField(field!.AsObject()));
        }

        _nodes.Add(node);
    }

    private FieldView BaseField(JsonObject json) => new(json)
    {
        Type = TransactionSpec.Text(json, "type") ?? "string",
        Length = TransactionSpec.Text(json, "length"),
        Format = TransactionSpec.Text(json, "format"),
        Required = json["required"]?.GetValue<bool>(),
        Source = _spec.Origin,
    };

    private void ChangeNodes()
    {
        if (_changes?["nodes"]?[_side] is not JsonObject nodes)
        {
            return;
        }

        foreach (var (id, value) in nodes)
        {
            var change = value!.AsObject();
            var node = _nodes.FirstOrDefault(n => n.Id == id);
            if (node is null)
            {
                if (change["new"]?.GetValue<bool>() != true)
                {
                    throw new SpecException($"transactions.{_spec.Key}.nodes.{_side}.{id}: there is no such node; known: {string.Join(", ", _nodes.Select(n => n.Id.Length == 0 ? "\"\"" : n.Id))}. A node of your own needs \"new\": true");
                }

                node = new NodeView(id) { IsAdded = true, Parent = TransactionSpec.Text(change, "parent") };
                _nodes.Add(node);
            }

            if (change.ContainsKey("name"))
            {
                node.WireName = TransactionSpec.Text(change, "name");
            }

            if (change["alsoSeen"] is JsonArray seen)
            {
                node.AlsoSeen = seen.Select(s => s is JsonObject o ? TransactionSpec.Text(o, "name")! : s!.GetValue<string>()).ToList();
            }

            if (TransactionSpec.Text(change, "cardinality") is { } cardinality)
            {
                node.IsMany = cardinality == "many";
                node.CardinalityAssumed = false;
            }

            node.Presence = PresenceOf(change) ?? node.Presence;
        }
    }

    private void ChangeFields()
    {
        if (_changes?["fields"] is not JsonObject fields)
        {
            return;
        }

        foreach (var node in _nodes)
        {
            foreach (var field in node.FieldList)
            {
                var path = node.Id.Length == 0 ? $"{_side}.{field.Code}" : $"{_side}.{node.Id}.{field.Code}";
                if (fields[path] is JsonObject change)
                {
                    Apply(field, change, published: field.Required);
                }
            }
        }
    }

    private void AddExtraFields()
    {
        if (_changes?["extra"] is not JsonObject extra)
        {
            return;
        }

        foreach (var (path, list) in extra)
        {
            if (path != _side && !path.StartsWith(_side + ".", StringComparison.Ordinal))
            {
                continue;
            }

            var id = path == _side ? "" : path[(_side.Length + 1)..];
            var node = _nodes.FirstOrDefault(n => n.Id == id);
            if (node is null && id.Length == 0)
            {
                _nodes.Add(node = new NodeView("") { IsAdded = true });
            }

            if (node is null)
            {
                throw new SpecException($"transactions.{_spec.Key}.extra.{path}: there is no node {id}; add it under nodes.{_side} with \"new\": true");
            }

            foreach (var value in list!.AsArray())
            {
                var json = value!.AsObject();
                var code = TransactionSpec.Text(json, "code")!;
                var field = node.FieldList.FirstOrDefault(f => FieldCode.Normal(f.Code) == FieldCode.Normal(code));
                if (field is null)
                {
                    field = BaseField(json);
                    field.Source = "edition";
                    node.FieldList.Add(field);
                }

                Apply(field, json, published: null);
                if (_changes["fields"]?[node.Id.Length == 0 ? $"{_side}.{code}" : $"{_side}.{node.Id}.{code}"] is JsonObject change)
                {
                    Apply(field, change, published: null);
                }
            }
        }
    }

    private static void Apply(FieldView field, JsonObject change, bool? published)
    {
        field.Presence = PresenceOf(change) ?? field.Presence;
        if (change.ContainsKey("required"))
        {
            field.Required = change["required"]?.GetValue<bool>();
            field.WarnIfMissing = field.Required is null && published == true;
        }

        field.WriteAs = TransactionSpec.Text(change, "writeAs") ?? field.WriteAs;
        field.Type = TransactionSpec.Text(change, "type") ?? field.Type;
        field.Length = TransactionSpec.Text(change, "length") ?? field.Length;
        field.Format = TransactionSpec.Text(change, "format") ?? field.Format;
        field.Certainty = TransactionSpec.Text(change, "certainty") ?? field.Certainty;
        field.AcceptAs = Texts(change["acceptAs"]) ?? field.AcceptAs;
        field.AlsoWrite = Texts(change["alsoWrite"]) ?? field.AlsoWrite;
    }

    private static List<string>? Texts(JsonNode? value) => value switch
    {
        JsonArray list => list.Select(v => v!.GetValue<string>()).ToList(),
        JsonValue one => new List<string> { one.GetValue<string>() },
        _ => null,
    };

    private static Presence? PresenceOf(JsonObject change) => TransactionSpec.Text(change, "present") switch
    {
        "yes" => Presence.Yes,
        "optional" => Presence.Optional,
        "unknown" => Presence.Unknown,
        "no" => Presence.No,
        _ => null,
    };

    private void LinkChildren()
    {
        foreach (var node in _nodes)
        {
            var children = _nodes.Where(n => n.Parent == node.Id && n != node).ToList();
            node.Children = children;
            foreach (var child in children)
            {
                var holder = node.FieldList.FirstOrDefault(f => f.Code == child.Id || f.Code == child.WireName);
                if (holder is not null)
                {
                    holder.ChildNode = child.Id;
                }
            }
        }
    }
}
