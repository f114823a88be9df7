using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Recovery;

/// <summary>What one question says about a lost call.</summary>
internal enum View
{
    /// <summary>The center shows that it was done.</summary>
    Done,

    /// <summary>The center shows that it was not done.</summary>
    NotDone,

    /// <summary>The center does not show what it would show if it had not been done.</summary>
    DoneByAbsence,

    /// <summary>The center does not show what it would show if it had been done.</summary>
    NotDoneByAbsence,

    /// <summary>Neither can be told.</summary>
    Open,

    /// <summary>The question does not concern this call, or cannot be put.</summary>
    NotAsked,

    /// <summary>The center cannot be reached.</summary>
    Away,
}

/// <summary>Answer to one question.</summary>
/// <param name="Code">Number of the query.</param>
/// <param name="Certainty">good, weak.</param>
/// <param name="View">What it says.</param>
/// <param name="Text">The same in words, without personal data.</param>
/// <param name="Row">The record that the center showed; null where none.</param>
internal sealed record Evidence(string Code, string Certainty, View View, string Text, RecordTree? Row = null)
{
    /// <summary>True where it counts only together with another question's yes.</summary>
    internal bool Also { get; init; }

    /// <summary>msgid of another call of the bill that the comparison names in place of this one; "" where it names none.</summary>
    internal string InPlace { get; init; } = "";
}

/// <summary>What all questions together say.</summary>
internal enum Judgement
{
    Done,
    NotDone,

    /// <summary>Done or not, once the center had time to show the contrary.</summary>
    DoneIfItStays,
    Open,
    Away,
}

/// <summary>Weighs the answers. Doubt never becomes certainty: answers that contradict each other leave it open.</summary>
internal sealed class Verdict
{
    private Verdict(Judgement judgement, IReadOnlyList<Evidence> evidence, RecordTree? row)
    {
        Judgement = judgement;
        Evidence = evidence;
        Row = row;
    }

    internal Judgement Judgement { get; }

    internal IReadOnlyList<Evidence> Evidence { get; }

    /// <summary>The record that proves it.</summary>
    internal RecordTree? Row { get; }

    /// <summary>True where the center answered and does not show it as done.</summary>
    internal bool IsNotSeen => Judgement is Judgement.NotDone or Judgement.DoneIfItStays;

    /// <summary>What was seen, in words.</summary>
    internal string Text => string.Join("; ", Evidence.Where(e => e.Text.Length > 0).Select(e => e.Code + " " + e.Text).Distinct());

    internal static Verdict Of(IReadOnlyList<Evidence> evidence)
    {
        bool Any(View view) => evidence.Any(e => e.View == view && !e.Also);
        var done = evidence.FirstOrDefault(e => e.View == View.Done && !e.Also);
        Verdict Is(Judgement judgement) => new(judgement, evidence, done?.Row);
        if (done is not null)
        {
            return Any(View.NotDone) || evidence.Any(e => e.Also && e.View is View.NotDone or View.NotDoneByAbsence or View.Open) ? Is(Judgement.Open)
                : evidence.Any(e => e.Also && e.View == View.Away) ? Is(Judgement.Away)
                : Is(Judgement.Done);
        }

        if (Any(View.Away))
        {
            return Is(Judgement.Away);
        }

        var (absentDone, notDone) = (Any(View.DoneByAbsence), Any(View.NotDone) || Any(View.NotDoneByAbsence));
        return absentDone == notDone ? Is(Judgement.Open) : Is(absentDone ? Judgement.DoneIfItStays : Judgement.NotDone);
    }
}
