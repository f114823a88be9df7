using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>Takes the value of fields out of a record as text, by their place.</summary>
internal sealed class FieldText : FieldVisitor
{
    private readonly int _wanted;
    private string? _text;
    private StandardRecord? _row;

    private FieldText(int wanted)
    {
        _wanted = wanted;
    }

    /// <summary>Text of one field; null where unset, or where it is a node.</summary>
    internal static string? Of(StandardRecord record, int field)
    {
        var visitor = new FieldText(field);
        record.Visit(visitor);
        return visitor._text;
    }

    /// <summary>The first row of a node with many rows; null where there is none yet.</summary>
    internal static StandardRecord? FirstRow(StandardRecord record, int field)
    {
        var visitor = new FieldText(field);
        record.Visit(visitor);
        return visitor._row;
    }

    internal static bool SameValue(string? a, string? b)
        => a == b
        || (decimal.TryParse(a, NumberStyles.Number, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(b, NumberStyles.Number, CultureInfo.InvariantCulture, out var y) && x == y)
        || (ChinaTime.TryParse(a, out var s) && ChinaTime.TryParse(b, out var t) && s == t);

    internal override void Text(int field, string? value) => Take(field, value);

    internal override void Number(int field, decimal? value) => Take(field, value?.ToString(CultureInfo.InvariantCulture));

    internal override void Time(int field, ChinaTime? value) => Take(field, value?.ToString());

    internal override void Flag(int field, bool? value) => Take(field, value is { } flag ? flag ? "true" : "false" : null);

    internal override void Bytes(int field, byte[]? value)
    {
    }

    internal override void Json(int field, string? value) => Take(field, value);

    internal override void Node(int field, StandardRecord? value)
    {
    }

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
    {
        if (field == _wanted && value is { Count: > 0 })
        {
            _row = value[0];
        }
    }

    private void Take(int field, string? value)
    {
        if (field == _wanted)
        {
            _text = value;
        }
    }
}
