using System;

namespace Insurance.Sdk.Calls;

/// <summary>What became of one attempt.</summary>
internal sealed class Attempt
{
    internal Attempt(SealedMessage message)
    {
        Message = message;
    }

    internal SealedMessage Message { get; }

    /// <summary>The answer, opened; null where none came.</summary>
    internal JudgedAnswer? Answer { get; init; }

    /// <summary>False where it is certain that no byte left.</summary>
    internal bool Begun { get; init; } = true;

    internal Exception? Failure { get; init; }

    /// <summary>True where the caller or the time limit ended the attempt.</summary>
    internal bool Stopped { get; init; }

    internal TimeSpan Limit { get; init; }

    internal bool CanceledByCaller { get; set; }

    internal bool LimitPassed { get; set; }

    /// <summary>The same question may have an answer a moment later.</summary>
    internal bool IsTransient => Answer switch
    {
        null => !Stopped && Failure is not null,
        { Outcome: CallOutcome.Unknown } => Answer.OpenFailure is null,
        { Outcome: CallOutcome.NotProcessed } => Answer.HttpStatus == 429,
        _ => false,
    };
}
