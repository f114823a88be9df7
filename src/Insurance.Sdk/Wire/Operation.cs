using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>What a transaction is to the center.</summary>
public enum OperationKind
{
    /// <summary>Reads only.</summary>
    Query,

    /// <summary>Calculates and books nothing that lasts (预结算).</summary>
    Trial,

    /// <summary>Stores records under the hospital's own serial numbers.</summary>
    Upload,

    /// <summary>Changes the center's books.</summary>
    Command,

    /// <summary>Takes back what another transaction did.</summary>
    Reversal,

    /// <summary>Sign-in and sign-out.</summary>
    Session,

    /// <summary>Sends, fetches or names a file.</summary>
    File,
}

/// <summary>Whether a transaction may be sent again.</summary>
public enum RepeatRule
{
    /// <summary>May be repeated freely, with a new message id.</summary>
    Safe,

    /// <summary>Only after the center was asked and nothing was found.</summary>
    AfterQuery,

    /// <summary>Never.</summary>
    Never,

    /// <summary>Nothing public says so: treated as <see cref="Never"/>.</summary>
    Unknown,
}

/// <summary>A transaction that can tell what became of another one whose answer was lost.</summary>
/// <param name="Code">Number of the query.</param>
/// <param name="Input">Its input, in the notation of the behavior data: field=source pairs separated by "; ".</param>
/// <param name="Accepted">What is seen when the lost call was booked.</param>
/// <param name="NotAccepted">What is seen when it was not.</param>
/// <param name="Certainty">How far that can be trusted: good, weak.</param>
public sealed record ConfirmingQuery(string Code, string Input, string Accepted, string NotAccepted, string Certainty)
{
    /// <summary>Editions that have the query; empty for all.</summary>
    public IReadOnlyList<string> Editions { get; init; } = Array.Empty<string>();

    /// <summary>Accepted and NotAccepted for a program: JSON as the behavior data has it; "" where only a person can tell.</summary>
    internal string Rule { get; init; } = "";
}

/// <summary>A transaction that takes another one back.</summary>
/// <param name="Code">Number of the undoing transaction.</param>
/// <param name="When">When it is the right one.</param>
public sealed record UndoingTransaction(string Code, string When)
{
    /// <summary>Editions where it may be used for this; empty for all.</summary>
    public IReadOnlyList<string> Editions { get; init; } = Array.Empty<string>();

    /// <summary>True where it may be sent although nothing shows that the lost call was booked: it does no harm to what is not there.</summary>
    public bool IsForDoubt { get; init; }

    /// <summary>Its input, field=source pairs; "" where only a person makes the call.</summary>
    internal string Input { get; init; } = "";
}

/// <summary>Descriptor of a transaction: everything the client knows about it before a call.</summary>
public abstract class Operation
{
    /// <summary>Key of the meaning: the number, or number@edition where a number means different things in different places.</summary>
    public string Key { get; internal init; } = "";

    /// <summary>Transaction number (交易编号) of the base; an edition may carry another number for the same meaning.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>English stem of request, answer, method and page, such as <c>UploadSalesBatch</c>.</summary>
    public string Stem { get; internal init; } = "";

    /// <summary>Group of the front door, such as <c>Inventory</c>.</summary>
    public string Group { get; internal init; } = "";

    /// <summary>The standard's Chinese title.</summary>
    public string ChineseName { get; internal init; } = "";

    /// <summary>What the transaction is to the center.</summary>
    public OperationKind Kind { get; internal init; }

    /// <summary>Whether it may be repeated; <see cref="RepeatRule.Unknown"/> is treated as never.</summary>
    public RepeatRule Repeat { get; internal init; }

    /// <summary>True where the center's books change.</summary>
    public bool ChangesCenter { get; internal init; }

    /// <summary>True where money of a person is booked.</summary>
    public bool MovesMoney { get; internal init; }

    /// <summary>True where the center calls the hospital (no method of the client).</summary>
    public bool IsInbound { get; internal init; }

    /// <summary>False where no field table is public: the call is a configuration error until a corrections file gives one.</summary>
    public bool TableIsPublic { get; internal init; } = true;

    /// <summary>Where the tables come from: <c>published</c>, or the evidence folder.</summary>
    public string Origin { get; internal init; } = "";

    /// <summary>Field codes that identify the business record at the center.</summary>
    public IReadOnlyList<string> BusinessKey { get; internal init; } = Array.Empty<string>();

    /// <summary>What takes it back.</summary>
    public IReadOnlyList<UndoingTransaction> UndoneBy { get; internal init; } = Array.Empty<UndoingTransaction>();

    /// <summary>What tells its fate after a lost answer.</summary>
    public IReadOnlyList<ConfirmingQuery> ConfirmedBy { get; internal init; } = Array.Empty<ConfirmingQuery>();

    /// <summary>Why no program can decide what became of it after a lost answer; "" where recovery can.</summary>
    public string NeedsPerson { get; internal init; } = "";

    /// <summary>True where the client may send it again by itself after a failure (queries and trials only).</summary>
    public bool MayBeRepeatedAutomatically => !ChangesCenter && Repeat == RepeatRule.Safe && Kind is OperationKind.Query or OperationKind.Trial;

    internal abstract StandardRequest NewRequest();

    internal abstract StandardAnswer NewAnswer();

    /// <summary>The compact field table of both sides, as generated; parsed at first use.</summary>
    internal string Table { get; init; } = "";

    /// <summary>Number under other editions, "edition=number" pairs separated by spaces.</summary>
    internal string Numbers { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{Code} {ChineseName}";
}

/// <summary>Descriptor of a transaction with its request and answer types.</summary>
/// <typeparam name="TRequest">Type of the input.</typeparam>
/// <typeparam name="TAnswer">Type of the output.</typeparam>
public sealed class Operation<TRequest, TAnswer> : Operation
    where TRequest : StandardRequest, new()
    where TAnswer : StandardAnswer, new()
{
    internal Operation()
    {
    }

    internal override StandardRequest NewRequest() => new TRequest();

    internal override StandardAnswer NewAnswer() => new TAnswer();
}
