using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Does remedies: each one a journaled call or a finding in the journal, with the name of who decided.</summary>
internal sealed class RemedyDesk
{
    /// <summary>One remedy at a time on one journal of this program: two cashiers may press the same button. Programs are kept apart by the record's lease.</summary>
    private static readonly ConditionalWeakTable<IRecoveryJournal, SemaphoreSlim> Gates = new();

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly JournalBooks _own;
    private readonly ISettlementBooks _books;
    private readonly IDetailComparer _comparer;
    private readonly string _owner = "reconcile-" + Guid.NewGuid().ToString("N").Substring(0, 12);

    internal RemedyDesk(InsuranceClient client, IRecoveryJournal journal, JournalBooks own, ISettlementBooks books, IDetailComparer comparer)
    {
        _client = client;
        _journal = journal;
        _own = own;
        _books = books;
        _comparer = comparer;
    }

    internal async Task<RemedyResult> ApplyAsync(Difference difference, string who, Remedy remedy, string? originalCode, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(who))
        {
            throw new ArgumentException("Who decided is part of the record", nameof(who));
        }

        if (!difference.Allows(remedy))
        {
            return Not(remedy, remedy == Remedy.None ? "nothing that a program may do mends it: " + difference.Why : "it is no remedy of a difference of the kind " + difference.Kind);
        }

        var gate = Gates.GetValue(_journal, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = difference.MessageId.Length > 0 ? await _journal.FindAsync(difference.MessageId, cancellationToken).ConfigureAwait(false) : null;
            if (entry is not null)
            {
                await _journal.NoteEventAsync(entry.MessageId, who, "reconciliation: " + remedy + " of " + difference.Kind, cancellationToken).ConfigureAwait(false);
            }

            return remedy switch
            {
                Remedy.Reverse => await ReverseAsync(difference, entry, who, originalCode, cancellationToken).ConfigureAwait(false),
                Remedy.Adopt => await AdoptAsync(difference, entry, who, originalCode, cancellationToken).ConfigureAwait(false),
                Remedy.MarkReversed => await MarkReversedAsync(difference, entry, who, cancellationToken).ConfigureAwait(false),
                Remedy.TakeRefundIn => await TakeRefundInAsync(difference, entry, who, cancellationToken).ConfigureAwait(false),
                Remedy.TakeAmounts => await TakeAmountsAsync(difference, entry, who, cancellationToken).ConfigureAwait(false),
                _ => await RecoverAsync(difference, entry, who, cancellationToken).ConfigureAwait(false),
            };
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<RemedyResult> ReverseAsync(Difference difference, JournalEntry? entry, string who, string? originalCode, CancellationToken cancellationToken)
    {
        if ((entry?.Code ?? (difference.Code.Length > 0 ? difference.Code : originalCode)) is not { Length: > 0 } code)
        {
            return Not(Remedy.Reverse, "the journal does not have the message: say by which transaction it was sent (oinfno)");
        }

        if (difference.PersonNumber.Length == 0)
        {
            return Not(Remedy.Reverse, "2601 needs psn_no, and neither the center's row nor the journal has it");
        }

        if (entry is { State: JournalState.Accepted or JournalState.Confirmed })
        {
            return Not(Remedy.Reverse, "the journal says " + entry.State + " meanwhile; compare the day again");
        }

        foreach (var earlier in await _journal.FindByKeyAsync("omsgid", difference.MessageId, cancellationToken).ConfigureAwait(false))
        {
            if (earlier.IsOpen)
            {
                return Of(Remedy.Reverse, RemedyOutcome.Waiting, "2601 " + earlier.MessageId + " is in doubt itself; it is not sent again before that is found out") with { MessageId = earlier.MessageId, Next = "find out what became of it (recovery)" };
            }

            // A comparison that was made later and still shows the row is the proof that the earlier one had no effect.
            if (earlier.State is JournalState.Accepted or JournalState.Confirmed && (earlier.ConcludedAt ?? earlier.IntendedAt) >= difference.SeenAt)
            {
                return Of(Remedy.Reverse, RemedyOutcome.AlreadyDone, "2601 " + earlier.MessageId + " was accepted after this comparison; compare the day again") with { MessageId = earlier.MessageId };
            }
        }

        var isLeased = entry is { IsOpen: true };
        if (isLeased && !await _journal.TryLeaseAsync(difference.MessageId, _owner, _client.Inside.Timeout + _client.Inside.Timeout + TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false))
        {
            return Of(Remedy.Reverse, RemedyOutcome.Waiting, "another program works on the record, or the call may still be waiting for its answer");
        }

        try
        {
            return await SendReversalAsync(difference, entry, code, who, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isLeased)
            {
                await _journal.ReleaseAsync(difference.MessageId, _owner, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<RemedyResult> SendReversalAsync(Difference difference, JournalEntry? entry, string code, string who, CancellationToken cancellationToken)
    {
        var operation = Operations.ReverseTransaction;
        var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["psn_no"] = difference.PersonNumber, ["omsgid"] = difference.MessageId, ["oinfno"] = code };
        var id = _client.Inside.NextMessageId();
        var call = new CallOptions { MessageId = id, InsuredArea = await AreaAsync(difference, entry, cancellationToken).ConfigureAwait(false) };
        RemedyResult result;
        try
        {
            await _client.InvokeAsync(_client.Inside.NumberOf(operation), InputComposer.Write(_client.Inside, operation, new[] { input }), call, cancellationToken: cancellationToken).ConfigureAwait(false);
            result = Of(Remedy.Reverse, RemedyOutcome.Done, "2601 was accepted; the next comparison proves its effect");
        }
        catch (RefusedException e)
        {
            result = Of(Remedy.Reverse, RemedyOutcome.Refused, "2601 was refused (code " + RefusedException.CodeForText(e.CenterCode) + ")") with { Next = "read the center's reason in its portal" };
        }
        catch (NotProcessedException)
        {
            result = Of(Remedy.Reverse, RemedyOutcome.NotProcessed, "2601 did not reach the center");
        }
        catch (Exception e) when (e is OutcomeUnknownException || (e is CallCanceledException { MayBeBooked: true } && !cancellationToken.IsCancellationRequested))
        {
            result = Of(Remedy.Reverse, RemedyOutcome.Waiting, "the answer to 2601 is lost; it is not sent again before that is found out") with { Next = "find out what became of it (recovery)" };
        }
        catch (InsuranceException e)
        {
            return Not(Remedy.Reverse, "2601 cannot be sent: " + e.Message);
        }

        await _journal.NoteEventAsync(id, who, "reconciliation: reversal of " + difference.MessageId + ", " + difference.Kind, CancellationToken.None).ConfigureAwait(false);
        if (result.Outcome == RemedyOutcome.Done)
        {
            await _journal.ConfirmAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (entry is not null && entry.State != JournalState.Reversed)
            {
                await _journal.ResolveAsync(new JournalResolution(entry.MessageId, JournalState.Reversed, "reversed", who, "taken back by 2601 " + id + " after the day's comparison"), CancellationToken.None).ConfigureAwait(false);
            }
        }

        return result with { MessageId = id };
    }

    /// <summary>Insured area of the bill: of its own record, else of the newest record of the visit or the person.</summary>
    private async Task<string?> AreaAsync(Difference difference, JournalEntry? entry, CancellationToken cancellationToken)
    {
        if (entry?.InsuredArea is { Length: > 0 } own)
        {
            return own;
        }

        foreach (var (name, value) in new[] { ("mdtrt_id", difference.VisitId), ("psn_no", difference.PersonNumber) })
        {
            if (value.Length > 0 && (await _journal.FindByKeyAsync(name, value, cancellationToken).ConfigureAwait(false)).LastOrDefault(e => e.InsuredArea.Length > 0) is { } near)
            {
                return near.InsuredArea;
            }
        }

        return null;
    }

    private async Task<RemedyResult> AdoptAsync(Difference difference, JournalEntry? entry, string who, string? originalCode, CancellationToken cancellationToken)
    {
        if (entry is null)
        {
            return await AdoptUnknownAsync(difference, who, originalCode, cancellationToken).ConfigureAwait(false);
        }

        if (await _own.OfAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) is { } complete)
        {
            return Of(Remedy.Adopt, RemedyOutcome.Done, "the journal has it whole") with { Next = "post it in the hospital's books and confirm it", Record = complete };
        }

        return await FromCenterAsync(Remedy.Adopt, difference, entry, entry.State == JournalState.Confirmed ? JournalState.Confirmed : JournalState.Accepted, "adopted", who, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A settlement that was never the hospital's message, such as one from a public account: it becomes a record of the journal under the center's message id.</summary>
    private async Task<RemedyResult> AdoptUnknownAsync(Difference difference, string who, string? originalCode, CancellationToken cancellationToken)
    {
        if (originalCode is not { Length: > 0 } || _client.Inside.Codec.Find(originalCode) is not { } operation || !JournalBooks.IsSettlement(operation) || difference.MessageId.Length == 0)
        {
            return Not(Remedy.Adopt, "the journal does not have the message: say as which transaction it is to be taken over, such as 2207");
        }

        var area = await AreaAsync(difference, null, cancellationToken).ConfigureAwait(false);
        var (view, info, problem) = await CenterSettlement.ReadAsync(_client, difference.SettlementId, difference.VisitId, difference.PersonNumber, area, cancellationToken).ConfigureAwait(false);
        if (info is null || view == CenterView.Refunded)
        {
            return Of(Remedy.Adopt, view == CenterView.NotKnown ? RemedyOutcome.NotProcessed : RemedyOutcome.NotPossible, view == CenterView.Refunded ? "5203 shows it refunded" : problem);
        }

        var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["psn_no"] = difference.PersonNumber, ["mdtrt_id"] = info.Deep("mdtrt_id") ?? difference.VisitId };
        await KeepAsync(difference, difference.MessageId, operation, input, AnswerRebuilt.Write(_client.Inside, operation, info), area ?? "", cancellationToken).ConfigureAwait(false);
        await _journal.NoteEventAsync(difference.MessageId, who, "reconciliation: settlement of the center taken over", cancellationToken).ConfigureAwait(false);
        var record = await _own.OfAsync(difference.MessageId, cancellationToken).ConfigureAwait(false);
        return Of(Remedy.Adopt, RemedyOutcome.Done, record is null ? "taken from 5203, which does not give all that the books need" : "taken from 5203") with { Next = "post it in the hospital's books and confirm it", Record = record };
    }

    private Task<RemedyResult> TakeAmountsAsync(Difference difference, JournalEntry? entry, string who, CancellationToken cancellationToken)
        => entry is not { State: JournalState.Accepted or JournalState.Confirmed }
            ? Task.FromResult(Not(Remedy.TakeAmounts, "the journal has no accepted record of it; correct the hospital's books by hand"))
            : FromCenterAsync(Remedy.TakeAmounts, difference, entry, entry.State, "corrected", who, cancellationToken);

    private async Task<RemedyResult> FromCenterAsync(Remedy remedy, Difference difference, JournalEntry entry, JournalState state, string word, string who, CancellationToken cancellationToken)
    {
        var (view, info, problem) = await CenterSettlement.ReadAsync(_client, difference.SettlementId, difference.VisitId, difference.PersonNumber, entry.InsuredArea, cancellationToken).ConfigureAwait(false);
        if (info is null || (view == CenterView.Refunded && !difference.IsRefund))
        {
            return Of(remedy, view == CenterView.NotKnown ? RemedyOutcome.NotProcessed : RemedyOutcome.NotPossible, view == CenterView.Refunded ? "5203 shows it refunded" : problem);
        }

        var output = AnswerRebuilt.Write(_client.Inside, LostCall.OperationOf(entry)!, info);
        var keys = BusinessKeys.Find(LostCall.OperationOf(entry), output);
        if (!await _journal.ResolveAsync(new JournalResolution(entry.MessageId, state, word, who, "taken from 5203 after the day's comparison") { Keys = keys, Output = output }, cancellationToken).ConfigureAwait(false))
        {
            return Of(remedy, RemedyOutcome.AlreadyDone, "the record is closed as " + entry.State + ", or was settled meanwhile");
        }

        var record = await _own.OfAsync(entry.MessageId, cancellationToken).ConfigureAwait(false);
        return Of(remedy, RemedyOutcome.Done, record is null ? "taken from 5203, which does not give all that the books need" : "taken from 5203")
            with { Next = remedy == Remedy.Adopt ? "post it in the hospital's books and confirm it" : "correct the posting in the hospital's books", Record = record };
    }

    private async Task<RemedyResult> MarkReversedAsync(Difference difference, JournalEntry? entry, string who, CancellationToken cancellationToken)
    {
        if (entry is not { State: JournalState.Accepted or JournalState.Confirmed })
        {
            return entry is { State: JournalState.Reversed } ? Of(Remedy.MarkReversed, RemedyOutcome.AlreadyDone, "the journal says reversed") : Not(Remedy.MarkReversed, "the journal has no accepted record of it");
        }

        var settlement = difference.IsRefund ? difference.Hospital?.RefundOf ?? difference.SettlementId : difference.SettlementId;
        var (view, _, problem) = await CenterSettlement.ReadAsync(_client, settlement, difference.VisitId, difference.PersonNumber, entry.InsuredArea, cancellationToken).ConfigureAwait(false);
        if (view == CenterView.NotKnown)
        {
            return Of(Remedy.MarkReversed, RemedyOutcome.NotProcessed, problem);
        }

        if (difference.IsRefund ? view == CenterView.Refunded : view == CenterView.Standing)
        {
            return Not(Remedy.MarkReversed, difference.IsRefund ? "5203 shows the settlement refunded" : "5203 shows the settlement standing");
        }

        var why = difference.IsRefund ? "the center does not have this refund any more" : "the center has taken it back: " + (view == CenterView.Refunded ? "5203 shows it refunded" : "neither 3202 nor 5203 shows it");
        return await _journal.ResolveAsync(new JournalResolution(entry.MessageId, JournalState.Reversed, "reversed", who, why), cancellationToken).ConfigureAwait(false)
            ? Of(Remedy.MarkReversed, RemedyOutcome.Done, why) with { Next = difference.IsRefund ? "take the refund out of the hospital's books; the settlement stands again" : "take it out of the hospital's books; the bill is open again" }
            : Of(Remedy.MarkReversed, RemedyOutcome.AlreadyDone, "the record was settled meanwhile");
    }

    /// <summary>The center's refund becomes a record of the journal under its message id, the center's own or that of a refund which the hospital took for failed, so that the books have the pair as the center has it.</summary>
    private async Task<RemedyResult> TakeRefundInAsync(Difference difference, JournalEntry? entry, string who, CancellationToken cancellationToken)
    {
        if (difference.CenterRefund is not { MessageId.Length: > 0 } row || difference.SettlementId.Length == 0)
        {
            return Not(Remedy.TakeRefundIn, "the center names no message of the refund, or the settlement's setl_id is not known");
        }

        if (entry is null || LostCall.OperationOf(entry) is not { } settled || settled.UndoneBy.Select(u => _client.Inside.Codec.Find(u.Code)).FirstOrDefault(o => o is not null && o != Operations.ReverseTransaction) is not { } refund)
        {
            return Not(Remedy.TakeRefundIn, "the journal does not have the settlement; post the refund in the hospital's books by hand");
        }

        if (await _journal.FindAsync(row.MessageId, cancellationToken).ConfigureAwait(false) is { } own)
        {
            var output = RefundOutput(difference, row);
            await _journal.ResolveAsync(
                new JournalResolution(own.MessageId, JournalState.Accepted, "adopted", who, "the center has booked it: it stands in the day's comparison") { Keys = BusinessKeys.Find(refund, output), Output = output },
                cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["setl_id"] = difference.SettlementId, ["mdtrt_id"] = difference.VisitId, ["psn_no"] = difference.PersonNumber };
            await KeepAsync(difference, row.MessageId, refund, input, RefundOutput(difference, row), entry.InsuredArea, cancellationToken).ConfigureAwait(false);
            await _journal.NoteEventAsync(row.MessageId, who, "reconciliation: refund of the center taken in, settlement " + entry.MessageId, cancellationToken).ConfigureAwait(false);
        }

        var isReversed = entry.State != JournalState.Reversed && await _journal.ResolveAsync(
            new JournalResolution(entry.MessageId, JournalState.Reversed, "reversed", who, "the center has refunded it by " + row.MessageId), cancellationToken).ConfigureAwait(false);
        return Of(Remedy.TakeRefundIn, isReversed || entry.State == JournalState.Reversed ? RemedyOutcome.Done : RemedyOutcome.AlreadyDone, "the center's refund " + row.MessageId + " stands in the journal") with
        {
            Next = "post the refund in the hospital's books and confirm it; the bill is open again",
            Record = await _own.OfAsync(row.MessageId, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>A record under the center's message id. The file gives no time: the day is what counts, and the books say that the time is assumed where the output has none.</summary>
    private async Task KeepAsync(Difference difference, string messageId, Operation operation, Dictionary<string, string> input, byte[] output, string area, CancellationToken cancellationToken)
    {
        var request = System.Text.Encoding.UTF8.GetBytes(InputComposer.Write(_client.Inside, operation, new[] { input }));
        var (now, at) = (_client.Inside.Time.GetUtcNow(), new DateTimeOffset(difference.Day.Value.Date.AddDays(1), ChinaTime.Offset).AddSeconds(-1));
        at = at < now ? at : now;
        await _journal.IntendAsync(
            new JournalIntent(messageId, _client.Inside.NumberOf(operation), operation.Key, _client.Inside.InstitutionCode, area, "", at, "", BusinessKeys.Find(operation, request), request), cancellationToken).ConfigureAwait(false);
        await _journal.ConcludeAsync(new JournalOutcome(messageId, JournalState.Accepted, at, null, null, "booked by the center itself", BusinessKeys.Find(operation, output), output)).ConfigureAwait(false);
    }

    private static byte[] RefundOutput(Difference difference, DetailRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteStartObject("setlinfo");
            json.WriteString("mdtrt_id", difference.VisitId);
            if (row.SettlementId.Length > 0)
            {
                json.WriteString("setl_id", row.SettlementId);
            }

            foreach (var (code, amount) in new[] { ("medfee_sumamt", row.TotalAmount), ("fund_pay_sumamt", row.FundAmount), ("acct_pay", row.AccountAmount) })
            {
                if (amount is { } value)
                {
                    json.WriteNumber(code, value);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async Task<RemedyResult> RecoverAsync(Difference difference, JournalEntry? entry, string who, CancellationToken cancellationToken)
    {
        if (entry is null)
        {
            return Not(Remedy.Recover, "the journal does not have the message");
        }

        var desk = new RecoveryDesk(_client, new RecoveryOptions { Owner = _owner, Comparer = _comparer, Books = _books });
        var result = await desk.ResolveAsync(entry.MessageId, RecoveryAim.AdoptOrReverse, who, cancellationToken).ConfigureAwait(false);
        return new RemedyResult
        {
            Remedy = Remedy.Recover,
            Outcome = result.IsClosed ? RemedyOutcome.Done : result.AskAgainAt is not null ? RemedyOutcome.Waiting : RemedyOutcome.NotPossible,
            Why = result.Outcome + ": " + result.Why,
            Next = result.Next,
            MessageId = difference.MessageId,
            Record = result.Outcome == RecoveryOutcome.Adopted ? await _own.OfAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private static RemedyResult Of(Remedy remedy, RemedyOutcome outcome, string why) => new() { Remedy = remedy, Outcome = outcome, Why = why };

    private static RemedyResult Not(Remedy remedy, string why) => Of(remedy, RemedyOutcome.NotPossible, why);
}
