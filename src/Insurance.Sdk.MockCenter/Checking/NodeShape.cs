using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>What the checker asks of a node again and again, worked out once: keys, spellings, what is demanded.</summary>
internal sealed class NodeShape
{
    private static readonly ConditionalWeakTable<NodeView, NodeShape> Known = new();

    private NodeShape(NodeView node)
    {
        Names = (node.WireName is null ? node.AlsoSeen.Append(node.Id) : node.AlsoSeen.Prepend(node.WireName)).Distinct(StringComparer.Ordinal).ToArray();
        Fields = node.Fields.Where(f => f.Presence != Presence.No).Select(f => new FieldShape(f, f.ChildNode is null ? null : node.Children.FirstOrDefault(c => c.Id == f.ChildNode))).ToArray();
        LooseChildren = node.Children.Where(c => node.Fields.All(f => f.ChildNode != c.Id)).ToArray();
        Keys = Fields.SelectMany(f => f.Spellings).Concat(LooseChildren.SelectMany(c => Of(c).Names)).ToHashSet(StringComparer.Ordinal);
        Present = node.Fields.Where(f => f.Presence == Presence.Yes).ToArray();
        Groups = Present.Select(f => f.RequiredWhen?["anyOf"]).OfType<JsonArray>()
            .Select(g => string.Join('、', g.Select(WireJson.Text).Order(StringComparer.Ordinal))).Distinct(StringComparer.Ordinal)
            .Select(g => Present.Select(f => f.Code).Where(g.Split('、').Contains).ToArray()).ToArray();

        // A field of such a group is never demanded on its own, whatever mark is printed beside it.
        Demanding = Present.Where(f => !Groups.Any(g => g.Contains(f.Code)) && (f.RequiredWhen is not null || f.Required == true || f.WarnIfMissing)).ToArray();
    }

    /// <summary>The key that is written, and every other key that is known for the node; all of them where the sources disagree.</summary>
    internal string[] Names { get; }

    internal FieldShape[] Fields { get; }

    /// <summary>Children that no field names.</summary>
    internal NodeView[] LooseChildren { get; }

    /// <summary>Every key that may stand in a row.</summary>
    internal HashSet<string> Keys { get; }

    /// <summary>Fields that are part of the message.</summary>
    internal FieldView[] Present { get; }

    /// <summary>Codes of which one must be there.</summary>
    internal string[][] Groups { get; }

    /// <summary>Fields that must be there, or may have to, or are warned about.</summary>
    internal FieldView[] Demanding { get; }

    internal static NodeShape Of(NodeView node) => Known.GetValue(node, n => new NodeShape(n));

    internal static IEnumerable<string> Spellings(FieldView field)
        => field.AlsoWrite.Prepend(field.WriteAs).Concat(field.AcceptAs).Append(field.Code).Distinct(StringComparer.Ordinal);

    /// <summary>A field with its child node and every key that it is read under.</summary>
    internal sealed class FieldShape(FieldView view, NodeView? child)
    {
        internal FieldView Field => view;

        internal NodeView? Child => child;

        internal string[] Spellings { get; } = (child is null ? NodeShape.Spellings(view) : NodeShape.Spellings(view).Concat(Of(child).Names)).Distinct(StringComparer.Ordinal).ToArray();
    }
}
