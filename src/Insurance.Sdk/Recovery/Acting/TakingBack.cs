using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Takes back what the center has, or may have: one call, journaled like any other, and never made twice while the first one is in doubt.</summary>
internal sealed class TakingBack
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly UndoLog _log;
    private readonly Questions _questions;
    private readonly Func<string, Look, CancellationToken, Task<RecoveryResult>> _resolveOther;
    private readonly TimeSpan _lease;

    internal TakingBack(
        InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options, Questions questions, TimeSpan lease, Func<string, Look, CancellationToken, Task<RecoveryResult>> resolveOther)
    {
        _client = client;
        _journal = journal;
        _options = options;
        _log = new UndoLog(client, journal);
        _questions = questions;
        _resolveOther = resolveOther;
        _lease = lease;
    }

    /// <summary>A call that took it back before, by the hospital or by recovery: null where none did.</summary>
    internal async Task<RecoveryResult?> EarlierAsync(Look look, RecordTree? found, CancellationToken cancellationToken)
    {
        foreach (var undo in _log.MayBeMade(look.Lost.Operation!))
        {
            if (await _log.InputAsync(undo, look.Lost, look.Facts.Further(found), cancellationToken).ConfigureAwait(false) is not { } rows)
            {
                continue;
            }

            foreach (var made in await _log.MadeAsync(undo, look.Lost, rows, cancellationToken).ConfigureAwait(false))
            {
                var entry = made;
                if (entry.State == JournalState.Refused)
                {
                    continue;
                }

                if (entry.IsOpen)
                {
                    // Never a second one: what became of the first decides.
                    var other = await _resolveOther(entry.MessageId, look, cancellationToken).ConfigureAwait(false);
                    if (other.Outcome == RecoveryOutcome.NothingHappened)
                    {
                        continue;
                    }

                    if (other.Outcome != RecoveryOutcome.Adopted)
                    {
                        var text = "its reversal " + undo.Code + " " + entry.MessageId + " is in doubt itself: " + other.Why;
                        return other.AskAgainAt is { } again
                            ? await look.WaitAsync(text, false, null, cancellationToken, again).ConfigureAwait(false)
                            : await look.PersonAsync(text, other.Next, null, other.Known, cancellationToken).ConfigureAwait(false);
                    }

                    entry = await _journal.FindAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) ?? entry;
                }

                return await ReversedAsync(look, undo, entry, found, null, "taken back by " + undo.Code + " " + entry.MessageId, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Takes it back now.</summary>
    /// <param name="look">The look at the record.</param>
    /// <param name="found">What the center showed of it; null in doubt.</param>
    /// <param name="details">Details of a settlement, to be kept with the record; null where there are none.</param>
    /// <param name="verdict">What was seen.</param>
    /// <param name="inDoubt">True where nothing shows that the center has it: only calls that do no harm then.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<RecoveryResult> RunAsync(Look look, RecordTree? found, RecordTree? details, Verdict? verdict, bool inDoubt, CancellationToken cancellationToken)
    {
        if (!look.Lost.Operation!.MovesMoney && await StandingLaterStepAsync(look, cancellationToken).ConfigureAwait(false) is { } later)
        {
            return await look.PersonAsync(Text(verdict) + "a later step of the visit stands: " + later.Code + " " + later.MessageId, "take back the later steps first, the last one first", verdict, Known(found), cancellationToken).ConfigureAwait(false);
        }

        foreach (var undo in _log.MayBeMade(look.Lost.Operation!).Where(u => !inDoubt || u.IsForDoubt))
        {
            if (await _log.InputAsync(undo, look.Lost, look.Facts.Further(found), cancellationToken).ConfigureAwait(false) is { } rows)
            {
                if (look.IsByProgram && (await _log.MadeAsync(undo, look.Lost, rows, cancellationToken).ConfigureAwait(false)).Exists(e => e.State == JournalState.Refused))
                {
                    // A refusal is no reason to knock again every hour; a person may.
                    return await look.PersonAsync(Text(verdict) + undo.Code + " was refused before", "read the center's reason in its portal, or compare the day's settlements", verdict, Known(found), cancellationToken).ConfigureAwait(false);
                }

                return await SendAsync(look, undo, rows, found, details, verdict, inDoubt, cancellationToken).ConfigureAwait(false);
            }
        }

        var named = string.Join(" or ", look.Lost.Operation!.UndoneBy.Select(u => u.Code).Distinct());
        return await look.PersonAsync(
            Text(verdict) + (named.Length == 0 ? "no call takes it back" : "what " + named + " needs is not known"),
            named.Length == 0 ? "ask the center to take it back" : "take it back with " + named + " by hand, or ask the center", verdict, Known(found), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecoveryResult> SendAsync(
        Look look, UndoingTransaction undo, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, RecordTree? found, RecordTree? details, Verdict? verdict, bool inDoubt, CancellationToken cancellationToken)
    {
        // The lease is made long enough for the call; whoever lost it meanwhile makes none.
        if (!await _journal.TryLeaseAsync(look.Lost.Entry.MessageId, look.Owner, _lease, cancellationToken).ConfigureAwait(false))
        {
            return look.Told(Busy(look.Lost.Entry, "another program works on it"));
        }

        var operation = _log.Find(undo)!;
        var number = _client.Inside.NumberOf(operation);
        var call = new CallOptions { InsuredArea = look.Lost.Entry.InsuredArea.Length > 0 ? look.Lost.Entry.InsuredArea : null, MessageId = _client.Inside.NextMessageId() };
        try
        {
            await _client.InvokeAsync(number, InputComposer.Write(_client.Inside, operation, rows), call, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            return await RefusedAsync(look, undo, e, call.MessageId!, found, details, verdict, inDoubt, cancellationToken).ConfigureAwait(false);
        }
        catch (NotProcessedException)
        {
            return await look.WaitAsync(Text(verdict) + undo.Code + " did not reach the center", false, verdict, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OutcomeUnknownException || (e is CallCanceledException { MayBeBooked: true } && !cancellationToken.IsCancellationRequested))
        {
            return await look.WaitAsync(Text(verdict) + "the answer to " + undo.Code + " " + call.MessageId + " is lost as well; it is not sent again before the center was asked", false, verdict, cancellationToken).ConfigureAwait(false);
        }
        catch (InsuranceException e)
        {
            return await look.PersonAsync(Text(verdict) + undo.Code + " cannot be sent: " + e.Message, "take it back with " + undo.Code + " by hand", verdict, Known(found), cancellationToken).ConfigureAwait(false);
        }

        var entry = await _journal.FindAsync(call.MessageId!, cancellationToken).ConfigureAwait(false);
        return await ReversedAsync(look, undo, entry, found, details, Text(verdict) + "taken back by " + undo.Code + " " + call.MessageId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The undoing call was accepted. Of 2601 the standard says that only a comparison proves its effect.</summary>
    private async Task<RecoveryResult> ReversedAsync(Look look, UndoingTransaction undo, JournalEntry? made, RecordTree? found, RecordTree? details, string why, CancellationToken cancellationToken)
    {
        if (undo.Code == Operations.ReverseTransaction.Code && made is not null && await _questions.ProofOfReversalAsync(made, cancellationToken).ConfigureAwait(false) is { } proof)
        {
            if (proof.View == View.NotDone)
            {
                var text = why + ", yet " + proof.Code + " " + proof.Text;
                return look.Now < (made.ConcludedAt ?? made.IntendedAt) + _options.SettlingTime
                    ? await look.WaitAsync(text, false, null, cancellationToken).ConfigureAwait(false)
                    : await look.PersonAsync(text, "compare the day's settlements (3201, 3202) and ask the center; do not settle the bill anew before", null, Known(found), cancellationToken).ConfigureAwait(false);
            }

            why += proof.View is View.DoneByAbsence ? "; " + proof.Code + " " + proof.Text : "; the next reconciliation has to prove it (" + proof.Code + " " + proof.Text + ")";
        }

        if (made is { State: JournalState.Accepted })
        {
            // What the hospital never posted needs no posting of its reversal either.
            await _journal.ConfirmAsync(made.MessageId, cancellationToken).ConfigureAwait(false);
        }

        var output = details is null ? null : AnswerRebuilt.Write(_client.Inside, look.Lost.Operation!, details);
        return await look.CloseAsync(RecoveryOutcome.Reversed, why, look.Lost.Operation!.MovesMoney ? "the bill is open again: settle it anew when it is right" : "", null, Known(found), output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A refused undo may mean that it is undone already: the center is asked, and where it cannot be, its words count.</summary>
    private async Task<RecoveryResult> RefusedAsync(
        Look look, UndoingTransaction undo, RefusedException refusal, string messageId, RecordTree? found, RecordTree? details, Verdict? verdict, bool inDoubt, CancellationToken cancellationToken)
    {
        var words = _options.AlreadyUndoneTexts.Any(t => t.Length > 0 && refusal.CenterText.IndexOf(t, StringComparison.OrdinalIgnoreCase) >= 0);
        var proof = await _questions.OfRefusedUndoAsync(messageId, cancellationToken).ConfigureAwait(false);
        var why = Text(verdict) + undo.Code + " was refused (code " + RefusedException.CodeForText(refusal.CenterCode) + ")";
        var shown = proof?.Judgement is Judgement.Done or Judgement.DoneIfItStays;
        if (shown && (words || !inDoubt))
        {
            return await ReversedAsync(look, undo, null, found, details, why + " because it is undone already: " + proof!.Text, cancellationToken).ConfigureAwait(false);
        }

        if (words && proof?.Judgement is null or Judgement.Open && (proof is null || proof.Evidence.All(e => e.View == View.NotAsked)))
        {
            return await ReversedAsync(look, undo, null, found, details, why + " with words that say that it is undone already; no query can prove it", cancellationToken).ConfigureAwait(false);
        }

        if (proof?.Judgement == Judgement.Away)
        {
            return await look.WaitAsync(why + "; whether it is undone already could not be asked", false, verdict, cancellationToken).ConfigureAwait(false);
        }

        return await look.PersonAsync(
            why + (inDoubt ? "; it may never have had the call" : ""), "read the center's reason in its portal, or compare the day's settlements; nothing was sent again", verdict, Known(found), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A command of the same visit that came later and stands: taking the earlier one back would pull the ground from under it.</summary>
    private async Task<JournalEntry?> StandingLaterStepAsync(Look look, CancellationToken cancellationToken)
    {
        var lost = look.Lost;
        if ((lost.Request.Deep("mdtrt_id") ?? lost.Output.Deep("mdtrt_id")) is not { } visit)
        {
            return null;
        }

        return (await _journal.FindByKeyAsync("mdtrt_id", visit, cancellationToken).ConfigureAwait(false)).FirstOrDefault(e =>
            lost.IsBefore(e) && LostCall.OperationOf(e) is { Kind: OperationKind.Command or OperationKind.Upload }
            && (e.IsOpen || e.State is JournalState.Accepted or JournalState.Confirmed));
    }

    internal static RecoveryResult Busy(JournalEntry entry, string why) => new()
    {
        MessageId = entry.MessageId,
        Code = entry.Code,
        Outcome = RecoveryOutcome.NeedsPerson,
        Why = why,
        Next = entry.LeasedUntil is { } until ? "ask again after " + ((ChinaTime)until).ToString() : "ask again in a moment",
        AskAgainAt = entry.LeasedUntil,
    };

    internal static IReadOnlyList<KeyValuePair<string, string>> Known(RecordTree? found)
        => found is null
            ? Array.Empty<KeyValuePair<string, string>>()
            : BusinessKeys.Everywhere.Where(k => found.Deep(k) is not null).Select(k => new KeyValuePair<string, string>(k, found.Deep(k)!)).ToList();

    private static string Text(Verdict? verdict) => verdict?.Text is { Length: > 0 } text ? text + "; " : "";
}
