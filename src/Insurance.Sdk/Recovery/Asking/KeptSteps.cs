using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>$kept.x: what earlier steps of the same visit, settlement, filing or order sent and were answered, from the journal.</summary>
internal sealed class KeptSteps
{
    // Keys that name one visit or one record. A person's number names too much: only trials of the same hours are believed by it.
    private static readonly string[] Names = { "omsgid", "setl_id", "mdtrt_id", "trt_dcla_detl_sn", "fixmedins_bchno", "clr_appy_evt_id", "payOrdId", "hiRxno" };
    private static readonly TimeSpan TrialAge = TimeSpan.FromHours(24);

    private readonly IRecoveryJournal _journal;
    private readonly ICodec _codec;
    private readonly LostCall _lost;
    private List<LostCall>? _steps;

    internal KeptSteps(IRecoveryJournal journal, ICodec codec, LostCall lost)
    {
        _journal = journal;
        _codec = codec;
        _lost = lost;
    }

    /// <summary>The value of the newest step that has it; null where none has.</summary>
    internal async Task<string?> FindAsync(string field, CancellationToken cancellationToken)
    {
        if (field == "sent")
        {
            var sent = (await StepsAsync(cancellationToken).ConfigureAwait(false)).Find(s => s.Entry.MessageId == _lost.Request.Deep("omsgid")) ?? _lost;
            return ((ChinaTime)(sent.Entry.SentAt ?? sent.Entry.IntendedAt)).ToString();
        }

        if (_lost.Output.Deep(field) is { } own)
        {
            return own;
        }

        foreach (var step in await StepsAsync(cancellationToken).ConfigureAwait(false))
        {
            if ((step.Output.Deep(field) ?? step.Request.Deep(field)) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The call that a 2601 reverses; null where the lost call is none, or the journal does not have it.</summary>
    internal async Task<LostCall?> OriginalAsync(CancellationToken cancellationToken)
        => _lost.Request.Deep("omsgid") is { } id ? (await StepsAsync(cancellationToken).ConfigureAwait(false)).Find(s => s.Entry.MessageId == id) : null;

    private async Task<List<LostCall>> StepsAsync(CancellationToken cancellationToken)
    {
        if (_steps is not null)
        {
            return _steps;
        }

        var entries = new Dictionary<string, JournalEntry>(StringComparer.Ordinal);
        if (_lost.Request.Deep("omsgid") is { } original && await _journal.FindAsync(original, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            entries[original] = entry;
        }

        foreach (var name in Names)
        {
            if ((_lost.Request.Deep(name) ?? _lost.Output.Deep(name)) is { } value)
            {
                await AddAsync(entries, name, value, _ => true, cancellationToken).ConfigureAwait(false);
            }
        }

        if (_lost.Request.Deep("mdtrt_id") is null && _lost.Request.Deep("psn_no") is { } person)
        {
            await AddAsync(entries, "psn_no", person, e => LostCall.OperationOf(e)?.Kind == OperationKind.Trial && _lost.Entry.IntendedAt - e.IntendedAt < TrialAge, cancellationToken).ConfigureAwait(false);
        }

        _steps = new List<LostCall>();
        foreach (var found in entries.Values.OrderByDescending(e => e.IntendedAt).ThenByDescending(e => e.MessageId, StringComparer.Ordinal))
        {
            _steps.Add(await LostCall.LoadAsync(_journal, _codec, found, cancellationToken).ConfigureAwait(false));
        }

        // The original of a reversal leads: its own visit's steps are what the reversal is about.
        _steps = _steps.OrderBy(s => s.Entry.MessageId == _lost.Request.Deep("omsgid") ? 0 : 1).ToList();
        if (_steps.Find(s => s.Entry.MessageId == _lost.Request.Deep("omsgid")) is { } reversed && reversed.Request.Deep("omsgid") is null)
        {
            var further = new KeptSteps(_journal, _codec, reversed);
            _steps.AddRange(await further.StepsAsync(cancellationToken).ConfigureAwait(false));
        }

        return _steps;
    }

    private async Task AddAsync(Dictionary<string, JournalEntry> entries, string name, string value, Func<JournalEntry, bool> counts, CancellationToken cancellationToken)
    {
        foreach (var entry in await _journal.FindByKeyAsync(name, value, cancellationToken).ConfigureAwait(false))
        {
            if (entry.MessageId != _lost.Entry.MessageId && entry.InstitutionCode == _lost.Entry.InstitutionCode && !_lost.IsBefore(entry)
                && entry.State is not (JournalState.Refused or JournalState.NotProcessed) && counts(entry))
            {
                entries[entry.MessageId] = entry;
            }
        }
    }
}
