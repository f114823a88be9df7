using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Calls;

/// <summary>Something that happened on the way of a call. Events hold codes, ids, counts and times, never personal data and never a secret.</summary>
public abstract class CallEvent
{
    private protected CallEvent(string code, string messageId)
    {
        Code = code;
        MessageId = messageId;
    }

    /// <summary>Transaction number as it is sent.</summary>
    public string Code { get; }

    /// <summary>Message id; "" as long as none was made.</summary>
    public string MessageId { get; }
}

/// <summary>The request was checked against the rules.</summary>
public sealed class CallChecked : CallEvent
{
    internal CallChecked(string code, IReadOnlyList<string> errors, IReadOnlyList<string> warnings)
        : base(code, "")
    {
        Errors = errors;
        Warnings = warnings;
    }

    /// <summary>Numbers of the broken rules, such as INS1002; the request is not sent where there is one.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Numbers of the rules that only warn.</summary>
    public IReadOnlyList<string> Warnings { get; }
}

/// <summary>The input was sealed and put into its envelope.</summary>
public sealed class CallSealed : CallEvent
{
    internal CallSealed(string code, string messageId, int bytes)
        : base(code, messageId)
    {
        Bytes = bytes;
    }

    /// <summary>Size of the message that will be sent.</summary>
    public int Bytes { get; }
}

/// <summary>An attempt is about to be sent.</summary>
public sealed class CallAttempted : CallEvent
{
    internal CallAttempted(string code, string messageId, int attempt)
        : base(code, messageId)
    {
        Attempt = attempt;
    }

    /// <summary>Which attempt, from 1; only queries and trials have a second one.</summary>
    public int Attempt { get; }
}

/// <summary>An attempt ended, with an answer or without.</summary>
public sealed class CallAnswered : CallEvent
{
    internal CallAnswered(string code, string messageId, int httpStatus, int bytes, string? failure, TimeSpan elapsed)
        : base(code, messageId)
    {
        HttpStatus = httpStatus;
        Bytes = bytes;
        Failure = failure;
        Elapsed = elapsed;
    }

    /// <summary>HTTP status; 0 where no answer came.</summary>
    public int HttpStatus { get; }

    /// <summary>Size of the body.</summary>
    public int Bytes { get; }

    /// <summary>What ended the attempt without an answer, such as "timeout" or the name of an exception type; null where an answer came.</summary>
    public string? Failure { get; }

    /// <summary>Time of the attempt.</summary>
    public TimeSpan Elapsed { get; }
}

/// <summary>The outcome of a message is known, or known to be unknown.</summary>
public sealed class CallJudged : CallEvent
{
    internal CallJudged(string code, string messageId, CallOutcome outcome, string? centerCode, IReadOnlyList<string> deviations, TimeSpan elapsed)
        : base(code, messageId)
    {
        Outcome = outcome;
        CenterCode = centerCode;
        Deviations = deviations;
        Elapsed = elapsed;
    }

    /// <summary>The outcome.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>The center's or gateway's code where it is a short number; null otherwise, because longer ones may be free text.</summary>
    public string? CenterCode { get; }

    /// <summary>Numbers of the oddities of the answer, such as INS2006.</summary>
    public IReadOnlyList<string> Deviations { get; }

    /// <summary>Time of the message from its sealing, repeats included.</summary>
    public TimeSpan Elapsed { get; }
}

/// <summary>The journal could not note an outcome: its record stays open although the call has ended. Recovery will ask the center.</summary>
public sealed class JournalNotWritten : CallEvent
{
    internal JournalNotWritten(string code, string messageId, string failure)
        : base(code, messageId)
    {
        Failure = failure;
    }

    /// <summary>Name of the exception's type.</summary>
    public string Failure { get; }
}
