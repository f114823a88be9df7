using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Recovery;

/// <summary>What recovery may do about a call whose answer was lost.</summary>
public enum RecoveryAim
{
    /// <summary>Asks only: what the center has booked is taken over, what it has not is said to be open again. The default.</summary>
    Adopt,

    /// <summary>Takes over what can be read back whole, and takes back what cannot: what the center has and gives no details of, or may have without a way to see it.</summary>
    AdoptOrReverse,

    /// <summary>Takes back what the center has booked, so that the hospital may begin anew.</summary>
    Reverse,
}

/// <summary>What became of a call whose answer was lost.</summary>
public enum RecoveryOutcome
{
    /// <summary>The center has booked it: the hospital's books take it over.</summary>
    Adopted,

    /// <summary>The center had booked it, or might have, and it is taken back.</summary>
    Reversed,

    /// <summary>The center has not booked it: it may be sent anew.</summary>
    NothingHappened,

    /// <summary>Nothing is decided. With <see cref="RecoveryResult.AskAgainAt"/> recovery goes on by itself, without it a person must look.</summary>
    NeedsPerson,
}

/// <summary>A question that was put to the center, and what it said. No personal data.</summary>
/// <param name="Code">Number of the query.</param>
/// <param name="Said">What was seen.</param>
/// <param name="Certainty">How far it can be trusted: good, weak.</param>
public sealed record RecoveryQuestion(string Code, string Said, string Certainty);

/// <summary>What recovery found out about one call, and what is left to do.</summary>
public sealed record RecoveryResult
{
    /// <summary>msgid of the call.</summary>
    public required string MessageId { get; init; }

    /// <summary>Its number.</summary>
    public required string Code { get; init; }

    /// <summary>What became of it.</summary>
    public required RecoveryOutcome Outcome { get; init; }

    /// <summary>What it was seen by. No personal data.</summary>
    public required string Why { get; init; }

    /// <summary>What to do next; "" where nothing is left.</summary>
    public string Next { get; init; } = "";

    /// <summary>What the center was asked in this run, in order.</summary>
    public IReadOnlyList<RecoveryQuestion> Asked { get; init; } = Array.Empty<RecoveryQuestion>();

    /// <summary>What is known of the record at the center: mdtrt_id, setl_id, msgid of the reversal … Field code and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Known { get; init; } = Array.Empty<KeyValuePair<string, string>>();

    /// <summary>The answer that was lost, as far as the center gave it back, as JSON; "" where it did not. It holds personal data.</summary>
    public string OutputJson { get; init; } = "";

    /// <summary>When recovery will ask again; null where it will not, because it is decided or a person must look.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>True where the record is closed in the journal.</summary>
    public bool IsClosed { get; init; }

    /// <inheritdoc />
    public override string ToString() => Code + " " + MessageId + " " + Outcome + ": " + Why;
}

/// <summary>What became of a bill that a cashier asked to unlock.</summary>
/// <param name="Results">Every call of the bill that was open or not posted, in the order in which it was looked at: the last one first.</param>
/// <param name="IsFree">True where nothing of it is in doubt any more.</param>
public sealed record BillUnlocking(IReadOnlyList<RecoveryResult> Results, bool IsFree);
