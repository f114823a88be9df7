using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Generator;

/// <summary>A meaning with the fields of its base table and of every edition: what the C# type has.</summary>
internal sealed class UnionTransaction
{
    private UnionTransaction(TransactionSpec spec, List<UnionNode> input, List<UnionNode> output)
    {
        Spec = spec;
        Input = input;
        Output = output;
    }

    internal TransactionSpec Spec { get; }

    internal List<UnionNode> Input { get; }

    internal List<UnionNode> Output { get; }

    internal static UnionTransaction Of(StandardSpec standard, TransactionSpec spec)
    {
        var printed = StandardSpec.Printed(spec);
        var editions = standard.Editions.Select(e => (e, standard.Edition(e).View(spec))).ToList();
        return new UnionTransaction(spec, Side(standard, spec, printed, editions, "input"), Side(standard, spec, printed, editions, "output"));
    }

    private static List<UnionNode> Side(StandardSpec standard, TransactionSpec spec, TransactionView printed, List<(string Name, TransactionView View)> editions, string side)
    {
        var nodes = new List<UnionNode> { new("", spec.Stem, side) };
        foreach (var (edition, view) in editions.Prepend(("", printed)))
        {
            foreach (var node in view.Side(side))
            {
                var union = UnionOf(nodes, node, edition.Length > 0, spec.Stem, side);
                union.IsMany |= node.IsMany;
                foreach (var field in node.Fields)
                {
                    union.Add(field, edition, standard);
                }
            }
        }

        foreach (var node in nodes.Skip(1))
        {
            node.HolderProperty = Naming.Pascal(node.Id == "#rows" ? "Rows" : node.Id);
            var parent = node.Parent is null ? null : nodes.FirstOrDefault(n => n.Id == node.Parent);
            if (parent is null)
            {
                node.Parent = null;
                continue;
            }

            var holder = parent.Fields.FirstOrDefault(f => f.Code == node.Id || f.Code == node.WireName);
            if (holder is null)
            {
                parent.Fields.Add(holder = UnionField.Holder(node));
            }

            holder.Child = node;
        }

        // The root holds its own fields, then its nodes.
        foreach (var node in nodes.Skip(1).Where(n => n.Parent is null))
        {
            if (nodes[0].Fields.FirstOrDefault(f => f.Code == node.Id) is { } printedHolder)
            {
                printedHolder.Child = node;
            }
            else
            {
                nodes[0].Fields.Add(UnionField.Holder(node));
            }
        }

        foreach (var node in nodes)
        {
            node.NameProperties();
        }

        return nodes;
    }

    private static UnionNode UnionOf(List<UnionNode> nodes, NodeView node, bool fromEdition, string stem, string side)
    {
        var id = node.Id;
        if (id.Length == 0)
        {
            if (!node.IsMany && nodes.All(n => n.Id != "#rows"))
            {
                return nodes[0];
            }

            id = "#rows";
        }

        var known = nodes.FirstOrDefault(n => n.Id == id);
        if (known is null)
        {
            known = new UnionNode(id, stem, side) { Parent = node.Parent, WireName = fromEdition || node.WireName == node.Id ? "" : node.WireName ?? "", RowsAtRoot = node.RowsAtRoot, FromEdition = fromEdition, IsMany = node.IsMany, IsManyInTable = node.IsMany, Assumed = node.CardinalityAssumed };
            nodes.Add(known);
        }

        return known;
    }
}

internal sealed class UnionNode
{
    internal UnionNode(string id, string stem, string side)
    {
        Id = id;
        var answer = side == "output" ? "Answer" : "";
        TypeName = id.Length == 0 ? stem + (side == "input" ? "Request" : "Answer") : stem + answer + Naming.Pascal(id == "#rows" ? "Row" : id);
    }

    internal string Id { get; }

    internal string TypeName { get; }

    internal string? Parent { get; set; }

    internal string WireName { get; set; } = "";

    /// <summary>True where any edition has many rows: decides the type of the property.</summary>
    internal bool IsMany { get; set; }

    /// <summary>True where the table that names the node first has many rows: what holds in editions that say nothing else.</summary>
    internal bool IsManyInTable { get; init; }

    internal bool Assumed { get; init; }

    internal bool RowsAtRoot { get; init; }

    internal bool FromEdition { get; init; }

    internal string HolderProperty { get; set; } = "";

    internal List<UnionField> Fields { get; } = new();

    internal void Add(FieldView field, string edition, StandardSpec standard)
    {
        var known = Fields.FirstOrDefault(f => f.Code == field.Code)
            ?? (edition.Length > 0 ? Fields.FirstOrDefault(f => FieldCode.Normal(f.Code) == FieldCode.Normal(field.Code)) : null);
        if (known is null)
        {
            Fields.Add(known = new UnionField(field, edition, standard));
        }

        known.Note(field, edition);
    }

    internal void NameProperties()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "Extra", "Receipt", TypeName, "Visit", "ReadField", "GetType", "ToString", "Equals", "GetHashCode", "LineCount", "Slice", "Append" };
        foreach (var field in Fields)
        {
            var name = field.Child is { } child && field.IsRootHolder ? child.HolderProperty : Naming.Pascal(field.Code);
            while (!taken.Add(name))
            {
                name += "Field";
            }

            field.Property = name;
        }
    }
}

internal sealed class UnionField
{
    private readonly List<string> _notes = new();
    private readonly List<string> _editions = new();
    private FieldView? _first;

    internal UnionField(FieldView field, string edition, StandardSpec standard)
    {
        _first = field;
        Code = field.Code;
        ChineseName = Clean(field.ChineseName) is { Length: > 0 } name ? name : "(no printed name)";
        Type = field.Type;
        Length = field.Length is null ? null : Clean(field.Length);
        Format = field.Format is null ? null : Clean(field.Format);
        Dictionary = field.Dictionary is { } dictionary && standard.Dictionaries.ContainsKey(dictionary) ? standard.Dictionaries[dictionary].Name : null;
        Values = field.Values is { Count: > 0 } values && values.All(v => !v.Key.Contains(',', StringComparison.Ordinal) && !v.Key.Contains('|', StringComparison.Ordinal)) ? values : null;
        Condition = edition.Length == 0 ? Conditions.Compact(field.RequiredWhen) : "";
        Required = field.Required;
        Sensitivity = standard.Sensitivity(field.Code);
        FromEdition = edition.Length > 0;
        Source = edition.Length > 0 ? "edition " + edition : field.Source;
        ReadAsText = field.Type == "number" && (FieldCode.Normal(field.Code).EndsWith("sn", StringComparison.Ordinal) || field.Digits is { IntegerDigits: > 20 });
        Json = field.Json;
    }

    private UnionField(UnionNode node)
    {
        Code = node.Id;
        ChineseName = node.Id;
        Type = node.IsMany ? "array" : "object";
        Child = node;
        IsRootHolder = true;
        FromEdition = node.FromEdition;
        Source = node.FromEdition ? "editions" : "published";
        Sensitivity = "none";
    }

    internal string Code { get; }

    internal string ChineseName { get; }

    internal string Type { get; }

    internal string? Length { get; }

    internal string? Format { get; }

    internal string? Dictionary { get; }

    internal JsonObject? Values { get; }

    internal string Condition { get; } = "";

    internal bool? Required { get; }

    internal string Sensitivity { get; }

    internal bool FromEdition { get; }

    internal bool IsRootHolder { get; private init; }

    internal string Source { get; }

    internal JsonObject? Json { get; }

    /// <summary>Numbers that are ids, or that editions disagree on, are text in C#.</summary>
    internal bool ReadAsText { get; private set; }

    internal UnionNode? Child { get; set; }

    internal string Property { get; set; } = "";

    internal IReadOnlyList<string> Notes => _notes;

    internal static UnionField Holder(UnionNode node) => new(node);

    /// <summary>Remembers how an edition differs from the table that came first.</summary>
    internal void Note(FieldView field, string edition)
    {
        if (edition.Length == 0 || _first is null)
        {
            return;
        }

        ReadAsText |= (field.Type == "number") != (Type == "number") && field.Type is "number" or "string" && Type is "number" or "string" && field.Type != Type;
        if (FromEdition)
        {
            _editions.Add(edition);
        }

        var words = new List<string>();
        if (field.Presence != Presence.Yes && !FromEdition)
        {
            words.Add("present: " + field.Presence.ToString().ToLowerInvariant());
        }

        if (field.Required != _first.Required)
        {
            words.Add(field.Required switch { true => "required", false => "not required", null => "required undecided" });
        }

        if (field.Length != _first.Length)
        {
            words.Add("length " + field.Length);
        }

        if (field.Type != _first.Type)
        {
            words.Add("type " + field.Type);
        }

        if (field.WriteAs != Code)
        {
            words.Add("written " + field.WriteAs);
        }

        if (field.AcceptAs.Count > 0)
        {
            words.Add("also read as " + string.Join(", ", field.AcceptAs));
        }

        if (words.Count > 0)
        {
            _notes.Add(edition + ": " + string.Join(", ", words));
        }
    }

    internal string EditionsText => _editions.Count == 0 ? "" : string.Join(", ", _editions);

    internal string Kind => Child is not null ? Child.IsMany ? "Rows" : "Node" : Type switch
    {
        "number" => ReadAsText ? "Text" : "Number",
        "date" or "datetime" => "Time",
        "boolean" => "Flag",
        "bytes" => "Bytes",
        "array" or "object" => "Json",
        _ => ReadAsText ? "Text" : "Text",
    };

    internal string Letter => Child is not null ? Child.IsMany ? "a" : "o" : Type switch
    {
        "number" => "n",
        "date" => "d",
        "datetime" => "t",
        "time" => "m",
        "boolean" => "b",
        "bytes" => "x",
        "array" or "object" => "j",
        _ => "s",
    };

    internal static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            result.Append(c is '|' ? '/' : c is '\n' or '\r' or '\t' ? ' ' : c);
        }

        return result.ToString().Trim();
    }
}

internal static class Conditions
{
    /// <summary>The compact form in the generated table; "" where the table has none or it cannot be evaluated.</summary>
    internal static string Compact(JsonObject? when)
    {
        if (when is null || when["ifKnown"] is not null || when["enforcedOnlyWhen"] is not null)
        {
            return "";
        }

        if (when["anyOf"] is JsonArray any)
        {
            return "any:" + string.Join(',', any.Select(a => a!.GetValue<string>()));
        }

        if (when["condition"] is { } condition)
        {
            return "named:" + condition.GetValue<string>();
        }

        var field = when["field"]!.GetValue<string>();
        return when["equals"] is { } equals ? $"eq:{field}={equals}"
            : when["in"] is JsonArray list ? $"eq:{field}={string.Join(',', list.Select(v => v!.ToString()))}"
            : when["empty"] is not null ? "empty:" + field
            : when["notEmpty"] is not null ? "notempty:" + field
            : throw new InvalidOperationException("Unknown condition " + when.ToJsonString());
    }

    /// <summary>The condition in words for people.</summary>
    internal static string Words(JsonObject? when)
    {
        if (when is null)
        {
            return "";
        }

        if (when["anyOf"] is JsonArray any)
        {
            return "one of " + string.Join(", ", any.Select(a => a!.GetValue<string>())) + " is needed" + (when["exclusive"] is not null ? ", not both" : "");
        }

        var field = when["field"]?.GetValue<string>();
        var text = when["equals"] is { } equals ? $"when {field} is {equals}"
            : when["in"] is JsonArray list ? $"when {field} is {string.Join(" or ", list.Select(v => v!.ToString()))}"
            : when["empty"] is not null ? $"when {field} is empty"
            : when["notEmpty"] is not null ? $"when {field} is given"
            : $"when: {when["condition"]!.GetValue<string>()}";
        return text + (when["ifKnown"] is not null ? ", if known" : "") + (when["enforcedOnlyWhen"] is { } only ? $", enforced only when: {only.GetValue<string>()}" : "");
    }
}

internal static class Naming
{
    /// <summary>PascalCase of a field code: med_list_codg, medListCodg and MED_LIST_CODG are all MedListCodg-like.</summary>
    internal static string Pascal(string code)
    {
        var result = new StringBuilder(code.Length);
        foreach (var part in code.Split('_', '-', '.', ' '))
        {
            if (part.Length == 0)
            {
                continue;
            }

            var capitals = part.All(c => !char.IsLower(c)) && code.Length > 2;
            result.Append(char.ToUpper(part[0], CultureInfo.InvariantCulture));
            result.Append(capitals ? part[1..].ToLowerInvariant() : part[1..]);
        }

        if (result.Length == 0 || char.IsDigit(result[0]))
        {
            result.Insert(0, 'F');
        }

        return result.ToString();
    }
}
