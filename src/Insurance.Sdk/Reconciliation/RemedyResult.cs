using System;

namespace Insurance.Sdk.Reconciliation;

/// <summary>What became of a remedy.</summary>
public enum RemedyOutcome
{
    /// <summary>Done. Of a 2601 the next comparison proves the effect.</summary>
    Done,

    /// <summary>It was done before; nothing was sent.</summary>
    AlreadyDone,

    /// <summary>A call of it is in doubt, or another program works on the record: nothing is sent again before that is found out.</summary>
    Waiting,

    /// <summary>The center refused.</summary>
    Refused,

    /// <summary>The center never had it; it may be tried again.</summary>
    NotProcessed,

    /// <summary>It cannot be done so; nothing was sent.</summary>
    NotPossible,
}

/// <summary>What a remedy did.</summary>
public sealed record RemedyResult
{
    /// <summary>The remedy.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>What became of it.</summary>
    public required RemedyOutcome Outcome { get; init; }

    /// <summary>Why; no personal data.</summary>
    public required string Why { get; init; }

    /// <summary>What is left for the hospital to do; "" where nothing is.</summary>
    public string Next { get; init; } = "";

    /// <summary>msgid of the call that was made; "" where none was.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>What the hospital's own books have to take in: an adopted settlement, or a refund of the center; null where nothing.</summary>
    public SettlementRecord? Record { get; init; }

    /// <inheritdoc />
    public override string ToString() => Remedy + " " + Outcome + ": " + Why;
}
