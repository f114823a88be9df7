using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>The upload queue's lines in a database. Several processes may share it.</summary>
public sealed class TraceUploadStore : ITraceUploadStore
{
    private const int Waiting = (int)TraceUploadState.Waiting;
    private const int Sending = (int)TraceUploadState.Sending;
    private const int Unknown = (int)TraceUploadState.Unknown;
    private const int Accepted = (int)TraceUploadState.Accepted;
    private const int Quarantined = (int)TraceUploadState.Quarantined;
    private const int Canceled = (int)TraceUploadState.Canceled;
    private const int SetAside = 2;

    private readonly InsuranceDatabase _database;

    /// <summary>Creates a store; its tables are made at first use.</summary>
    public TraceUploadStore(InsuranceDatabase database)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
    }

    /// <inheritdoc />
    public Task PrepareAsync(CancellationToken cancellationToken) => _database.EnsureAsync(QueueTables.Part, cancellationToken);

    /// <inheritdoc />
    public async Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync((db, c) => QueueRows.EnqueueAsync(db, uploads, Ms(now), c), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // Another program may have written the same line in between: the second look sees it. Any other error comes again.
            return await WriteAsync((db, c) => QueueRows.EnqueueAsync(db, uploads, Ms(now), c), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
        => _database.WriteAsync(QueueTables.Part, transaction, (db, c) => QueueRows.EnqueueAsync(db, uploads, Ms(now), c), cancellationToken);

    /// <inheritdoc />
    public async Task<(int Expired, int Quarantined)> SweepAsync(DateTimeOffset now, TimeSpan settling, CancellationToken cancellationToken)
    {
        var (at, settle) = (Ms(now), (long)settling.TotalMilliseconds);
        var (late, lost) = await ReadAsync(
            async (db, c) =>
            {
                var rows = db.GetTable<QueueRow>();
                var ids = await rows.Where(r => r.IsOpen == 1 && r.State == Sending && r.LeaseUntil < at).Select(r => r.Id).ToListAsync(c).ConfigureAwait(false);
                var returns = await (from r in rows
                                     join sale in rows on r.DependsOn equals sale.Serial
                                     where r.IsOpen == 1 && r.State == Waiting && (sale.State == Quarantined || sale.State == Canceled)
                                     select r.Id).ToListAsync(c).ConfigureAwait(false);
                return (ids, returns);
            },
            cancellationToken).ConfigureAwait(false);
        if (late.Count + lost.Count == 0)
        {
            return (0, 0);
        }

        return await WriteAsync(
            async (db, c) =>
            {
                var (expired, quarantined) = (0, 0);
                foreach (var part in Parts(late))
                {
                    expired += await db.GetTable<QueueRow>().Where(r => part.Contains(r.Id) && r.State == Sending && r.LeaseUntil < at)
                        .Set(r => r.State, Unknown).Set(r => r.ReasonKind, (int)TraceUploadReason.LeaseRanOut).Set(r => r.Reason, (string?)null)
                        .Set(r => r.SettlesAt, r => r.LeaseUntil + settle).Set(r => r.Asked, 0).Set(r => r.NextAt, at)
                        .Set(r => r.Lease, (string?)null).Set(r => r.LeaseUntil, (long?)null).Set(r => r.ChangedAt, at)
                        .UpdateAsync(c).ConfigureAwait(false);
                }

                foreach (var part in Parts(lost))
                {
                    quarantined += await db.GetTable<QueueRow>().Where(r => part.Contains(r.Id) && r.State == Waiting)
                        .Set(r => r.State, Quarantined).Set(r => r.IsOpen, SetAside).Set(r => r.ReasonKind, (int)TraceUploadReason.OriginalNotBooked)
                        .Set(r => r.Reason, "the sale that the return takes back was set aside or given up")
                        .Set(r => r.Lease, (string?)null).Set(r => r.LeaseUntil, (long?)null).Set(r => r.ChangedAt, at)
                        .UpdateAsync(c).ConfigureAwait(false);
                }

                return (expired, quarantined);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> FindSendableAsync(DateTimeOffset now, int limit, bool oneOfEachBatch, CancellationToken cancellationToken)
        => ReadAsync((db, c) => new SendableScan(db, Ms(now), limit, oneOfEachBatch).RunAsync(c), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QueuedUpload>> ClaimAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken)
        => OrNothingAsync(
            async (db, c) =>
            {
                var (to, at) = (Ms(until), Ms(now));
                var claimed = 0;
                foreach (var part in Parts(serials))
                {
                    claimed += QueueStatements.Suit(db) ? QueueStatements.Claim(db, part, lease, to, messageId, at) : await db.GetTable<QueueRow>().Where(r => part.Contains(r.Serial) && r.State == Waiting && r.NextAt <= at)
                        .Set(r => r.State, Sending).Set(r => r.Lease, lease).Set(r => r.LeaseUntil, to).Set(r => r.MessageId, messageId)
                        .Set(r => r.Attempts, r => r.Attempts + 1).Set(r => r.SentAt, at).Set(r => r.ChangedAt, at).Set(r => r.Asked, 0)
                        .Set(r => r.IsRefused, 0).Set(r => r.SettlesAt, (long?)null).Set(r => r.ReasonKind, 0).Set(r => r.Reason, (string?)null)
                        .UpdateAsync(c).ConfigureAwait(false);
                }

                if (claimed != serials.Count)
                {
                    // Another process was quicker with some of them: none is taken, or the order within a drug batch could break.
                    throw new NotAllException();
                }

                return await RowsAsync(db, serials, c).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ClaimAgainAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken)
        => (await OrNothingAsync(
            async (db, c) =>
            {
                var (to, at) = (Ms(until), Ms(now));
                var claimed = 0;
                foreach (var part in Parts(serials))
                {
                    claimed += await db.GetTable<QueueRow>().Where(r => part.Contains(r.Serial) && r.State == Sending && r.Lease == lease)
                        .Set(r => r.LeaseUntil, to).Set(r => r.MessageId, messageId).Set(r => r.SentAt, at)
                        .UpdateAsync(c).ConfigureAwait(false);
                }

                return claimed == serials.Count ? [new QueuedUpload()] : throw new NotAllException();
            },
            cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc />
    public Task<IReadOnlyList<QueuedUpload>> ClaimUnknownAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = Ms(now);
        return ClaimToAskAsync(
            (db, c) => db.GetTable<QueueRow>().Where(r => r.IsOpen == 1 && r.State == Unknown && r.NextAt <= at && (r.Lease == null || r.LeaseUntil < at))
                .OrderBy(r => r.NextAt).ThenBy(r => r.Id).Take(limit).Select(r => r.Id).ToListAsync(c),
            Unknown, lease, Ms(until), at, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<(QueuedUpload Return, QueuedUpload Sale)>> ClaimUnlinkedAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = Ms(now);
        var returns = await ClaimToAskAsync(
            (db, c) => (from r in db.GetTable<QueueRow>()
                        join sale in db.GetTable<QueueRow>() on r.DependsOn equals sale.Serial
                        where r.IsOpen == 1 && r.State == Waiting && r.IsLinked == 0 && r.NextAt <= at && (r.Lease == null || r.LeaseUntil < at) && sale.State == Accepted
                        orderby r.Id
                        select r.Id).Take(limit).ToListAsync(c),
            Waiting, lease, Ms(until), at, cancellationToken).ConfigureAwait(false);
        if (returns.Count == 0)
        {
            return [];
        }

        var sales = (await ReadAsync((db, c) => RowsAsync(db, returns.Select(r => r.DependsOn!).Distinct(StringComparer.Ordinal).ToList(), c), cancellationToken).ConfigureAwait(false))
            .ToDictionary(s => s.Serial, StringComparer.Ordinal);
        return returns.Select(r => (r, sales[r.DependsOn!])).ToList();
    }

    /// <inheritdoc />
    public Task<int> NoteAsync(string lease, string? messageId, IReadOnlyList<TraceUploadNote> notes, DateTimeOffset now, CancellationToken cancellationToken)
        => notes.Count == 0 ? Task.FromResult(0) : WriteAsync(
            async (db, c) =>
            {
                var (written, at) = (0, Ms(now));
                // Lines that fare alike are one statement; as a rule that is the whole message.
                foreach (var group in notes.GroupBy(n => n with { Serial = "", NextAt = n.State == TraceUploadState.Accepted ? now : n.NextAt }))
                {
                    foreach (var part in Parts(group.Select(n => n.Serial).ToList()))
                    {
                        written += QueueStatements.Suit(db)
                            ? QueueStatements.Note(db, lease, messageId, group.Key, OpenAs(group.Key.State), part, at)
                            : await NoteAsync(db, lease, messageId, group.Key, part, at, c).ConfigureAwait(false);
                    }
                }

                return written;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<TraceBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => ReadAsync(
            async (db, c) =>
            {
                var groups = await NotDone(db.GetTable<QueueRow>())
                    .GroupBy(r => new { r.State, r.ReasonKind })
                    .Select(g => new { g.Key.State, g.Key.ReasonKind, Count = g.Count(), Oldest = g.Min(r => r.QueuedAt), Next = g.Min(r => r.NextAt) })
                    .ToListAsync(c).ConfigureAwait(false);
                var open = groups.Where(g => g.State != Quarantined).ToList();
                var next = open.Where(g => g.State != Sending).ToList();
                return new TraceBacklog
                {
                    Count = open.Sum(g => g.Count),
                    OldestAge = open.Count == 0 ? null : now - Instant(open.Min(g => g.Oldest)),
                    NextAt = next.Count == 0 ? null : Instant(next.Min(g => g.Next)),
                    ByState = groups.GroupBy(g => g.State).ToDictionary(g => (TraceUploadState)g.Key, g => g.Sum(x => x.Count)),
                    ByReason = groups.Where(g => g.ReasonKind != 0).GroupBy(g => g.ReasonKind).ToDictionary(g => (TraceUploadReason)g.Key, g => g.Sum(x => x.Count)),
                };
            },
            cancellationToken);

    /// <inheritdoc />
    public async Task<QueuedUpload?> FindAsync(string serial, CancellationToken cancellationToken)
        => await ReadAsync((db, c) => RowsAsync(db, [serial], c), cancellationToken).ConfigureAwait(false) is { Count: > 0 } rows ? rows[0] : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueuedUpload>> ListAsync(TraceUploadState state, int limit, CancellationToken cancellationToken)
    {
        var open = OpenAs(state);
        return (await ReadAsync((db, c) => db.GetTable<QueueRow>().Where(r => r.IsOpen == open && r.State == (int)state).OrderBy(r => r.Id).Take(limit).ToListAsync(c), cancellationToken).ConfigureAwait(false))
            .Select(Upload).ToList();
    }

    /// <inheritdoc />
    public Task<bool> RetryAsync(string serial, DateTimeOffset now, CancellationToken cancellationToken)
        => WriteAsync(
            async (db, c) =>
            {
                var at = Ms(now);
                var line = await db.GetTable<QueueRow>().Where(r => r.Serial == serial && r.State == Quarantined).FirstOrDefaultAsync(c).ConfigureAwait(false);
                if (line is null || await TryAgain(db.GetTable<QueueRow>().Where(r => r.Id == line.Id && r.State == Quarantined), line.SentAt is not null, at, c).ConfigureAwait(false) == 0)
                {
                    return false;
                }

                await TryAgain(db.GetTable<QueueRow>().Where(r => r.DependsOn == serial && r.State == Quarantined && r.ReasonKind == (int)TraceUploadReason.OriginalNotBooked), false, at, c).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<bool> CancelAsync(string serial, string who, string why, DateTimeOffset now, CancellationToken cancellationToken)
        => WriteAsync(
            async (db, c) =>
            {
                var at = Ms(now);
                return await db.GetTable<QueueRow>()
                    .Where(r => r.Serial == serial && (r.State == Quarantined || (r.State == Waiting && r.SentAt == null && (r.Lease == null || r.LeaseUntil < at))))
                    .Set(r => r.State, Canceled).Set(r => r.IsOpen, 0).Set(r => r.ReasonKind, (int)TraceUploadReason.GivenUp).Set(r => r.Reason, why)
                    .Set(r => r.DecidedBy, who.Length > 50 ? who.Substring(0, 50) : who).Set(r => r.ChangedAt, at)
                    .UpdateAsync(c).ConfigureAwait(false) == 1;
            },
            cancellationToken);

    /// <summary>Lines that wait for an end or for a person: a walk over their index, however many are done.</summary>
    internal static IQueryable<QueueRow> NotDone(IQueryable<QueueRow> rows) => rows.Where(r => r.IsOpen >= 1);

    private static int OpenAs(TraceUploadState state) => state switch
    {
        TraceUploadState.Waiting or TraceUploadState.Sending or TraceUploadState.Unknown => 1,
        TraceUploadState.Quarantined => SetAside,
        _ => 0,
    };

    /// <summary>A line that was sent before goes by way of the question; one more "not found" is enough then, as its settling time is long over.</summary>
    private static Task<int> TryAgain(IQueryable<QueueRow> lines, bool asksFirst, long at, CancellationToken cancellationToken)
        => lines.Set(r => r.State, asksFirst ? Unknown : Waiting).Set(r => r.IsOpen, 1).Set(r => r.ReasonKind, (int)TraceUploadReason.TriedAgain).Set(r => r.Reason, (string?)null)
            .Set(r => r.Asked, asksFirst ? 1 : 0).Set(r => r.IsRefused, 0).Set(r => r.SettlesAt, asksFirst ? at : null).Set(r => r.NextAt, at)
            .Set(r => r.Lease, (string?)null).Set(r => r.LeaseUntil, (long?)null).Set(r => r.ChangedAt, at)
            .UpdateAsync(cancellationToken);

    private static Task<int> NoteAsync(DataConnection db, string lease, string? messageId, TraceUploadNote note, List<string> serials, long at, CancellationToken cancellationToken)
    {
        var rows = db.GetTable<QueueRow>().Where(r => serials.Contains(r.Serial));
        rows = note.State == TraceUploadState.Accepted && messageId is not null
            ? rows.Where(r => r.IsOpen == 1 && (r.Lease == lease || r.MessageId == messageId))
            : rows.Where(r => r.IsOpen == 1 && r.Lease == lease);
        var set = rows.Set(r => r.State, (int)note.State)
            .Set(r => r.IsOpen, OpenAs(note.State))
            .Set(r => r.ReasonKind, (int)note.Reason).Set(r => r.Reason, string.IsNullOrEmpty(note.ReasonText) ? null : note.ReasonText)
            .Set(r => r.NextAt, Ms(note.NextAt)).Set(r => r.SettlesAt, note.SettlesAt is { } settles ? Ms(settles) : null)
            .Set(r => r.Asked, note.Asked).Set(r => r.IsRefused, note.IsRefused ? 1 : 0)
            .Set(r => r.Lease, (string?)null).Set(r => r.LeaseUntil, (long?)null).Set(r => r.ChangedAt, at);
        if (note.CenterReference is { } reference)
        {
            set = set.Set(r => r.CenterReference, reference.Length > 100 ? reference.Substring(0, 100) : reference);
        }

        if (note.RowJson is { } row)
        {
            set = set.Set(r => r.RowJson, row).Set(r => r.IsLinked, 1);
        }

        return set.UpdateAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<QueuedUpload>> ClaimToAskAsync(
        Func<DataConnection, CancellationToken, Task<List<long>>> find, int state, string lease, long until, long at, CancellationToken cancellationToken)
    {
        var ids = await ReadAsync(find, cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        return await WriteAsync(
            async (db, c) =>
            {
                await db.GetTable<QueueRow>().Where(r => ids.Contains(r.Id) && r.State == state && (r.Lease == null || r.LeaseUntil < at))
                    .Set(r => r.Lease, lease).Set(r => r.LeaseUntil, until).UpdateAsync(c).ConfigureAwait(false);
                var rows = await db.GetTable<QueueRow>().Where(r => ids.Contains(r.Id) && r.Lease == lease).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false);
                return (IReadOnlyList<QueuedUpload>)rows.Select(Upload).ToList();
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<QueuedUpload>> RowsAsync(DataConnection db, IReadOnlyList<string> serials, CancellationToken cancellationToken)
    {
        var rows = new List<QueueRow>(serials.Count);
        foreach (var part in Parts(serials))
        {
            rows.AddRange(QueueStatements.Suit(db)
                ? QueueStatements.Find(db, part)
                : await db.GetTable<QueueRow>().Where(r => part.Contains(r.Serial)).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return rows.OrderBy(r => r.Id).Select(Upload).ToList();
    }

    private static QueuedUpload Upload(QueueRow row) => new()
    {
        Serial = row.Serial,
        Kind = (TraceUploadKind)row.Kind,
        Order = row.OrderKey,
        DependsOn = row.DependsOn,
        Item = row.Item,
        ItemName = row.ItemName,
        Day = row.Day,
        RowJson = row.RowJson,
        InsuredArea = row.InsuredArea,
        Operator = row.OperatorCode is { } code ? new Operator { Type = row.OperatorType ?? "1", Code = code, Name = row.OperatorName ?? "" } : null,
        State = (TraceUploadState)row.State,
        Reason = (TraceUploadReason)row.ReasonKind,
        ReasonText = row.Reason,
        Attempts = row.Attempts,
        Asked = row.Asked,
        IsRefused = row.IsRefused == 1,
        MessageId = row.MessageId,
        CenterReference = row.CenterReference,
        QueuedAt = Instant(row.QueuedAt),
        SentAt = row.SentAt is { } sent ? Instant(sent) : null,
        ChangedAt = Instant(row.ChangedAt),
        NextAt = Instant(row.NextAt),
        SettlesAt = row.SettlesAt is { } settles ? Instant(settles) : null,
    };

    private static IEnumerable<List<T>> Parts<T>(IReadOnlyList<T> all)
    {
        // SQL Server takes 2,100 parameters at most.
        const int Most = 500;
        for (var start = 0; start < all.Count; start += Most)
        {
            yield return all.Skip(start).Take(Most).ToList();
        }
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private Task<T> ReadAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _database.ReadAsync(QueueTables.Part, work, cancellationToken);

    private Task<T> WriteAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _database.WriteAsync(QueueTables.Part, work, cancellationToken);

    private async Task<IReadOnlyList<QueuedUpload>> OrNothingAsync(Func<DataConnection, CancellationToken, Task<IReadOnlyList<QueuedUpload>>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (NotAllException)
        {
            return [];
        }
    }

    /// <summary>Rolls a claim back.</summary>
    private sealed class NotAllException : Exception
    {
    }
}
