using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Calls that would take a lost call back: which may be made here, with which input, and which were made already.</summary>
internal sealed class UndoLog
{
    /// <summary>chrg_bchno and feedetl_sn of 2205 and 2302: all lines that are not settled.</summary>
    private const string AllLines = "0000";

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;

    internal UndoLog(InsuranceClient client, IRecoveryJournal journal)
    {
        _client = client;
        _journal = journal;
    }

    /// <summary>Calls of this edition that recovery may make by itself.</summary>
    internal IEnumerable<UndoingTransaction> MayBeMade(Operation operation)
        => operation.UndoneBy.Where(u => u.Input.Length > 0 && (u.Editions.Count == 0 || u.Editions.Contains(_client.Inside.Edition)) && Find(u) is { } undo && !_client.Inside.Lacks(undo));

    internal Operation? Find(UndoingTransaction undo) => _client.Inside.Codec.Find(undo.Code);

    /// <summary>Its input rows; null where a value is not known, or one call cannot hold all lines.</summary>
    internal async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>?> InputAsync(UndoingTransaction undo, LostCall lost, Facts facts, CancellationToken cancellationToken)
    {
        var pairs = Source.Pairs(undo.Input);
        var fields = pairs.Where(p => p.Value is { IsText: false, Room: "" }).Select(p => p.Value.Name).ToList();
        var lines = lost.Request.All.Where(r => r.Node.Length > 0 && fields.Exists(f => r.Own(f) is not null)).ToList();
        var rows = new List<IReadOnlyDictionary<string, string>>();
        foreach (var line in lines.Count > 0 ? lines : new List<RecordTree> { lost.Request })
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in pairs)
            {
                if (await facts.Of(line).ValueAsync(pair.Value, cancellationToken).ConfigureAwait(false) is not { } value)
                {
                    return null;
                }

                row[pair.Key] = value;
            }

            if (!rows.Exists(r => r.All(f => row[f.Key] == f.Value)))
            {
                rows.Add(row);
            }
        }

        return rows.Count == 1 || InputComposer.TakesRows(_client.Inside, Find(undo)!, rows[0].Keys.ToList()) ? rows : null;
    }

    /// <summary>Newest first: calls that were made to take the same thing back and reached the center, refused ones too.</summary>
    internal async Task<List<JournalEntry>> MadeAsync(UndoingTransaction undo, LostCall lost, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, CancellationToken cancellationToken)
    {
        var found = new List<JournalEntry>();
        var key = rows[0].FirstOrDefault(f => f.Key != "psn_no" && BusinessKeys.Everywhere.Contains(f.Key));
        if (key.Key is null)
        {
            return found;
        }

        foreach (var entry in await _journal.FindByKeyAsync(key.Key, key.Value, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Code != _client.Inside.NumberOf(Find(undo)!) || !lost.IsBefore(entry) || entry.State is JournalState.NotProcessed or JournalState.Reversed)
            {
                continue;
            }

            var made = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
            if (rows.All(r => r.All(f => f.Key == "psn_no" || made.Request.All.Any(x => x.Own(f.Key) is { } value && (value == f.Value || value == AllLines)))))
            {
                found.Insert(0, entry);
            }
        }

        return found;
    }
}
