using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Insurance.Sdk.TraceCodes;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>What the queue writes line by line on SQLite, where a prepared statement is done in microseconds. A server gets one statement for many lines: there every statement is a way.</summary>
internal static class QueueStatements
{
    private const string Columns = "serial, kind, order_key, depends_on, row_json, code_count, item, item_name, quantity, day, insured_area, operator_type, operator_code, operator_name, "
        + "state, is_open, reason_kind, attempts, asked, is_linked, is_refused, next_at, queued_at, changed_at";

    private const string Shown = "id, serial, kind, order_key, depends_on, item, item_name, day, row_json, insured_area, operator_type, operator_code, operator_name, state, reason_kind, reason, "
        + "attempts, asked, is_linked, is_refused, message_id, center_reference, queued_at, sent_at, changed_at, next_at, settles_at";

    private static readonly string[] Names = Columns.Split(',').Select(c => c.Trim()).ToArray();

    internal static bool Suit(DataConnection db) => db.OpenDbConnection() is SqliteConnection;

    internal static void Insert(DataConnection db, IEnumerable<QueueRow> rows)
    {
        using var insert = new Statement(db, "INSERT INTO ins_trace_upload (" + Columns + ") VALUES (" + string.Join(", ", Names.Select(n => "@" + n)) + ")", Names);
        foreach (var r in rows)
        {
            insert.With(
                r.Serial, r.Kind, r.OrderKey, r.DependsOn, r.RowJson, r.CodeCount, r.Item, r.ItemName, r.Quantity, r.Day, r.InsuredArea, r.OperatorType, r.OperatorCode, r.OperatorName,
                r.State, r.IsOpen, r.ReasonKind, r.Attempts, r.Asked, r.IsLinked, r.IsRefused, r.NextAt, r.QueuedAt, r.ChangedAt).Execute();
        }
    }

    /// <summary>What a line of the queue shows (see <see cref="Shown"/>), in the order of the serials that there are.</summary>
    internal static List<QueueRow> Find(DataConnection db, IReadOnlyList<string> serials)
    {
        using var find = new Statement(db, "SELECT " + Shown + " FROM ins_trace_upload WHERE serial = @serial", "serial");
        var rows = new List<QueueRow>(serials.Count);
        foreach (var serial in serials)
        {
            using var row = find.With(serial).Read();
            if (row.Read())
            {
                rows.Add(Row(row));
            }
        }

        return rows;
    }

    private static QueueRow Row(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Serial = row.GetString(1),
        Kind = row.GetInt32(2),
        OrderKey = row.GetString(3),
        DependsOn = row.TextOrNull(4),
        Item = row.GetString(5),
        ItemName = row.GetString(6),
        Day = row.GetString(7),
        RowJson = row.GetString(8),
        InsuredArea = row.TextOrNull(9),
        OperatorType = row.TextOrNull(10),
        OperatorCode = row.TextOrNull(11),
        OperatorName = row.TextOrNull(12),
        State = row.GetInt32(13),
        ReasonKind = row.GetInt32(14),
        Reason = row.TextOrNull(15),
        Attempts = row.GetInt32(16),
        Asked = row.GetInt32(17),
        IsLinked = row.GetInt32(18),
        IsRefused = row.GetInt32(19),
        MessageId = row.TextOrNull(20),
        CenterReference = row.TextOrNull(21),
        QueuedAt = row.GetInt64(22),
        SentAt = row.IsDBNull(23) ? null : row.GetInt64(23),
        ChangedAt = row.GetInt64(24),
        NextAt = row.GetInt64(25),
        SettlesAt = row.IsDBNull(26) ? null : row.GetInt64(26),
    };

    /// <summary>Waiting lines whose time has come are marked as sending; how many.</summary>
    internal static int Claim(DataConnection db, IReadOnlyList<string> serials, string lease, long until, string messageId, long at)
    {
        using var claim = new Statement(
            db,
            "UPDATE ins_trace_upload SET state = 1, lease = @lease, lease_until = @until, message_id = @message, attempts = attempts + 1, sent_at = @at, changed_at = @at, asked = 0, "
            + "is_refused = 0, settles_at = NULL, reason_kind = 0, reason = NULL WHERE serial = @serial AND state = 0 AND next_at <= @at",
            "serial", "lease", "until", "message", "at");
        return serials.Sum(serial => claim.With(serial, lease, until, messageId, at).Execute());
    }

    /// <summary>What became of lines that this lease holds; of accepted ones also where another has taken them over meanwhile. How many.</summary>
    internal static int Note(DataConnection db, string lease, string? messageId, TraceUploadNote note, int open, IReadOnlyList<string> serials, long at)
    {
        using var set = new Statement(
            db,
            "UPDATE ins_trace_upload SET state = @state, is_open = @open, reason_kind = @kind, reason = @reason, next_at = @next, settles_at = @settles, asked = @asked, is_refused = @refused, "
            + "lease = NULL, lease_until = NULL, changed_at = @at, center_reference = COALESCE(@reference, center_reference), row_json = COALESCE(@row, row_json), "
            + "is_linked = CASE WHEN @row IS NULL THEN is_linked ELSE 1 END WHERE serial = @serial AND is_open = 1 AND (lease = @lease OR message_id = @message)",
            "serial", "lease", "message", "state", "open", "kind", "reason", "next", "settles", "asked", "refused", "at", "reference", "row");
        var acceptedBy = note.State == TraceUploadState.Accepted ? messageId : null;
        var reference = note.CenterReference is { Length: > 100 } text ? text.Substring(0, 100) : note.CenterReference;
        return serials.Sum(serial => set.With(
            serial, lease, acceptedBy, (int)note.State, open, (int)note.Reason, string.IsNullOrEmpty(note.ReasonText) ? null : note.ReasonText, note.NextAt.ToUnixTimeMilliseconds(),
            note.SettlesAt?.ToUnixTimeMilliseconds(), note.Asked, note.IsRefused ? 1 : 0, at, reference, note.RowJson).Execute());
    }
}
