using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>Whether an edition has a transaction.</summary>
public enum Availability
{
    /// <summary>A witness or the printed text has it.</summary>
    Yes,

    /// <summary>Nothing says so either way.</summary>
    Unknown,

    /// <summary>It must not be called.</summary>
    No,
}

/// <summary>Whether a node or field is part of a message.</summary>
public enum Presence
{
    /// <summary>Part of the message.</summary>
    Yes,

    /// <summary>Known to one witness; sent when set.</summary>
    Optional,

    /// <summary>No witness: sent when set, never demanded, read when it comes.</summary>
    Unknown,

    /// <summary>Never sent.</summary>
    No,
}

/// <summary>A transaction as one edition has it.</summary>
public sealed class TransactionView
{
    internal TransactionView(TransactionSpec spec, string number, Availability availability, string? meaning, IReadOnlyList<NodeView> input, IReadOnlyList<NodeView> output)
    {
        Spec = spec;
        Number = number;
        Availability = availability;
        Meaning = meaning;
        Input = input;
        Output = output;
    }

    /// <summary>The meaning behind it.</summary>
    public TransactionSpec Spec { get; }

    /// <summary>The number in this edition.</summary>
    public string Number { get; }

    /// <summary>Whether the edition has it.</summary>
    public Availability Availability { get; }

    /// <summary>What the edition says about the meaning, if anything.</summary>
    public string? Meaning { get; }

    /// <summary>Nodes of the input; root nodes have no parent.</summary>
    public IReadOnlyList<NodeView> Input { get; }

    /// <summary>Nodes of the output.</summary>
    public IReadOnlyList<NodeView> Output { get; }

    /// <summary>True where tables exist, from the standard or from corrections.</summary>
    public bool HasTable => Spec.TableIsPublic || Input.Count > 0 || Output.Count > 0;

    /// <summary>Nodes of one side: "input" or "output".</summary>
    public IReadOnlyList<NodeView> Side(string side) => side == "input" ? Input : Output;
}

/// <summary>A node as one edition has it.</summary>
public sealed class NodeView
{
    private readonly List<FieldView> _fields = new();

    internal NodeView(string id)
    {
        Id = id;
        WireName = id;
    }

    /// <summary>The table's own name; "" where the fields stand directly under input or output.</summary>
    public string Id { get; }

    /// <summary>Key on the wire; "" directly under the parent; null where the sources disagree and a correction must decide.</summary>
    public string? WireName { get; internal set; }

    /// <summary>Other keys that are read.</summary>
    public IReadOnlyList<string> AlsoSeen { get; internal set; } = Array.Empty<string>();

    /// <summary>Id of the node it lies in; null for a root node.</summary>
    public string? Parent { get; internal set; }

    /// <summary>True where it has many rows.</summary>
    public bool IsMany { get; internal set; }

    /// <summary>True where the table does not say whether it has one row or many.</summary>
    public bool CardinalityAssumed { get; internal set; }

    /// <summary>True where the rows stand as an array directly under output.</summary>
    public bool RowsAtRoot { get; internal set; }

    /// <summary>Whether it is part of the message.</summary>
    public Presence Presence { get; internal set; }

    /// <summary>True where an edition or a correction added it.</summary>
    public bool IsAdded { get; internal set; }

    /// <summary>Fields in order; a field of type array or object may name a child node.</summary>
    public IReadOnlyList<FieldView> Fields => _fields;

    /// <summary>Nodes that lie in it, with the field that names each.</summary>
    public IReadOnlyList<NodeView> Children { get; internal set; } = Array.Empty<NodeView>();

    internal List<FieldView> FieldList => _fields;
}

/// <summary>A field as one edition has it.</summary>
public sealed class FieldView
{
    internal FieldView(JsonObject json)
    {
        Json = json;
        Code = TransactionSpec.Text(json, "code")!;
        WriteAs = Code;
    }

    /// <summary>The row of the table with its evidence.</summary>
    public JsonObject Json { get; }

    /// <summary>Code in the table.</summary>
    public string Code { get; }

    /// <summary>Spelling that is sent.</summary>
    public string WriteAs { get; internal set; }

    /// <summary>Further spellings that are sent with it.</summary>
    public IReadOnlyList<string> AlsoWrite { get; internal set; } = Array.Empty<string>();

    /// <summary>Further spellings that are read.</summary>
    public IReadOnlyList<string> AcceptAs { get; internal set; } = Array.Empty<string>();

    /// <summary>Chinese name.</summary>
    public string ChineseName => TransactionSpec.Text(Json, "name") ?? Code;

    /// <summary>string, number, date, datetime, time, boolean, bytes, array, object.</summary>
    public string Type { get; internal set; } = "string";

    /// <summary>Printed length, such as "30" or "16,6"; null where none is printed.</summary>
    public string? Length { get; internal set; }

    /// <summary>Date form or other format.</summary>
    public string? Format { get; internal set; }

    /// <summary>True = demanded, false = not, null = undecided or not printed.</summary>
    public bool? Required { get; internal set; }

    /// <summary>The mark of the base table, where an edition left it undecided: a warning.</summary>
    public bool WarnIfMissing { get; internal set; }

    /// <summary>Whether it is part of the message.</summary>
    public Presence Presence { get; internal set; }

    /// <summary>confirmed, single, inferred, published.</summary>
    public string Certainty { get; internal set; } = "published";

    /// <summary>True where the field is a code of a list.</summary>
    public bool IsCoded => Json["coded"]?.GetValue<bool>() ?? false;

    /// <summary>Name of the code list; null where none is known.</summary>
    public string? Dictionary => TransactionSpec.Text(Json, "dict");

    /// <summary>Codes printed beside the field itself.</summary>
    public JsonObject? Values => Json["values"] as JsonObject;

    /// <summary>The condition under which it is demanded, as printed.</summary>
    public JsonObject? RequiredWhen => Json["requiredWhen"] as JsonObject;

    /// <summary>Value that a center assumes when it is absent, as printed.</summary>
    public string? DefaultWhenAbsent => Json["defaultWhenAbsent"]?.ToString();

    /// <summary>Id of the child node whose rows it holds.</summary>
    public string? ChildNode { get; internal set; }

    /// <summary>Where the field comes from, in words.</summary>
    public string Source { get; internal set; } = "published";

    /// <summary>Length in characters for text, or null.</summary>
    public int? MaxLength => Length is not null && !Length.Contains(',', StringComparison.Ordinal) && int.TryParse(Length, out var n) ? n : null;

    /// <summary>Integer digits and decimals of a number such as "16,6" (10 and 6), or null.</summary>
    public (int IntegerDigits, int Decimals)? Digits
    {
        get
        {
            if (Type != "number" || Length is null)
            {
                return null;
            }

            var parts = Length.Split(',');
            return int.TryParse(parts[0], out var all) && (parts.Length == 1 || int.TryParse(parts[1], out _))
                ? parts.Length == 1 ? (all, 0) : (all - int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
                : null;
        }
    }
}
