using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Reconciliation;

/// <summary>What a difference between the hospital's books and the center's is.</summary>
public enum DifferenceKind
{
    /// <summary>The center has it, and nothing of the hospital's knows its message.</summary>
    OnlyCenter,

    /// <summary>The hospital has it, the center has not, and nothing shows that it ever had.</summary>
    OnlyHospital,

    /// <summary>Both have it with different amounts, persons or visits.</summary>
    Amount,

    /// <summary>The center has taken it back, the hospital still has it.</summary>
    ReversedAtCenter,

    /// <summary>The hospital has taken it back, the center still has it.</summary>
    ReversedInHospital,

    /// <summary>One side has the settlement and its refund, the other side only one of the two, or neither.</summary>
    RefundMissing,

    /// <summary>The answer was lost and nobody has found out yet what became of it.</summary>
    OutcomeOpen,

    /// <summary>The journal says refused or never arrived, and the center has it all the same: a message that arrived twice, and the answer to the second copy came back.</summary>
    RefusedButBooked,

    /// <summary>The center has accepted it and the hospital's books do not have it, or lack something of it.</summary>
    NotPosted,

    /// <summary>Both have it, but the books count it to another office, clearing type or day.</summary>
    Elsewhere,
}

/// <summary>One call that mends a difference. None happens by itself.</summary>
public enum Remedy
{
    /// <summary>None that a program may choose: a person has to look.</summary>
    None,

    /// <summary>2601 with the message id: the center takes it back.</summary>
    Reverse,

    /// <summary>The hospital takes it over: details by 5203, kept in the journal as accepted, to be posted.</summary>
    Adopt,

    /// <summary>The journal's record becomes Reversed, because the center has taken it back. 5203 is asked once more before.</summary>
    MarkReversed,

    /// <summary>The center's own refund is written into the journal beside the settlement, which becomes Reversed.</summary>
    TakeRefundIn,

    /// <summary>Recovery finds out what became of it, and takes it over or back.</summary>
    Recover,

    /// <summary>The amounts that 5203 shows replace those that the journal has kept.</summary>
    TakeAmounts,
}

/// <summary>One difference between the books, and what mends it.</summary>
public sealed record Difference
{
    /// <summary>What it is.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>What it was seen by. No personal data.</summary>
    public required string Why { get; init; }

    /// <summary>Office, clearing type and, as far as known, insurance type.</summary>
    public required TotalScope Scope { get; init; }

    /// <summary>msgid of the message that booked it; "" where nobody knows it.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Its transaction; "" where neither the books nor the journal know.</summary>
    public string Code { get; init; } = "";

    /// <summary>setl_id; "" where it is not known.</summary>
    public string SettlementId { get; init; } = "";

    /// <summary>mdtrt_id; "" where it is not known.</summary>
    public string VisitId { get; init; } = "";

    /// <summary>psn_no. Personal.</summary>
    public string PersonNumber { get; init; } = "";

    /// <summary>True where it is about a refund.</summary>
    public bool IsRefund { get; init; }

    /// <summary>The hospital's record; null where it has none.</summary>
    public SettlementRecord? Hospital { get; init; }

    /// <summary>The center's row; null where it has none.</summary>
    public DetailRow? Center { get; init; }

    /// <summary>The center's row of the refund that the hospital does not have; null where there is none.</summary>
    public DetailRow? CenterRefund { get; init; }

    /// <summary>What mends it; None where a person has to look.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>What may be chosen instead.</summary>
    public IReadOnlyList<Remedy> OtherRemedies { get; init; } = Array.Empty<Remedy>();

    /// <summary>The day that was compared, China time.</summary>
    public ChinaTime Day { get; init; }

    /// <summary>When the comparison that shows it began.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>True where the remedy is the recommended or another possible one.</summary>
    /// <param name="remedy">The remedy.</param>
    public bool Allows(Remedy remedy)
    {
        if (remedy == Remedy && remedy != Remedy.None)
        {
            return true;
        }

        foreach (var other in OtherRemedies)
        {
            if (other == remedy)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kind and ids, without the person.</summary>
    public override string ToString() => Kind + " " + Code + " " + MessageId + " " + SettlementId + ": " + Why;
}
