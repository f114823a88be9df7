using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>Reads the compact table that the generator writes into each transaction's file.</summary>
/// <remarks>
/// <c>&gt;input</c> starts a side; <c>@id|parent|1 or *|wire name|flags</c> a node; every other line is a field:
/// <c>code|name|type|length|required|dictionary or =values|format|condition|sensitivity|flags</c>. Flag + = known to editions only, r = rows stand at the root.
/// </remarks>
internal static class TableParser
{
    internal const string RowsNode = "#rows";

    internal static (List<NodePlan> Input, List<NodePlan> Output) Parse(string table)
    {
        var input = new List<NodePlan>();
        var output = new List<NodePlan>();
        var side = input;
        NodePlan? node = null;
        foreach (var raw in table.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] == '>')
            {
                side = line == ">input" ? input : output;
            }
            else if (line[0] == '@')
            {
                side.Add(node = Node(line.Substring(1).Split('|')));
            }
            else
            {
                node!.Fields.Add(Field(line.Split('|')));
            }
        }

        Link(input);
        Link(output);
        return (input, output);
    }

    internal static WireType TypeOf(string letter) => letter switch
    {
        "n" => WireType.Number,
        "d" => WireType.Date,
        "t" => WireType.DateTime,
        "m" => WireType.Time,
        "b" => WireType.Flag,
        "x" => WireType.Bytes,
        "a" => WireType.Rows,
        "o" => WireType.Node,
        "j" => WireType.Json,
        _ => WireType.Text,
    };

    internal static WireType TypeNamed(string name) => name switch
    {
        "number" => WireType.Number,
        "date" => WireType.Date,
        "datetime" => WireType.DateTime,
        "time" => WireType.Time,
        "boolean" => WireType.Flag,
        "bytes" => WireType.Bytes,
        "array" => WireType.Rows,
        "object" => WireType.Node,
        _ => WireType.Text,
    };

    private static NodePlan Node(string[] parts) => new(parts[0])
    {
        Parent = parts[1].Length == 0 ? null : parts[1],
        IsMany = parts[2] == "*",
        WireName = parts[3].Length > 0 ? parts[3] : parts[0] == RowsNode ? "" : parts[0],
        RowsAtRoot = parts[4].Contains("r"),
        Presence = parts[4].Contains("+") ? FieldPresence.Elsewhere : FieldPresence.Yes,
    };

    private static FieldPlan Field(string[] parts)
    {
        var list = parts[5];
        var field = new FieldPlan
        {
            Code = parts[0],
            ChineseName = parts[1],
            Type = TypeOf(parts[2]),
            Required = parts[4] == "R",
            Dictionary = list.Length > 0 && list[0] != '=' ? list : null,
            Values = list.Length > 0 && list[0] == '=' ? list.Substring(1).Split(',') : null,
            Format = parts[6].Length > 0 ? parts[6] : null,
            Condition = Condition(parts[7]),
            Sensitivity = parts[8].Length > 0 ? parts[8][0] : '-',
            Presence = parts[9].Contains("+") ? FieldPresence.Elsewhere : FieldPresence.Yes,
        };
        field.SetLength(parts[3].Length > 0 ? parts[3] : null);
        field.Spell(parts[0]);
        field.KeepAsPublished();
        return field;
    }

    private static FieldCondition? Condition(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var colon = text.IndexOf(':');
        var kind = text.Substring(0, colon);
        var rest = text.Substring(colon + 1);
        var equals = rest.IndexOf('=');
        return kind switch
        {
            "eq" => new FieldCondition { Kind = ConditionKind.Equals, Field = rest.Substring(0, equals), Values = rest.Substring(equals + 1).Split(',') },
            "any" => new FieldCondition { Kind = ConditionKind.AnyOf, Values = rest.Split(',') },
            "empty" => new FieldCondition { Kind = ConditionKind.Empty, Field = rest },
            "notempty" => new FieldCondition { Kind = ConditionKind.NotEmpty, Field = rest },
            "named" => new FieldCondition { Kind = ConditionKind.Named, Words = rest },
            _ => throw new InvalidOperationException(string.Format(CultureInfo.InvariantCulture, "Unknown condition '{0}' in a generated table", text)),
        };
    }

    /// <summary>Ties nodes to the fields that hold them; root nodes become fields of the root.</summary>
    internal static void Link(List<NodePlan> nodes)
    {
        var root = nodes[0];
        foreach (var node in nodes)
        {
            if (node == root)
            {
                continue;
            }

            var parent = node.Parent is null ? root : nodes.Find(n => n.Id == node.Parent)!;
            var field = parent.Fields.Find(f => f.Code == node.Id || f.Code == node.WireName);
            if (field is null && node.Parent is null)
            {
                root.Fields.Add(Holder(node));
            }
            else if (field is not null)
            {
                field.Child = node;
                field.Type = node.IsMany ? WireType.Rows : WireType.Node;
            }
        }

        foreach (var node in nodes)
        {
            node.TypedCount = node.Fields.Count;
        }
    }

    internal static FieldPlan Holder(NodePlan node)
    {
        var field = new FieldPlan { Code = node.Id, ChineseName = node.Id, Type = node.IsMany ? WireType.Rows : WireType.Node, Child = node, Presence = node.Presence };
        field.Spell(node.WireName ?? "");
        return field;
    }
}

/// <summary>Conditions that the printed tables name in words. Only those that the message itself can answer are enforced.</summary>
internal static class NamedCondition
{
    internal static readonly string[] AskedFields = { "mdtrt_setl_type", "hi_feesetl_type" };

    /// <summary>True, false, or null where the message does not tell.</summary>
    internal static bool? Holds(string words, Func<string, string?> valueOf)
    {
        if (words != "insured-settlement")
        {
            return null;
        }

        var way = valueOf("mdtrt_setl_type");
        if (!string.IsNullOrEmpty(way))
        {
            return way == "1";
        }

        return valueOf("hi_feesetl_type") switch { "1" or "2" => true, "0" => false, _ => null };
    }
}
