using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Everything of one bill, the last step first: what undoes comes before what it undoes.</summary>
internal sealed class BillUnlock
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecordRecovery _recovery;
    private readonly SettlementComparison _comparison;

    internal BillUnlock(InsuranceClient client, IRecoveryJournal journal, RecordRecovery recovery, SettlementComparison comparison)
    {
        _client = client;
        _journal = journal;
        _recovery = recovery;
        _comparison = comparison;
    }

    internal async Task<BillUnlocking> RunAsync(string keyName, string keyValue, string who, RecoveryAim aim, string owner, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(who))
        {
            throw new ArgumentException("Who asks to unlock a bill is part of the record", nameof(who));
        }

        if (string.IsNullOrWhiteSpace(keyName) || string.IsNullOrWhiteSpace(keyValue))
        {
            throw new ArgumentException("A bill is named by a key and its value, such as mdtrt_id", nameof(keyName));
        }

        var results = new List<RecoveryResult>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seen in await BillAsync(keyName, keyValue, cancellationToken).ConfigureAwait(false))
        {
            // What was looked at before may have closed it.
            if (await _journal.FindAsync(seen.MessageId, cancellationToken).ConfigureAwait(false) is not { } entry || !done.Add(entry.MessageId))
            {
                continue;
            }

            var concerns = entry.IsOpen || entry.State == JournalState.Accepted;
            if (concerns)
            {
                await _journal.NoteEventAsync(entry.MessageId, who, "unlock asked, aim " + aim, cancellationToken).ConfigureAwait(false);
                results.Add(await ResolveAsync(entry, aim, who, owner, cancellationToken).ConfigureAwait(false));
            }

            if (await GoneAtCenterAsync(entry, who, owner, results, cancellationToken).ConfigureAwait(false) is { } gone)
            {
                results.RemoveAll(r => r.MessageId == gone.MessageId);
                results.Add(gone);
            }
        }

        return new BillUnlocking(results, results.TrueForAll(r => r.IsClosed));
    }

    /// <summary>Only money is taken back with the aim Reverse where it is accepted and not posted: registration and lines are what the bill goes on with.</summary>
    private Task<RecoveryResult> ResolveAsync(JournalEntry entry, RecoveryAim aim, string who, string owner, CancellationToken cancellationToken)
    {
        var keeps = entry.State == JournalState.Accepted && LostCall.OperationOf(entry) is not { MovesMoney: true };
        return _recovery.RunAsync(entry.MessageId, keeps ? RecoveryAim.Adopt : aim, who, owner, cancellationToken);
    }

    /// <summary>A settlement that stands in the journal and that the center has refunded by itself: the bill is stuck because nobody told the hospital.</summary>
    private async Task<RecoveryResult?> GoneAtCenterAsync(JournalEntry entry, string who, string owner, List<RecoveryResult> results, CancellationToken cancellationToken)
    {
        var now = await _journal.FindAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) ?? entry;
        if (now.State is not (JournalState.Accepted or JournalState.Confirmed) || LostCall.OperationOf(now) is not { Kind: not OperationKind.Reversal } operation || !Questions.IsSettlement(operation))
        {
            return null;
        }

        var lost = await LostCall.LoadAsync(_journal, _client.Inside.Codec, now, cancellationToken).ConfigureAwait(false);
        if (lost.Output.Deep("setl_id") is not { } settlement)
        {
            return null;
        }

        var details = await SettlementDetails.ReadAsync(_client, lost, settlement, lost.Output.Deep("mdtrt_id"), lost.Output.Deep("psn_no"), cancellationToken).ConfigureAwait(false);
        var why = "5203 shows it refunded at the center, and no refund of it stands in the journal";
        if (details is { Problem.Length: > 0, IsAway: false } && await _comparison.IsGoneAsync(lost, settlement, cancellationToken).ConfigureAwait(false) == true)
        {
            // Taken out of the center's books without a refund beside it, as 2601 does.
            why = "the center had accepted it, and neither 5203 nor 3202 shows it any more";
        }
        else if (details.Problem.Length > 0)
        {
            // It stands in the books as it was accepted; that the center does not answer is worth a line, no more.
            return results.Find(r => r.MessageId == now.MessageId) is { } known ? known with { Why = known.Why + "; " + details.Problem } : null;
        }
        else if (!details.IsRefunded)
        {
            return null;
        }

        if (!await _journal.ResolveAsync(new JournalResolution(now.MessageId, JournalState.Reversed, "reversed", who, why), cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var result = new RecoveryResult
        {
            MessageId = now.MessageId,
            Code = now.Code,
            Outcome = RecoveryOutcome.Reversed,
            Why = why,
            Next = now.State == JournalState.Confirmed ? "take it out of the hospital's books, or post its refund; the bill is open again" : "the bill is open again: settle it anew when it is right",
            Known = TakingBack.Known(lost.Output),
            IsClosed = true,
        };
        _client.Inside.Events.Raise(new CallRecovered(result, who));
        return result;
    }

    /// <summary>Records of the key, and of the visits that they belong to, newest first.</summary>
    private async Task<List<JournalEntry>> BillAsync(string keyName, string keyValue, CancellationToken cancellationToken)
    {
        var bill = new Dictionary<string, JournalEntry>(StringComparer.Ordinal);
        var visits = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in await _journal.FindByKeyAsync(keyName, keyValue, cancellationToken).ConfigureAwait(false))
        {
            bill[entry.MessageId] = entry;
            // A person has other visits as well: only a key of the bill itself leads to its visit.
            if (!FieldName.Same(keyName, "psn_no") && !FieldName.Same(keyName, "mdtrt_id"))
            {
                var call = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
                if ((call.Request.Deep("mdtrt_id") ?? call.Output.Deep("mdtrt_id")) is { } visit)
                {
                    visits.Add(visit);
                }
            }
        }

        foreach (var visit in visits)
        {
            foreach (var entry in await _journal.FindByKeyAsync("mdtrt_id", visit, cancellationToken).ConfigureAwait(false))
            {
                bill[entry.MessageId] = entry;
            }
        }

        // A reversal names no visit: it is found by the message it reverses.
        foreach (var entry in bill.Values.ToList())
        {
            foreach (var reversal in await _journal.FindByKeyAsync("omsgid", entry.MessageId, cancellationToken).ConfigureAwait(false))
            {
                bill[reversal.MessageId] = reversal;
            }
        }

        return bill.Values.OrderByDescending(e => e.IntendedAt).ThenByDescending(e => e.MessageId, StringComparer.Ordinal).ToList();
    }
}
