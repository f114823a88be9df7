using System;
using System.Threading;

namespace Insurance.Sdk.Calls;

/// <summary>Step 6, judge: an accepted answer, or the exception that says what is known.</summary>
internal static class JudgeStep
{
    internal static CallOutcome OutcomeOf(Attempt attempt)
        => attempt.Answer?.Outcome ?? (attempt.Begun ? CallOutcome.Unknown : CallOutcome.NotProcessed);

    /// <summary>The answer where it was accepted; throws otherwise.</summary>
    internal static JudgedAnswer Conclude(Attempt attempt, CancellationToken caller)
    {
        if (attempt.Answer is { Outcome: CallOutcome.Accepted } accepted)
        {
            return accepted;
        }

        throw attempt.Answer is { } answer ? OfAnswer(attempt, answer) : OfSilence(attempt, caller);
    }

    private static InsuranceException OfAnswer(Attempt attempt, JudgedAnswer answer)
    {
        var message = attempt.Message.Message;
        InsuranceException error = answer.Outcome switch
        {
            CallOutcome.Refused => new RefusedException(answer.CenterCode ?? "", answer.CenterText ?? ""),
            CallOutcome.NotProcessed => new NotProcessedException("Not processed: " + answer.Reason) { GatewayCode = answer.CenterCode, GatewayText = answer.CenterText },
            _ when message.MayBook => new OutcomeUnknownException("The outcome is unknown: " + answer.Reason, message.Operation, answer.OpenFailure),
            _ => answer.OpenFailure ?? (InsuranceException)new ProtocolException("No usable answer: " + answer.Reason),
        };
        error.RawText = answer.RawText;
        error.Output = answer.Output;
        error.HttpStatus = answer.HttpStatus;
        error.Deviations = answer.Deviations;
        return error;
    }

    private static Exception OfSilence(Attempt attempt, CancellationToken caller)
    {
        var message = attempt.Message.Message;
        if (attempt.CanceledByCaller)
        {
            return new CallCanceledException(attempt.Begun && message.MayBook, message.Operation, caller, attempt.Failure);
        }

        // A timer of the HTTP client itself ends the attempt without either token.
        var outOfTime = attempt.LimitPassed || attempt.Failure is OperationCanceledException;
        if (!attempt.Begun)
        {
            return new NotProcessedException(
                outOfTime
                    ? "Nothing was sent within " + CallTimeoutException.Seconds(attempt.Limit) + " s"
                    : "Nothing was sent: no connection (" + attempt.Failure?.GetType().Name + ")",
                attempt.Failure);
        }

        if (outOfTime)
        {
            return message.MayBook
                ? new CallTimeoutException(attempt.Limit, message.Operation, attempt.Failure)
                : new QueryTimeoutException(attempt.Limit, attempt.Failure);
        }

        var reason = "the connection broke before an answer came (" + attempt.Failure?.GetType().Name + ")";
        return message.MayBook
            ? new OutcomeUnknownException("The outcome is unknown: " + reason, message.Operation, attempt.Failure)
            : new ProtocolException("No answer: " + reason, attempt.Failure);
    }
}
