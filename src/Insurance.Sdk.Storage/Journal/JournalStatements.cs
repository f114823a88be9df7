using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>The statements of a call, prepared once for a connection: a cashier's answer waits for them.</summary>
internal sealed class JournalStatements : IDisposable
{
    private static readonly string Open = Text((int)JournalState.Intended) + ", " + Text((int)JournalState.Sent);

    private readonly bool _isSqlite;
    private readonly Statement _record;
    private readonly Statement _key;
    private readonly Statement _outcome;
    private readonly Statement _lateOutcome;
    private readonly Statement _event;
    private readonly Statement _earlierEvent;

    internal JournalStatements(DatabaseKind kind, DbConnection connection, DbTransaction? transaction = null)
    {
        _isSqlite = kind == DatabaseKind.Sqlite;
        _record = new Statement(connection, transaction, "INSERT INTO ins_journal ({columns}) VALUES ({values})",
            ("msgid", DbType.String), ("code", DbType.String), ("operation", DbType.String), ("institution", DbType.String), ("insured_area", DbType.String), ("operator", DbType.String),
            ("state", DbType.Int32), ("intended_at", DbType.Int64), ("concluded_at", DbType.Int64), ("open_since", DbType.Int64), ("hash", DbType.String),
            ("center_reference", DbType.String), ("center_code", DbType.String), ("is_protected", DbType.Int32), ("input", DbType.Binary), ("output", DbType.Binary),
            ("lease_owner", DbType.String), ("lease_until", DbType.Int64), ("answer_by", DbType.Int64));
        _key = new Statement(connection, transaction, kind switch
        {
            DatabaseKind.MySql => "INSERT IGNORE INTO ins_journal_key ({columns}) VALUES ({values})",
            DatabaseKind.SqlServer => "INSERT INTO ins_journal_key ({columns}) SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM ins_journal_key WITH (UPDLOCK, HOLDLOCK) WHERE name = @name AND value = @value AND msgid = @msgid)",
            _ => "INSERT INTO ins_journal_key ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING",
        }, ("name", DbType.String), ("value", DbType.String), ("msgid", DbType.String));
        const string Ends = "UPDATE ins_journal SET state = @state, sent_at = @sent_at, concluded_at = @concluded_at, open_since = @open_since, unposted_since = @unposted_since, "
            + "center_reference = @center_reference, center_code = @center_code, reason = @reason, output = @output, lease_owner = NULL, lease_until = NULL, ";
        (string, DbType)[] values =
        [
            ("state", DbType.Int32), ("sent_at", DbType.Int64), ("concluded_at", DbType.Int64), ("open_since", DbType.Int64), ("unposted_since", DbType.Int64), ("center_reference", DbType.String),
            ("center_code", DbType.String), ("reason", DbType.String), ("output", DbType.Binary), ("msgid", DbType.String),
        ];
        _outcome = new Statement(connection, transaction, Ends + "outcome = @state WHERE msgid = @msgid AND state IN (" + Open + ")", values);
        // Recovery may have been faster. What it saw stands, but an answer is worth more than "not there", and than "a person must look".
        const string Late = "msgid = @msgid AND (state = @also_from OR (state = @also_found AND resolution IS NOT NULL))";
        (string, DbType)[] late = [("also_from", DbType.Int32), ("also_found", DbType.Int32)];
        _lateOutcome = new Statement(connection, transaction, Ends + "outcome = NULL WHERE " + Late, [.. values, .. late]);
        _event = new Statement(connection, transaction, "INSERT INTO ins_journal_event ({columns}) VALUES ({values})",
            ("msgid", DbType.String), ("at", DbType.Int64), ("state", DbType.Int32), ("why", DbType.String));
        _earlierEvent = new Statement(connection, transaction,
            "INSERT INTO ins_journal_event (msgid, at, state, why) SELECT msgid, concluded_at, outcome, reason FROM ins_journal WHERE outcome IS NOT NULL AND " + Late,
            [("msgid", DbType.String), .. late]);
    }

    internal async Task WriteAsync(IReadOnlyList<JournalWrite> group, CancellationToken cancellationToken)
    {
        foreach (var write in group)
        {
            await WriteAsync(write, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(JournalWrite write, CancellationToken cancellationToken)
    {
        if (!await (write is Outcome outcome ? EndAsync(outcome, cancellationToken) : AddAsync(((NewRecord)write).Row, cancellationToken)).ConfigureAwait(false))
        {
            return;
        }

        foreach (var key in write.Keys)
        {
            await RunAsync(_key.With(key.Name, key.Value, key.MessageId), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _record, _key, _outcome, _lateOutcome, _event, _earlierEvent })
        {
            statement.Dispose();
        }
    }

    private async Task<bool> AddAsync(JournalRow r, CancellationToken cancellationToken)
        => await RunAsync(
            _record.With(
                r.MessageId, r.Code, r.Operation, r.Institution, r.InsuredArea, r.Operator, r.State, r.IntendedAt, r.ConcludedAt, r.OpenSince, r.Hash, r.CenterReference, r.CenterCode,
                r.IsProtected, r.Input, r.Output, r.LeaseOwner, r.LeaseUntil, r.AnswerBy),
            cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>False where what the journal has stands.</summary>
    private async Task<bool> EndAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        var o = outcome.Row;
        if (await RunAsync(
            _outcome.With(o.State, o.SentAt, o.ConcludedAt, o.OpenSince, o.UnpostedSince, o.CenterReference, o.CenterCode, o.Reason, o.Output, o.MessageId), cancellationToken).ConfigureAwait(false) == 1)
        {
            return true;
        }

        // Now there are two, and the row has room for one.
        await RunAsync(_earlierEvent.With(o.MessageId, outcome.AlsoFrom, outcome.AlsoFoundAs), cancellationToken).ConfigureAwait(false);
        var changed = await RunAsync(
            _lateOutcome.With(o.State, o.SentAt, o.ConcludedAt, o.OpenSince, o.UnpostedSince, o.CenterReference, o.CenterCode, o.Reason, o.Output, o.MessageId, outcome.AlsoFrom, outcome.AlsoFoundAs),
            cancellationToken).ConfigureAwait(false);
        if (changed == 1)
        {
            await RunAsync(_event.With(o.MessageId, o.ConcludedAt, o.State, o.Reason), cancellationToken).ConfigureAwait(false);
        }

        return changed == 1;
    }

    // SQLite answers at once, on the caller's thread.
    private Task<int> RunAsync(Statement statement, CancellationToken cancellationToken) => _isSqlite ? Task.FromResult(statement.Execute()) : statement.ExecuteAsync(cancellationToken);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
