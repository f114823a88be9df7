using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits;

/// <summary>Reads and writes visits; what a crash or a lost answer left behind is taken in from the journal whenever a visit is read.</summary>
internal sealed class VisitBook
{
    private const int Tries = 8;

    private readonly ClientInside _client;

    internal VisitBook(ClientInside client, IVisitStore store, IRecoveryJournal journal, VisitDeskOptions options)
    {
        _client = client;
        Store = store;
        Journal = journal;
        Options = options;
    }

    internal IVisitStore Store { get; }

    internal IRecoveryJournal Journal { get; }

    internal VisitDeskOptions Options { get; }

    internal DateTimeOffset Now => _client.Time.GetUtcNow();

    internal async Task<LoadedVisit?> FindAsync(string id, CancellationToken cancellationToken)
    {
        for (var left = Tries; left > 0; left--)
        {
            if (await Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } record)
            {
                return null;
            }

            if (await TakeInAsync(record, cancellationToken).ConfigureAwait(false) is { } visit)
            {
                return visit;
            }
        }

        throw new InvalidOperationException("The visit " + id + " changed " + Tries + " times while it was read");
    }

    internal async Task<LoadedVisit> LoadAsync(string id, CancellationToken cancellationToken)
        => await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The store has no visit " + id + " (any more)");

    /// <summary>The newest visit of a number, as it is stored.</summary>
    internal async Task<VisitRecord?> NewestAsync(VisitKind kind, string number, CancellationToken cancellationToken)
    {
        var found = await Store.FindByNumberAsync(kind, number.Trim(), cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Writes a visit over the version that was read; null where another counter was faster.</summary>
    internal async Task<LoadedVisit?> SaveAsync(VisitRecord before, VisitDocument visit, IReadOnlyList<VisitLineChange> lines, CancellationToken cancellationToken)
    {
        var record = RecordOf(before, visit, Now);
        return await Store.SaveAsync(record, before.Version, lines, cancellationToken).ConfigureAwait(false) ? new LoadedVisit(record, visit, null) : null;
    }

    internal static VisitRecord RecordOf(VisitRecord before, VisitDocument visit, DateTimeOffset now) => before with
    {
        HoldsNumber = visit.Kind == VisitKind.Outpatient || visit.Stage != VisitStage.Cancelled,
        CenterVisitId = visit.CenterVisitId,
        State = visit.State,
        PendingMessageId = visit.Pending?.MessageId ?? "",
        PendingSince = visit.Pending?.At,
        Version = before.Version + 1,
        ChangedAt = now,
        Document = VisitDocumentJson.Write(visit),
    };

    /// <summary>Confirms steps that only this store books; what cannot be confirmed now is tried again at the next step.</summary>
    internal async Task<VisitDocument> ConfirmAsync(VisitDocument visit, CancellationToken cancellationToken)
    {
        if (visit.ToConfirm.Count == 0)
        {
            return visit;
        }

        try
        {
            foreach (var messageId in visit.ToConfirm)
            {
                await Journal.ConfirmAsync(messageId, cancellationToken).ConfigureAwait(false);
            }

            return visit with { ToConfirm = Array.Empty<string>() };
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            return visit;
        }
    }

    /// <summary>Marks a step as one that the store itself books: money is posted and confirmed by the HIS.</summary>
    internal static VisitDocument ToConfirm(VisitDocument visit, PendingStep step)
        => VisitSteps.OperationOf(step.OperationKey).MovesMoney ? visit : visit with { ToConfirm = visit.ToConfirm.Concat(new[] { step.MessageId }).ToList() };

    /// <summary>The visit with its lost step taken in; null where the record changed meanwhile and has to be read again.</summary>
    private async Task<LoadedVisit?> TakeInAsync(VisitRecord record, CancellationToken cancellationToken)
    {
        var visit = VisitDocumentJson.Read(record.Document);
        if (visit.Pending is not { } pending)
        {
            var seen = await TakeReversalsInAsync(visit, cancellationToken).ConfigureAwait(false);
            return ReferenceEquals(seen, visit) ? new LoadedVisit(record, await ConfirmAsync(visit, cancellationToken).ConfigureAwait(false), null) : await SaveAsync(record, seen, Array.Empty<VisitLineChange>(), cancellationToken).ConfigureAwait(false);
        }

        var entry = await Journal.FindAsync(pending.MessageId, cancellationToken).ConfigureAwait(false);
        if (entry is null)
        {
            return await WithoutRecordAsync(record, visit, pending, cancellationToken).ConfigureAwait(false);
        }

        switch (entry.State)
        {
            case JournalState.Accepted or JournalState.Confirmed:
                return await BookedAsync(record, visit, pending, entry, cancellationToken).ConfigureAwait(false);
            case JournalState.Refused or JournalState.NotProcessed or JournalState.Reversed:
                var (back, lines) = StepEffects.Back(visit, pending, Now, Options.Program, "not booked: " + entry.State);
                return await SaveAsync(record, back, lines, cancellationToken).ConfigureAwait(false);
            case JournalState.Abandoned:
                return Doubtful(record, visit, pending, entry.State, "nobody looks for it any more", needsPerson: true);
            default:
                var isWaiting = entry.State != JournalState.Unknown && Now - entry.IntendedAt <= pending.Limit;
                return Doubtful(record, visit, pending, entry.State, entry.State == JournalState.Unknown ? "no usable answer came" : "the program that sent it ended before an answer", isOnTheWay: isWaiting);
        }
    }

    private async Task<LoadedVisit?> BookedAsync(VisitRecord record, VisitDocument visit, PendingStep pending, JournalEntry entry, CancellationToken cancellationToken)
    {
        var values = await ReadOutputAsync(pending.MessageId, pending.OperationKey, cancellationToken).ConfigureAwait(false);
        TakeKeys(values, visit, pending, entry);
        if (StepEffects.Missing(pending, values) is { } missing)
        {
            return Doubtful(record, visit, pending, entry.State, "the center has it, but its " + missing + " is not known", needsPerson: true);
        }

        var (done, lines) = StepEffects.Done(visit, pending, values, entry.ConcludedAt ?? Now, VisitEvent.Done + ", taken in from the journal" + (entry.Resolution is null ? "" : ": " + entry.Resolution));
        return await SaveAsync(record, await ConfirmAsync(ToConfirm(done, pending), cancellationToken).ConfigureAwait(false), lines, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer that the journal keeps; empty where it has none.</summary>
    internal async Task<AnswerValues> ReadOutputAsync(string messageId, string operationKey, CancellationToken cancellationToken)
    {
        var message = await Journal.ReadMessageAsync(messageId, cancellationToken).ConfigureAwait(false);
        if (message is not { Output: { Length: > 0 } output })
        {
            return AnswerValues.Empty();
        }

        var operation = VisitSteps.OperationOf(operationKey);
        return AnswerValues.Of(_client.PlanOf(operation), _client.ReadOutput(operation, output));
    }

    /// <summary>What recovery found without an answer stands in the keys. A journal that protects them shows 64 characters, which are no id.</summary>
    private static void TakeKeys(AnswerValues values, VisitDocument visit, PendingStep pending, JournalEntry entry)
    {
        foreach (var key in entry.Keys)
        {
            if (key.Key is "mdtrt_id" or "setl_id" && key.Value.Length <= 30 && visit.Settlements.All(s => s.SettlementId != key.Value || s.MessageId != pending.SettlementMessageId))
            {
                values.With(key.Key, key.Value);
            }
        }
    }

    /// <summary>Nothing is in the journal: the message never left, as long as the record cannot have been cleared away, and nobody can still send it.</summary>
    private async Task<LoadedVisit?> WithoutRecordAsync(VisitRecord record, VisitDocument visit, PendingStep pending, CancellationToken cancellationToken)
    {
        var age = Now - pending.At;
        if (age > Options.JournalKeepsFor)
        {
            return Doubtful(record, visit, pending, null, "the journal has no record of it (any more)", needsPerson: true);
        }

        if (age < Options.HandOverAfter)
        {
            return Doubtful(record, visit, pending, null, "", isOnTheWay: true);
        }

        if (await IsOtherJournalAsync(visit, cancellationToken).ConfigureAwait(false))
        {
            return Doubtful(record, visit, pending, null, "earlier steps of the visit stand in another journal than this program's: programs that share visits must share the journal", needsPerson: true);
        }

        if (!await FenceAsync(visit, pending, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var (back, lines) = StepEffects.Back(visit, pending, Now, Options.Program, "not booked: it never left");
        return await SaveAsync(record, back, lines, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A program with a journal of its own would take every message of the others for one that never left.</summary>
    private async Task<bool> IsOtherJournalAsync(VisitDocument visit, CancellationToken cancellationToken)
    {
        foreach (var step in visit.History.Where(h => h.IsBooked && Now - h.At < Options.JournalKeepsFor))
        {
            if (await Journal.FindAsync(step.MessageId, cancellationToken).ConfigureAwait(false) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Intends the message id and closes it: should the counter that noted it only sleep, its own intent fails, and nothing is sent.</summary>
    private async Task<bool> FenceAsync(VisitDocument visit, PendingStep pending, CancellationToken cancellationToken)
    {
        var intent = new JournalIntent(
            pending.MessageId, pending.Code, pending.OperationKey, _client.InstitutionCode, visit.InsuredArea, pending.OperatorCode, Now, "", Array.Empty<KeyValuePair<string, string>>(), "{}"u8.ToArray());
        try
        {
            await Journal.IntendAsync(intent, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            if (await Journal.FindAsync(pending.MessageId, cancellationToken).ConfigureAwait(false) is null)
            {
                throw;
            }

            // The counter was faster: its record says how it stands.
            return false;
        }

        await Journal.ConcludeAsync(new JournalOutcome(
            pending.MessageId, JournalState.NotProcessed, Now, null, null, "closed before it was sent: the visit went on without it", Array.Empty<KeyValuePair<string, string>>(), default)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Settlements and refunds that recovery or reconciliation took back without the visit. The same object where nothing was.</summary>
    private async Task<VisitDocument> TakeReversalsInAsync(VisitDocument visit, CancellationToken cancellationToken)
    {
        foreach (var settlement in visit.Settlements)
        {
            if (settlement.Fate == SettlementFate.Reversed)
            {
                // Its refund may come into the journal behind it: the day's comparison takes in what the center refunded by itself.
                visit = await RefundOfAsync(settlement, cancellationToken).ConfigureAwait(false) is { } late ? StepEffects.RefundTakenIn(visit, settlement, late, Now) : visit;
                continue;
            }

            var messageId = settlement.IsLive ? settlement.MessageId : settlement.RefundMessageId;
            if (await Journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is { State: JournalState.Reversed })
            {
                visit = !settlement.IsLive ? StepEffects.RefundReversed(visit, settlement, Now)
                    : await RefundOfAsync(settlement, cancellationToken).ConfigureAwait(false) is { } refund ? StepEffects.RefundedElsewhere(visit, settlement, refund, Now)
                    : StepEffects.Reversed(visit, settlement, Now);
            }
        }

        return visit;
    }

    /// <summary>msgid of the refund that took a settlement back: the center then has both, and so have the hospital's books. Null where the settlement itself is gone.</summary>
    private async Task<string?> RefundOfAsync(VisitSettlement settlement, CancellationToken cancellationToken)
        => (await Journal.FindByKeyAsync("setl_id", settlement.SettlementId, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(e => Reconciliation.JournalBooks.Refunds(e) && e.InstitutionCode == _client.InstitutionCode && e.State is JournalState.Accepted or JournalState.Confirmed)?.MessageId;

    private static LoadedVisit Doubtful(VisitRecord record, VisitDocument visit, PendingStep pending, JournalState? state, string reason, bool isOnTheWay = false, bool needsPerson = false)
        => new(record, visit, new VisitDoubt(pending, visit.PersonNumber) { Journal = state, Reason = reason, IsOnTheWay = isOnTheWay, NeedsPerson = needsPerson });
}
