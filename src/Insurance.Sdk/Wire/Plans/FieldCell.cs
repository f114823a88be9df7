using System;

namespace Insurance.Sdk;

/// <summary>What the usual value of a field needs to be checked and written, close together: the plan itself is looked at where something is out of the ordinary.</summary>
internal readonly struct FieldCell
{
    private readonly byte _marks;

    internal FieldCell(FieldPlan plan, int askedAt)
    {
        var isSent = plan.Presence is FieldPresence.Yes or FieldPresence.Optional or FieldPresence.Unknown;
        Name = plan.Name;
        Type = plan.Type;
        MaxLength = plan.MaxLength > 0 ? plan.MaxLength : int.MaxValue;
        Decimals = (sbyte)Math.Min(plan.Decimals, sbyte.MaxValue);
        var isText = plan.Type == WireType.Text && isSent && Insurance.Sdk.TimeForm.OfText(plan) is null;
        AskedAt = askedAt;
        _marks = (byte)((isText ? 1 : 0) | (plan.Dictionary is not null || plan.Values is not null ? 2 : 0) | (plan.AlsoWrite.Length > 0 ? 4 : 0) | (isSent ? 8 : 0));
    }

    /// <summary>How the field is spelled.</summary>
    internal MemberName Name { get; }

    /// <summary>Most characters of a text.</summary>
    internal int MaxLength { get; }

    internal WireType Type { get; }

    /// <summary>Most decimals of a number; -1 for no limit.</summary>
    internal sbyte Decimals { get; }

    /// <summary>A text that has no rule but its length and its list.</summary>
    internal bool IsText => (_marks & 1) != 0;

    /// <summary>True where codes are printed for it.</summary>
    internal bool IsListed => (_marks & 2) != 0;

    /// <summary>Its place among the fields that other fields' conditions look at; -1 where none does.</summary>
    internal int AskedAt { get; }

    /// <summary>True where it is written a second time under another name.</summary>
    internal bool IsWrittenTwice => (_marks & 4) != 0;

    /// <summary>True where the edition has the field.</summary>
    internal bool IsSent => (_marks & 8) != 0;
}
