using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Lays an overlay (an edition, or a hospital's corrections) over one side of a transaction: nodes, then fields, then extra fields.</summary>
internal sealed class OverlayApplier
{
    private readonly string _key;
    private readonly string _side;
    private readonly List<NodePlan> _nodes;

    internal OverlayApplier(string key, string side, List<NodePlan> nodes)
    {
        _key = key;
        _side = side;
        _nodes = nodes;
    }

    internal void Apply(JsonElement transaction)
    {
        if (transaction.TryGetProperty("nodes", out var sides) && sides.TryGetProperty(_side, out var nodes))
        {
            foreach (var node in nodes.EnumerateObject())
            {
                ChangeNode(node.Name, node.Value);
            }
        }

        if (transaction.TryGetProperty("extra", out var extra))
        {
            foreach (var list in extra.EnumerateObject().Where(l => IsHere(l.Name)))
            {
                AddFields(list.Name, list.Value);
            }
        }

        if (transaction.TryGetProperty("fields", out var fields))
        {
            foreach (var field in fields.EnumerateObject().Where(f => IsHere(f.Name)))
            {
                ChangeField(FieldAt(field.Name), field.Value);
            }
        }
    }

    private bool IsHere(string path) => path == _side || path.StartsWith(_side + ".", StringComparison.Ordinal);

    private NodePlan? NodeNamed(string id)
        => id.Length == 0 ? _nodes.Find(n => n.Id == TableParser.RowsNode) ?? _nodes[0] : _nodes.Find(n => n.Id == id);

    private void ChangeNode(string id, JsonElement change)
    {
        var node = NodeNamed(id);
        if (node is null)
        {
            if (!(change.TryGetProperty("new", out var isNew) && isNew.ValueKind == JsonValueKind.True))
            {
                throw new ConfigurationException("transactions." + _key + ".nodes." + _side + "." + id,
                    "there is no such node; known: " + string.Join(", ", _nodes.Select(n => n.Id.Length == 0 ? "\"\"" : n.Id)) + ". A node of your own needs \"new\": true");
            }

            node = new NodePlan(id) { WireName = id, Parent = Text(change, "parent") };
            _nodes.Add(node);
            var parent = node.Parent is null ? _nodes[0] : NodeNamed(node.Parent) ?? throw new ConfigurationException("transactions." + _key + ".nodes." + _side + "." + id + ".parent", "there is no node " + node.Parent);
            parent.Fields.Add(TableParser.Holder(node));
        }

        if (node.Presence == FieldPresence.Elsewhere)
        {
            node.Presence = FieldPresence.Yes;
        }

        if (change.TryGetProperty("name", out var name))
        {
            if (node == _nodes[0] && name.GetString() is { Length: > 0 } && _nodes.Exists(n => n != node && n.Parent is null))
            {
                throw new ConfigurationException("transactions." + _key + ".nodes." + _side + ".\"\".name", "the fields directly under " + _side + " stand beside other nodes and cannot get a node of their own");
            }

            node.WireName = name.GetString();
        }

        if (change.TryGetProperty("alsoSeen", out var seen))
        {
            node.AlsoSeen.Clear();
            node.AlsoSeen.AddRange(seen.EnumerateArray().Select(s => s.ValueKind == JsonValueKind.String ? s.GetString()! : s.GetProperty("name").GetString()!));
        }

        if (Text(change, "cardinality") is { } cardinality)
        {
            node.IsMany = cardinality == "many";
        }

        node.Presence = Presence(change) ?? node.Presence;
        foreach (var holder in _nodes.SelectMany(n => n.Fields).Where(f => f.Child == node))
        {
            holder.Presence = node.Presence;
            if (change.TryGetProperty("name", out _) || node.Parent is null)
            {
                holder.Spell(node.WireName ?? "");
            }
        }
    }

    private void AddFields(string path, JsonElement list)
    {
        var id = path == _side ? "" : path.Substring(_side.Length + 1);
        var node = NodeNamed(id) ?? throw new ConfigurationException("transactions." + _key + ".extra." + path, "there is no node " + id + "; add it under nodes." + _side + " with \"new\": true");
        foreach (var json in list.EnumerateArray())
        {
            var code = Text(json, "code") ?? throw new ConfigurationException("transactions." + _key + ".extra." + path, "a field has no code");
            var field = node.FindField(code);
            if (field is null)
            {
                field = new FieldPlan
                {
                    Code = code,
                    ChineseName = Text(json, "name") ?? code,
                    Dictionary = Text(json, "dict"),
                    Type = TableParser.TypeNamed(Text(json, "type") ?? "string"),
                };
                field.Spell(code);
                field.KeepAsPublished();
                node.Fields.Add(field);
            }

            if (field.Presence == FieldPresence.Elsewhere)
            {
                field.Presence = FieldPresence.Yes;
            }

            ChangeField(field, json);
        }
    }

    private FieldPlan FieldAt(string path)
    {
        var rest = path == _side ? "" : path.Substring(_side.Length + 1);
        var dot = rest.LastIndexOf('.');
        var node = NodeNamed(dot < 0 ? "" : rest.Substring(0, dot));
        var field = node?.Fields.Find(f => f.Code == rest.Substring(dot + 1));
        return field ?? throw new ConfigurationException("transactions." + _key + ".fields." + path, "there is no such field; the nearest is " + Nearest(path));
    }

    private string Nearest(string path)
        => _nodes.SelectMany(n => n.Fields.Select(f => _side + "." + (n.Id.Length == 0 || n.Id == TableParser.RowsNode ? "" : n.Id + ".") + f.Code))
            .OrderBy(p => SpellingDistance.Between(p, path)).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault() ?? "none";

    private static void ChangeField(FieldPlan field, JsonElement change)
    {
        field.Presence = Presence(change) ?? (field.Presence == FieldPresence.Elsewhere ? FieldPresence.Yes : field.Presence);
        if (change.TryGetProperty("required", out var required))
        {
            field.WarnIfMissing = required.ValueKind == JsonValueKind.Null && (field.Required || field.WarnIfMissing);
            field.Required = required.ValueKind == JsonValueKind.True;
        }

        if (Text(change, "writeAs") is { } key)
        {
            field.AcceptAs.Add(field.WriteAs);
            field.Spell(key);
        }

        if (change.TryGetProperty("alsoWrite", out var also))
        {
            field.AlsoWrite = Texts(also).Select(t => new MemberName(t)).ToArray();
        }

        if (change.TryGetProperty("acceptAs", out var aliases))
        {
            field.AcceptAs.AddRange(Texts(aliases));
        }

        if (change.TryGetProperty("type", out var type))
        {
            if (type.ValueKind == JsonValueKind.Null)
            {
                field.TypeAsPublished();
            }
            else if (field.Child is null)
            {
                field.Type = TableParser.TypeNamed(type.GetString()!);
            }
        }

        if (change.TryGetProperty("length", out var length))
        {
            if (length.ValueKind == JsonValueKind.Null)
            {
                field.LengthAsPublished();
            }
            else
            {
                field.SetLength(length.ValueKind == JsonValueKind.String ? length.GetString() : length.GetRawText());
            }
        }

        if (change.TryGetProperty("format", out var format))
        {
            if (format.ValueKind == JsonValueKind.Null)
            {
                field.FormatAsPublished();
            }
            else
            {
                field.Format = format.GetString();
            }
        }
    }

    private static IEnumerable<string> Texts(JsonElement value)
        => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.GetString()!).ToList() : value.ValueKind == JsonValueKind.String ? new[] { value.GetString()! } : Array.Empty<string>();

    private static string? Text(JsonElement json, string member) => json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static FieldPresence? Presence(JsonElement change) => Text(change, "present") switch
    {
        "yes" => FieldPresence.Yes,
        "optional" => FieldPresence.Optional,
        "unknown" => FieldPresence.Unknown,
        "no" => FieldPresence.No,
        _ => null,
    };
}
