using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Journal;

/// <summary>Steps 2 and 7, record: a command's intent before a byte leaves, and its outcome.</summary>
internal sealed class JournalStep
{
    /// <summary>A program that is alive has noted the outcome so long after the limit of the call.</summary>
    private static readonly TimeSpan NotingTime = TimeSpan.FromSeconds(10);

    private readonly ICallJournal _journal;
    private readonly ClientSettings _settings;
    private readonly TimeProvider _time;
    private readonly CallEvents _events;

    internal JournalStep(ICallJournal journal, ClientSettings settings, TimeProvider time, CallEvents events)
    {
        _journal = journal;
        _settings = settings;
        _time = time;
        _events = events;
    }

    /// <summary>Records the intent; false where the message needs none. Throws where it cannot be recorded: then nothing is sent.</summary>
    internal async Task<bool> IntendAsync(SealedMessage message, CancellationToken cancellationToken)
    {
        var call = message.Message;
        if (!call.MayBook || call.Operation?.Kind is OperationKind.Session or OperationKind.File)
        {
            return false;
        }

        var intent = IntentOf(message);
        try
        {
            await _journal.IntendAsync(intent, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // It may stand in the journal all the same; then it is closed, because nothing was sent.
            await ConcludeAsync(message, JournalState.NotProcessed, "canceled before it was sent", null).ConfigureAwait(false);
            throw new CallCanceledException(false, call.Operation, cancellationToken, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new NotProcessedException("The journal could not record the intent (" + e.GetType().Name + "); nothing was sent", e);
        }

        _journal.NoteSending(message.MessageId);
        return true;
    }

    /// <summary>Keeps the answer of a trial, where the journal wants it; a failure is told and nothing more.</summary>
    internal async Task KeepTrialAsync(Attempt attempt)
    {
        var message = attempt.Message;
        if (_journal is not ITrialJournal trials || message.Message.Operation?.Kind != OperationKind.Trial || attempt.Answer is not { } answer)
        {
            return;
        }

        try
        {
            await trials.KeepTrialAsync(IntentOf(message), OutcomeOf(message, JournalState.Accepted, null, answer)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _events.Raise(new JournalNotWritten(message.Message.Number, message.MessageId, e.GetType().Name));
        }
    }

    /// <summary>Records what the attempt brought.</summary>
    internal Task ConcludeAsync(Attempt attempt, CallOutcome outcome)
        => ConcludeAsync(
            attempt.Message,
            outcome switch
            {
                CallOutcome.Accepted => JournalState.Accepted,
                CallOutcome.Refused => JournalState.Refused,
                CallOutcome.NotProcessed => JournalState.NotProcessed,
                _ => JournalState.Unknown,
            },
            outcome == CallOutcome.Accepted ? null : attempt.Answer?.Reason ?? attempt.Failure?.GetType().Name,
            attempt.Answer);

    /// <summary>Records that nothing left after all.</summary>
    internal Task NothingSentAsync(SealedMessage message, Exception why) => ConcludeAsync(message, JournalState.NotProcessed, why.GetType().Name, null);

    private async Task ConcludeAsync(SealedMessage message, JournalState state, string? reason, JudgedAnswer? answer)
    {
        try
        {
            await _journal.ConcludeAsync(OutcomeOf(message, state, reason, answer)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The center's answer is worth more than our note of it: the record stays open and recovery will ask.
            _events.Raise(new JournalNotWritten(message.Message.Number, message.MessageId, e.GetType().Name));
        }
    }

    private JournalIntent IntentOf(SealedMessage message)
    {
        var call = message.Message;
        var now = _time.GetUtcNow();
        var limit = call.Options?.Timeout ?? _settings.Timeout;
        return new JournalIntent(
            message.MessageId,
            call.Number,
            call.Operation?.Key,
            _settings.InstitutionCode,
            call.Options?.InsuredArea ?? "",
            (call.Options?.Operator ?? _settings.Operator).Code,
            now,
            HexText.Lower(Hash(message.Bytes)),
            BusinessKeys.Find(call.Operation, call.Input.Span),
            call.Input.ToArray())
        {
            AnswerBy = limit > TimeSpan.Zero ? now + limit + NotingTime : null,
        };
    }

    private JournalOutcome OutcomeOf(SealedMessage message, JournalState state, string? reason, JudgedAnswer? answer)
    {
        var output = state == JournalState.Accepted && answer is not null ? answer.Output : default;
        return new JournalOutcome(
            message.MessageId,
            state,
            _time.GetUtcNow(),
            answer?.CenterReference,
            answer?.CenterCode,
            reason,
            output.IsEmpty ? Array.Empty<KeyValuePair<string, string>>() : BusinessKeys.Find(message.Message.Operation, output.Span),
            output);
    }

    private static byte[] Hash(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using var hash = SHA256.Create();
        return hash.ComputeHash(bytes);
#endif
    }
}
