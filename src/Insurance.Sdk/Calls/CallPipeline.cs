using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;

namespace Insurance.Sdk.Calls;

/// <summary>An answer the center accepted, and the id under which it was asked.</summary>
internal sealed record AcceptedMessage(string MessageId, JudgedAnswer Answer);

/// <summary>The way of one message: check, record, seal, send, open, judge, record. There is no way back.</summary>
internal sealed class CallPipeline
{
    private readonly SealStep _seal;
    private readonly SendStep _send;
    private readonly TimeProvider _time;
    private readonly CallEvents _events;
    private readonly JournalStep? _journal;
    private readonly MobileOrderGuardStep? _guard;

    internal CallPipeline(SealStep seal, SendStep send, TimeProvider time, CallEvents events, JournalStep? journal = null, MobileOrderGuardStep? guard = null)
    {
        _journal = journal;
        _guard = guard;
        _seal = seal;
        _send = send;
        _time = time;
        _events = events;
    }

    /// <summary>Sends a message that was checked (step 1 sees the whole request, before it is cut into chunks).</summary>
    internal async ValueTask<AcceptedMessage> RunAsync(OutgoingMessage message, string signNo, CancellationToken cancellationToken)
    {
        var messageId = "";
        try
        {
            // 1. Check: TypedCall and RawCall did it, on the whole request. A caller who left costs no message id.
            ThrowIfCanceled(message, cancellationToken);

            // A visit whose fees are at the payment platform is not touched from here: the center would have them twice.
            if (_guard is not null)
            {
                await _guard.CheckAsync(message, cancellationToken).ConfigureAwait(false);
            }

            var started = _time.GetTimestamp();

            // 3. Seal: it stands before the record, which holds the hash of the sealed bytes.
            var sealedMessage = _seal.Seal(message, signNo);
            messageId = sealedMessage.MessageId;

            // 2. Record: a command's intent is durable before a byte leaves.
            var recorded = _journal is not null && await _journal.IntendAsync(sealedMessage, cancellationToken).ConfigureAwait(false);

            // 4. Send, and 5. open.
            Attempt attempt;
            try
            {
                attempt = await _send.SendAsync(sealedMessage, cancellationToken).ConfigureAwait(false);
            }
            catch (InsuranceException e) when (recorded)
            {
                // The sending step throws only before a byte leaves (headers could not be made).
                await _journal!.NothingSentAsync(sealedMessage, e).ConfigureAwait(false);
                throw;
            }

            messageId = attempt.Message.MessageId;

            // 6. Judge.
            var outcome = JudgeStep.OutcomeOf(attempt);
            _events.Listening?.Raise(new CallJudged(
                message.Number,
                messageId,
                outcome,
                ShortCode(attempt.Answer?.CenterCode),
                CallEvents.Numbers(attempt.Answer?.Deviations ?? Array.Empty<Deviation>()),
                _time.GetElapsedTime(started)));

            // 7. Record: the outcome, whatever it is.
            if (recorded)
            {
                await _journal!.ConcludeAsync(attempt, outcome).ConfigureAwait(false);
            }
            else if (outcome == CallOutcome.Accepted && _journal is not null)
            {
                await _journal.KeepTrialAsync(attempt).ConfigureAwait(false);
            }

            return new AcceptedMessage(messageId, JudgeStep.Conclude(attempt, cancellationToken));
        }
        catch (InsuranceException e)
        {
            e.Code = message.Number;
            e.MessageId = messageId;
            throw;
        }
        catch (CallCanceledException e)
        {
            e.Code = message.Number;
            e.MessageId = messageId;
            throw;
        }
    }

    private static void ThrowIfCanceled(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new CallCanceledException(false, message.Operation, cancellationToken);
        }
    }

    private static string? ShortCode(string? code)
    {
        var text = RefusedException.CodeForText(code);
        return text == code?.Trim() ? text : null;
    }
}
