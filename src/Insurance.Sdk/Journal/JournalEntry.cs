using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Journal;

/// <summary>A record of the journal, without the personal data of its input and output.</summary>
public sealed record JournalEntry
{
    /// <summary>msgid.</summary>
    public required string MessageId { get; init; }

    /// <summary>Number as it was sent.</summary>
    public required string Code { get; init; }

    /// <summary>Key of the meaning; null where the standard does not know the number.</summary>
    public string? OperationKey { get; init; }

    /// <summary>What is known.</summary>
    public required JournalState State { get; init; }

    /// <summary>fixmedins_code.</summary>
    public string InstitutionCode { get; init; } = "";

    /// <summary>insuplc_admdvs of the call.</summary>
    public string InsuredArea { get; init; } = "";

    /// <summary>opter.</summary>
    public string OperatorCode { get; init; } = "";

    /// <summary>When the intent was recorded.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When it was handed to the network, as far as that was noted.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When an outcome was noted.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }

    /// <summary>When the call will certainly have ended; null where that was not noted.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Until when a program holds the record; null where none does.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>When recovery asks for it again; null: at once.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>How often the center was asked and did not have it.</summary>
    public int NotSeen { get; init; }

    /// <summary>inf_refmsgid.</summary>
    public string? CenterReference { get; init; }

    /// <summary>infcode or the gateway's code.</summary>
    public string? CenterCode { get; init; }

    /// <summary>What is known beside the state.</summary>
    public string? Reason { get; init; }

    /// <summary>What recovery or a person made of it: adopted, reversed, nothingHappened, needsPerson, abandoned, or reversing while a call that takes it back is under way; null where nothing had to be done.</summary>
    public string? Resolution { get; init; }

    /// <summary>Who resolved it.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>Why so.</summary>
    public string? ResolvedWhy { get; init; }

    /// <summary>Business keys of input and output. Where the journal protects personal data these are blinded values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = Array.Empty<KeyValuePair<string, string>>();

    /// <summary>True while the outcome has to be found out: intended or sent before a crash, or unknown.</summary>
    public bool IsOpen => State is JournalState.Intended or JournalState.Sent or JournalState.Unknown;
}

/// <summary>One step in a record's life.</summary>
/// <param name="At">When.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Who">Who; null for the client itself.</param>
/// <param name="Why">Why; null where the state says it.</param>
public sealed record JournalEvent(DateTimeOffset At, JournalState State, string? Who, string? Why);
