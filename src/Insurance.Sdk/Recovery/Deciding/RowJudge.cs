using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Reads an answer by a rule, for one line that was sent.</summary>
internal sealed class RowJudge
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;

    internal RowJudge(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options)
    {
        _client = client;
        _journal = journal;
        _options = options;
    }

    internal async Task<(View View, string Text, RecordTree? Row)> JudgeAsync(LostCall lost, DecisionRule rule, RecordTree line, Facts facts, Answer answer, CancellationToken cancellationToken)
    {
        if (await rule.Key.WorkOutAsync(facts, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return (View.NotAsked, "cannot be read: a key is not known", null);
        }

        var rows = answer.Records.Where(r => rule.Key.NeededFields.All(r.Has) && key.HoldsFor(r) && (rule.Key.NeededFields.Any() || Has(rule, r))).ToList();
        if (rows.Count == 0)
        {
            return !answer.IsWhole ? (View.Open, "could not be read to its end", null) : Absent(rule);
        }

        if (!rule.Decides)
        {
            return (View.Open, "shows a record that may be it", rows[0]);
        }

        if (rule.No is { } no && await no.WorkOutAsync(facts, cancellationToken).ConfigureAwait(false) is { } contrary && rows.Find(contrary.HoldsFor) is { } against)
        {
            return (View.NotDone, "shows the record unchanged", against);
        }

        if (rule.Row == "no")
        {
            return (View.NotDone, "still shows the record", rows[0]);
        }

        var proofs = await ProofsAsync(rule, line, facts, rows, cancellationToken).ConfigureAwait(false);
        return await UndisturbedAsync(lost, rule, proofs, cancellationToken).ConfigureAwait(false);
    }

    private static (View View, string Text, RecordTree? Row) Absent(DecisionRule rule) => rule.None switch
    {
        "no" => (View.NotDoneByAbsence, "does not show it", null),
        "yes" => (View.DoneByAbsence, "does not show the record any more", null),
        _ => (View.Open, "does not show it, which proves nothing", null),
    };

    private static async Task<List<RecordTree>> ProofsAsync(DecisionRule rule, RecordTree line, Facts facts, List<RecordTree> rows, CancellationToken cancellationToken)
    {
        if (rule.IsSame)
        {
            return rows.FindAll(r => IsSame(r, line));
        }

        if (rule.Yes is null)
        {
            // Where only the contrary has a mark, a row without it proves nothing.
            return rule.No is null ? rows : new List<RecordTree>();
        }

        return await rule.Yes.WorkOutAsync(facts, cancellationToken).ConfigureAwait(false) is { } wanted ? rows.FindAll(wanted.HoldsFor) : new List<RecordTree>();
    }

    /// <summary>Leaves out rows that another call may have made; more than one that is left proves nothing.</summary>
    private async Task<(View View, string Text, RecordTree? Row)> UndisturbedAsync(LostCall lost, DecisionRule rule, List<RecordTree> proofs, CancellationToken cancellationToken)
    {
        var own = new List<RecordTree>();
        foreach (var row in proofs)
        {
            if (IsNear(lost, rule, row) && await IsNewAsync(lost, rule, row, cancellationToken).ConfigureAwait(false))
            {
                own.Add(row);
            }
        }

        if (own.Count == 0)
        {
            return (View.Open, proofs.Count == 0 ? "shows the record with another content" : "shows a record of another call", null);
        }

        if (rule.New is not null && own.Count > 1)
        {
            return (View.Open, "shows more than one record that may be it", null);
        }

        return rule.Alone is { } alone && lost.Request.Deep(alone) is { } value && await IsSharedAsync(lost, alone, value, cancellationToken).ConfigureAwait(false)
            ? (View.Open, "cannot tell this call from another one with the same " + alone, null)
            : (View.Done, "shows it", own[0]);
    }

    private bool IsNear(LostCall lost, DecisionRule rule, RecordTree row)
    {
        if (rule.Near is null)
        {
            return true;
        }

        var from = lost.Entry.IntendedAt - _options.ClockTolerance;
        var until = (lost.Entry.ConcludedAt ?? lost.Entry.AnswerBy ?? lost.Entry.IntendedAt + _client.Inside.Timeout) + _options.SettlingTime + _options.ClockTolerance;
        return ChinaTime.TryParse(row.Own(rule.Near), out var at) && at.ToDateTimeOffset() >= from && at.ToDateTimeOffset() <= until;
    }

    private async Task<bool> IsNewAsync(LostCall lost, DecisionRule rule, RecordTree row, CancellationToken cancellationToken)
    {
        if (rule.New is not { } field)
        {
            return true;
        }

        return row.Own(field) is { } value
            && (await _journal.FindByKeyAsync(field, value, cancellationToken).ConfigureAwait(false)).All(e => e.MessageId == lost.Entry.MessageId)
            && !await IsOtherOpenAsync(lost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Another call of the same kind about the same visit that is in doubt as well: a row may be of either.</summary>
    private async Task<bool> IsOtherOpenAsync(LostCall lost, CancellationToken cancellationToken)
        => lost.Request.Deep("mdtrt_id") is { } visit && (await _journal.FindByKeyAsync("mdtrt_id", visit, cancellationToken).ConfigureAwait(false))
            .Any(e => e.MessageId != lost.Entry.MessageId && e.IsOpen && e.OperationKey == lost.Entry.OperationKey);

    private async Task<bool> IsSharedAsync(LostCall lost, string name, string value, CancellationToken cancellationToken)
        => (await _journal.FindByKeyAsync(name, value, cancellationToken).ConfigureAwait(false))
            .Any(e => e.MessageId != lost.Entry.MessageId && e.OperationKey == lost.Entry.OperationKey && e.State is not (JournalState.Refused or JournalState.NotProcessed));

    /// <summary>A rule without a key that a record must have means every record with the fields it looks at.</summary>
    private static bool Has(DecisionRule rule, RecordTree record)
        => (rule.Yes?.NeededFields ?? Enumerable.Empty<string>()).Any(record.Has) || (rule.No?.NeededFields ?? Enumerable.Empty<string>()).Any(record.Has)
            || (rule.Yes is null && rule.No is null && record.Node.Length > 0 && record.Fields.Count > 0);

    private static bool IsSame(RecordTree row, RecordTree line)
    {
        var compared = 0;
        foreach (var field in line.Node.Length > 0 ? line.Fields : line.All.SelectMany(r => r.Fields))
        {
            if (field.Value.Length == 0 || row.Own(field.Key) is not { } shown)
            {
                continue;
            }

            if (!Wanted.Same(shown, field.Value))
            {
                return false;
            }

            compared++;
        }

        return compared > 1;
    }
}
