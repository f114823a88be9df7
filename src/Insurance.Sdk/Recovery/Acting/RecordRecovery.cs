using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>The way of one record: take it, ask, weigh, take over or take back, write down. A settlement is never sent again.</summary>
internal sealed class RecordRecovery
{
    private const int DeepestReversal = 3;

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly Questions _questions;
    private readonly TakingBack _takingBack;
    private readonly Repeating _repeating;
    private readonly TimeSpan _lease;
    private int _depth;

    internal RecordRecovery(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options, TimeSpan lease)
    {
        _client = client;
        _journal = journal;
        _options = options;
        _lease = lease;
        _questions = new Questions(client, journal, options);
        _takingBack = new TakingBack(client, journal, options, _questions, lease, (id, look, token) => RunAsync(id, RecoveryAim.Adopt, look.Who, look.Owner, token));
        _repeating = new Repeating(client, journal, (id, look, token) => RunAsync(id, RecoveryAim.Adopt, look.Who, look.Owner, token));
    }

    /// <summary>Resolves a record.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="aim">What may be done.</param>
    /// <param name="who">Name for the journal.</param>
    /// <param name="owner">Name of the lease.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The journal has no such record.</exception>
    internal async Task<RecoveryResult> RunAsync(string messageId, RecoveryAim aim, string who, string owner, CancellationToken cancellationToken)
    {
        var entry = await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException("The journal has no record " + messageId, nameof(messageId));
        var isUnposted = entry.State == JournalState.Accepted;
        if (!entry.IsOpen && !(isUnposted && aim == RecoveryAim.Reverse && LostCall.OperationOf(entry) is { Kind: not OperationKind.Reversal }))
        {
            return await ClosedAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        if (!await _journal.TryLeaseAsync(messageId, owner, _lease, cancellationToken).ConfigureAwait(false))
        {
            return TakingBack.Busy(entry, entry.AnswerBy is { } by && entry.LeasedUntil == by ? "the call may still be waiting for its answer" : "another program works on it");
        }

        try
        {
            _depth++;
            // What it was before the lease may be old news.
            entry = await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) ?? entry;
            var lost = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
            var look = new Look(_client, _journal, _options, lost, aim, who, owner);
            return isUnposted
                ? await TakeUnpostedBackAsync(look, cancellationToken).ConfigureAwait(false)
                : await WorkAsync(look, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _depth--;
            await _journal.ReleaseAsync(messageId, owner, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<RecoveryResult> WorkAsync(Look look, CancellationToken cancellationToken)
    {
        var operation = look.Lost.Operation;
        if (operation is null)
        {
            return await look.PersonAsync("the standard does not know the number " + look.Lost.Entry.Code, "ask the center whether it was booked, then close the record", null, [], cancellationToken).ConfigureAwait(false);
        }

        if (_depth > DeepestReversal)
        {
            return await look.PersonAsync("reversals of reversals are all in doubt", "compare the day's settlements", null, [], cancellationToken).ConfigureAwait(false);
        }

        if (await _takingBack.EarlierAsync(look, null, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        var verdict = await _questions.AskAsync(look.Lost, look.Kept, look.SettlesAt <= look.Now ? look.SettlesAt : look.Now, cancellationToken).ConfigureAwait(false);
        return verdict.Judgement switch
        {
            Judgement.Away => await look.WaitAsync(Look.CenterAway + verdict.Text, false, verdict, cancellationToken).ConfigureAwait(false),
            Judgement.Done => await DoneAsync(look, verdict, cancellationToken).ConfigureAwait(false),
            Judgement.DoneIfItStays or Judgement.NotDone when !look.MayBelieveAbsence => await look.WaitAsync(
                "too early to believe: " + verdict.Text, true, verdict, cancellationToken, look.IsSettled ? null : look.SettlesAt).ConfigureAwait(false),
            Judgement.DoneIfItStays => await DoneAsync(look, verdict, cancellationToken).ConfigureAwait(false),
            Judgement.NotDone => await look.CloseAsync(
                RecoveryOutcome.NothingHappened, verdict.Text, "it may be sent again, as a new message", verdict, [], null, cancellationToken).ConfigureAwait(false),
            _ => await OpenAsync(look, verdict, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<RecoveryResult> DoneAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var operation = look.Lost.Operation!;
        if (operation.Kind == OperationKind.Reversal)
        {
            return await AdoptUndoAsync(look, verdict, cancellationToken).ConfigureAwait(false);
        }

        if (Questions.IsSettlement(operation))
        {
            return await SettledAsync(look, verdict, cancellationToken).ConfigureAwait(false);
        }

        if (look.Aim == RecoveryAim.Reverse)
        {
            return await _takingBack.EarlierAsync(look, verdict.Row, cancellationToken).ConfigureAwait(false)
                ?? await _takingBack.RunAsync(look, verdict.Row, null, verdict, false, cancellationToken).ConfigureAwait(false);
        }

        var output = AnswerRebuilt.Write(_client.Inside, operation, verdict.Row);
        var missing = operation.BusinessKey.Count > 0 && output.Length == 0 && _client.Inside.Codec.PlanOf(operation).Output.Fields.Count > 0
            ? "; the query does not give back what its answer held" : "";
        return await look.CloseAsync(RecoveryOutcome.Adopted, verdict.Text + missing, "post it in the hospital's books and confirm it", verdict, TakingBack.Known(verdict.Row), output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The center has the settlement: its details decide whether the hospital can take it over.</summary>
    private async Task<RecoveryResult> SettledAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var (row, known) = (verdict.Row, TakingBack.Known(verdict.Row));
        if (row?.Deep("setl_id") is not { } settlement)
        {
            return look.Aim == RecoveryAim.Adopt
                ? await look.PersonAsync(verdict.Text + ", but not its setl_id: its amounts cannot be read", "take it back by its msgid (aim Reverse, 2601), or look it up in the center's portal", verdict, known, cancellationToken).ConfigureAwait(false)
                : await TakeBackAsync(look, verdict, null, cancellationToken).ConfigureAwait(false);
        }

        var details = await SettlementDetails.ReadAsync(_client, look.Lost, settlement, row.Deep("mdtrt_id"), row.Deep("psn_no"), cancellationToken).ConfigureAwait(false);
        if (details.IsAway)
        {
            return await look.WaitAsync(verdict.Text + "; " + details.Problem, false, verdict, cancellationToken).ConfigureAwait(false);
        }

        if (details.Problem.Length > 0)
        {
            return look.Aim == RecoveryAim.Adopt || details.Info is not null
                ? await look.PersonAsync(verdict.Text + "; " + details.Problem, "look it up in the center's portal; do not settle the bill anew", verdict, known, cancellationToken).ConfigureAwait(false)
                : await TakeBackAsync(look, verdict, null, cancellationToken).ConfigureAwait(false);
        }

        if (details.IsRefunded)
        {
            return await look.CloseAsync(
                RecoveryOutcome.Reversed, verdict.Text + "; 5203 shows it refunded at the center", "the bill is open again: settle it anew when it is right", verdict, known,
                AnswerRebuilt.Write(_client.Inside, look.Lost.Operation!, details.Info), cancellationToken).ConfigureAwait(false);
        }

        return look.Aim == RecoveryAim.Reverse
            ? await TakeBackAsync(look, verdict, details.Info, cancellationToken).ConfigureAwait(false)
            : await look.CloseAsync(
                RecoveryOutcome.Adopted, verdict.Text + "; 5203 gave its amounts", "post the settlement in the hospital's books and confirm it", verdict, known,
                AnswerRebuilt.Write(_client.Inside, look.Lost.Operation!, details.Info), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecoveryResult> TakeBackAsync(Look look, Verdict verdict, RecordTree? details, CancellationToken cancellationToken)
        => await _takingBack.EarlierAsync(look, verdict.Row, cancellationToken).ConfigureAwait(false)
            ?? await _takingBack.RunAsync(look, verdict.Row, details, verdict, false, cancellationToken).ConfigureAwait(false);

    /// <summary>A lost undo that was done: it is taken over, and what it undid is no more.</summary>
    private async Task<RecoveryResult> AdoptUndoAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var undone = await UndoneAsync(look, cancellationToken).ConfigureAwait(false);
        foreach (var entry in undone)
        {
            await _journal.ResolveAsync(new JournalResolution(entry.MessageId, JournalState.Reversed, "reversed", look.Who, "undone by " + look.Lost.Entry.Code + " " + look.Lost.Entry.MessageId), cancellationToken).ConfigureAwait(false);
        }

        var output = AnswerRebuilt.Write(_client.Inside, look.Lost.Operation!, verdict.Row);
        return await look.CloseAsync(
            RecoveryOutcome.Adopted, verdict.Text, look.Lost.Operation!.MovesMoney ? "post the refund in the hospital's books and confirm it" : "", verdict, TakingBack.Known(verdict.Row), output, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<JournalEntry>> UndoneAsync(Look look, CancellationToken cancellationToken)
    {
        var request = look.Lost.Request;
        if (request.Deep("omsgid") is { } original)
        {
            return await _journal.FindAsync(original, cancellationToken).ConfigureAwait(false) is { } entry ? [entry] : [];
        }

        // Undos of single lines or batches leave the rest of a record standing: only whole settlements and visits are marked.
        var key = look.Lost.Operation!.MovesMoney ? "setl_id" : look.Lost.Operation.Code is "2202" or "2404" or "2405" ? "mdtrt_id" : "";
        if (key.Length == 0 || request.Deep(key) is not { } value)
        {
            return [];
        }

        return (await _journal.FindByKeyAsync(key, value, cancellationToken).ConfigureAwait(false)).Where(e =>
            e.MessageId != look.Lost.Entry.MessageId && !look.Lost.IsBefore(e) && e.State is JournalState.Accepted or JournalState.Confirmed
            && LostCall.OperationOf(e) is { } operation && operation.UndoneBy.Any(u => u.Code == look.Lost.Operation.Code)).ToList();
    }

    private async Task<RecoveryResult> OpenAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var operation = look.Lost.Operation!;
        if (operation.Repeat == RepeatRule.Safe)
        {
            return await _repeating.RunAsync(look, verdict, cancellationToken).ConfigureAwait(false);
        }

        if (look.Aim != RecoveryAim.Adopt && operation.UndoneBy.Any(u => u.IsForDoubt))
        {
            return look.IsSettled
                ? await _takingBack.RunAsync(look, null, null, verdict, true, cancellationToken).ConfigureAwait(false)
                : await look.WaitAsync("it is taken back when the call has surely come to its end", false, verdict, cancellationToken, look.SettlesAt).ConfigureAwait(false);
        }

        var undo = string.Join(" or ", operation.UndoneBy.Select(u => u.Code).Distinct());
        var why = operation.NeedsPerson.Length > 0 ? operation.NeedsPerson : "nothing decides it";
        return await look.PersonAsync(
            (verdict.Text.Length > 0 ? verdict.Text + "; " : "") + why,
            undo.Length > 0 ? "look in the center's portal; if it is there and not wanted, " + undo + " takes it back" : "look in the center's portal, then close the record",
            verdict, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Accepted and never posted: with the aim Reverse it is taken back by the numbers that its answer gave.</summary>
    private async Task<RecoveryResult> TakeUnpostedBackAsync(Look look, CancellationToken cancellationToken)
        => await _takingBack.EarlierAsync(look, look.Lost.Output, cancellationToken).ConfigureAwait(false)
            ?? await _takingBack.RunAsync(look, look.Lost.Output, null, null, false, cancellationToken).ConfigureAwait(false);

    private async Task<RecoveryResult> ClosedAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var output = entry.State is JournalState.Accepted or JournalState.Confirmed ? await _journal.ReadMessageAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) : null;
        return new RecoveryResult
        {
            MessageId = entry.MessageId,
            Code = entry.Code,
            Outcome = entry.State switch
            {
                JournalState.Accepted or JournalState.Confirmed => RecoveryOutcome.Adopted,
                JournalState.Reversed => RecoveryOutcome.Reversed,
                JournalState.Abandoned => RecoveryOutcome.NeedsPerson,
                _ => RecoveryOutcome.NothingHappened,
            },
            Why = entry.ResolvedWhy ?? entry.State switch
            {
                JournalState.Accepted => "the center accepted it when it was sent",
                JournalState.Confirmed => "it stands at the center and in the hospital's books",
                JournalState.Refused => "the center refused it when it was sent",
                _ => "the center never saw it",
            },
            Next = entry.State == JournalState.Accepted ? "post it in the hospital's books and confirm it" : "",
            OutputJson = output is { } message ? Encoding.UTF8.GetString(message.Output) : "",
            IsClosed = true,
        };
    }
}
