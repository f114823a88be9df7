using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Insurance.Sdk.Recovery;

/// <summary>A request or an answer as records with fields, whatever its type: so that rules written as data can read it.</summary>
internal sealed class RecordTree
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<RecordTree> _children = new();
    private readonly RecordTree? _parent;

    private RecordTree(string node, RecordTree? parent)
    {
        Node = node;
        _parent = parent;
    }

    /// <summary>Name of the node in the standard; "" for the root.</summary>
    internal string Node { get; }

    internal IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>This record and all below it.</summary>
    internal IEnumerable<RecordTree> All => new[] { this }.Concat(_children.SelectMany(c => c.All));

    internal static RecordTree Of(StandardRecord record, NodePlan plan) => Build(record, plan, "", null);

    /// <summary>A record of single values, for what a comparison's row says.</summary>
    internal static RecordTree Of(params (string Code, string? Value)[] fields)
    {
        var tree = new RecordTree("", null);
        foreach (var (code, value) in fields)
        {
            tree.Keep(code, value);
        }

        return tree;
    }

    /// <summary>True where the record itself has the field, even empty.</summary>
    internal bool Has(string code) => _fields.ContainsKey(FieldName.Normal(code));

    /// <summary>A field of this very record; null where it is absent or empty.</summary>
    internal string? Own(string code) => _fields.TryGetValue(FieldName.Normal(code), out var value) && value.Length > 0 ? value : null;

    /// <summary>A field of this record or of those it belongs to; null where none of them has it.</summary>
    internal string? Above(string code)
    {
        for (var record = this; record is not null; record = record._parent)
        {
            if (record.Own(code) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The same, then of the message's other nodes; never of another row beside this one.</summary>
    internal string? Near(string code)
    {
        if (Above(code) is { } value)
        {
            return value;
        }

        var top = this;
        while (top._parent is { } parent)
        {
            top = parent;
        }

        return top.All.Where(r => r.Node != Node || Node.Length == 0).Select(r => r.Own(code)).FirstOrDefault(v => v is not null);
    }

    /// <summary>The first value of the field in this record or below it.</summary>
    internal string? Deep(string code)
    {
        foreach (var record in All)
        {
            if (record.Own(code) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The sum of a field over all records; null where none has it.</summary>
    internal decimal? Sum(string code)
    {
        decimal? sum = null;
        foreach (var record in All)
        {
            if (decimal.TryParse(record.Own(code), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }

    private static RecordTree Build(StandardRecord record, NodePlan plan, string node, RecordTree? parent)
    {
        var tree = new RecordTree(node, parent);
        record.Visit(new Reader(tree, plan));
        foreach (var item in record.ExtraOrNull?.Items ?? Array.Empty<KeyValuePair<string, string>>())
        {
            if (!tree.Has(item.Key) && item.Value.Length > 0 && item.Value[0] is not ('{' or '['))
            {
                tree.Keep(item.Key, record.Extra.GetText(item.Key));
            }
        }

        return tree;
    }

    private void Keep(string code, string? value)
    {
        if (value is not null)
        {
            _fields[FieldName.Normal(code)] = value.Trim();
        }
    }

    private sealed class Reader(RecordTree tree, NodePlan plan) : FieldVisitor
    {
        internal override void Text(int field, string? value) => tree.Keep(plan[field].Code, value);

        internal override void Number(int field, decimal? value) => tree.Keep(plan[field].Code, value?.ToString(CultureInfo.InvariantCulture));

        internal override void Time(int field, ChinaTime? value) => tree.Keep(plan[field].Code, value?.ToString());

        internal override void Flag(int field, bool? value) => tree.Keep(plan[field].Code, value is { } flag ? flag ? "1" : "0" : null);

        internal override void Bytes(int field, byte[]? value)
        {
        }

        internal override void Json(int field, string? value) => tree.Keep(plan[field].Code, value);

        internal override void Node(int field, StandardRecord? value)
        {
            if (value is not null && plan[field].Child is { } child)
            {
                tree._children.Add(Build(value, child, plan[field].Code, tree));
            }
        }

        internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
        {
            foreach (var row in value ?? Array.Empty<StandardRecord>())
            {
                if (plan[field].Child is { } child)
                {
                    tree._children.Add(Build(row, child, plan[field].Code, tree));
                }
            }
        }
    }
}
