using System;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>What the usual value of a field needs to be checked and written, close together: the plan itself is looked at where something is out of the ordinary.</summary>
internal readonly struct FieldCell
{
    private readonly byte _marks;

    private FieldCell(FieldPlan plan, bool isAsked)
    {
        var isSent = plan.Presence is FieldPresence.Yes or FieldPresence.Optional or FieldPresence.Unknown;
        Key = plan.Key;
        Type = plan.Type;
        MaxLength = plan.MaxLength > 0 ? plan.MaxLength : int.MaxValue;
        Decimals = (sbyte)Math.Min(plan.Decimals, sbyte.MaxValue);
        var isText = plan.Type == WireType.Text && isSent && Insurance.Sdk.TimeForm.OfText(plan) is null;
        var isWatched = plan.Presence == FieldPresence.Yes && (plan.WriteAs.Length > 0 || plan.Child is null) && (plan.Required || plan.WarnIfMissing || plan.Condition is not null);
        _marks = (byte)((isText ? 1 : 0) | (plan.Dictionary is not null || plan.Values is not null ? 2 : 0) | (isAsked ? 4 : 0) | (isWatched ? 8 : 0) | (plan.AlsoWrite.Length > 0 ? 16 : 0) | (isSent ? 32 : 0));
    }

    /// <summary>How the field is spelled.</summary>
    internal JsonEncodedText Key { get; }

    /// <summary>Most characters of a text.</summary>
    internal int MaxLength { get; }

    internal WireType Type { get; }

    /// <summary>Most decimals of a number; -1 for no limit.</summary>
    internal sbyte Decimals { get; }

    /// <summary>A text that has no rule but its length and its list.</summary>
    internal bool IsText => (_marks & 1) != 0;

    /// <summary>True where codes are printed for it.</summary>
    internal bool IsListed => (_marks & 2) != 0;

    /// <summary>True where another field's condition looks at it.</summary>
    internal bool IsAsked => (_marks & 4) != 0;

    /// <summary>True where something may be wrong with its not being set.</summary>
    internal bool IsWatched => (_marks & 8) != 0;

    /// <summary>True where it is written a second time under another name.</summary>
    internal bool IsWrittenTwice => (_marks & 16) != 0;

    /// <summary>True where the edition has the field.</summary>
    internal bool IsSent => (_marks & 32) != 0;

    /// <summary>The cells of a node whose plan is complete.</summary>
    internal static FieldCell[] Of(NodePlan node)
    {
        var asked = new bool[node.Fields.Count];
        foreach (var field in node.Fields)
        {
            if (field.Condition is not { } condition)
            {
                continue;
            }

            foreach (var code in condition.Kind == ConditionKind.Named ? NamedCondition.AskedFields : new[] { condition.Field })
            {
                if (node.IndexOf(code) is >= 0 and var place)
                {
                    asked[place] = true;
                }
            }
        }

        var cells = new FieldCell[node.Fields.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new FieldCell(node.Fields[i], asked[i]);
        }

        return cells;
    }
}

/// <summary>Which fields of an open node are set: a bit each.</summary>
internal struct FieldSet
{
    private readonly ulong[]? _further;
    private ulong _first;

    internal FieldSet(int count)
    {
        _further = count > 64 ? new ulong[(count - 1) / 64] : null;
        _first = 0;
    }

    internal readonly bool Has(int field) => ((field < 64 ? _first : _further![(field / 64) - 1]) & (1UL << (field % 64))) != 0;

    internal void Add(int field)
    {
        if (field < 64)
        {
            _first |= 1UL << field;
        }
        else
        {
            _further![(field / 64) - 1] |= 1UL << (field % 64);
        }
    }
}
