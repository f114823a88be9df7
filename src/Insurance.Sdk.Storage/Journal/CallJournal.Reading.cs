using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Journal;

/// <content>What stands in the journal.</content>
public sealed partial class CallJournal
{
    // Products limit the length of a list in a statement.
    private const int ListLength = 500;

    /// <inheritdoc/>
    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync<JournalEntry?>(JournalTables.Part, async (db, c) =>
        {
            var rows = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId).ToListAsync(c).ConfigureAwait(false);
            return rows.Count == 0 ? null : (await WithKeysAsync(db, rows, c).ConfigureAwait(false))[0];
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        var (kept, stored) = (BusinessKeys.NameOf(name), Blind(value));
        return _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var rows = await (from k in db.GetTable<JournalKeyRow>()
                              join r in db.GetTable<JournalRow>() on k.MessageId equals r.MessageId
                              where k.Name == kept && k.Value == stored
                              orderby r.IntendedAt, r.MessageId
                              select r).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var first = from?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var end = until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        return RowsAsync(rows => rows.Where(r => r.IntendedAt >= first && r.IntendedAt < end).OrderBy(r => r.IntendedAt).ThenBy(r => r.MessageId).Take(most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var until = Now - (long)olderThan.TotalMilliseconds;
        return RowsAsync(rows => rows.Where(r => r.OpenSince != null && r.OpenSince <= until).OrderBy(r => r.OpenSince).ThenBy(r => r.MessageId).Take(most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var until = Now - (long)olderThan.TotalMilliseconds;
        return RowsAsync(rows => rows.Where(r => r.UnpostedSince != null && r.UnpostedSince <= until).OrderBy(r => r.UnpostedSince).ThenBy(r => r.MessageId).Take(most), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SignatureException">They were protected with another key.</exception>
    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var row = await db.GetTable<JournalRow>().FirstOrDefaultAsync(r => r.MessageId == messageId, c).ConfigureAwait(false);
            return row is null ? ((byte[], byte[])?)null : (Unprotect(row.Input, row.IsProtected), row.Output is null ? [] : Unprotect(row.Output, row.IsProtected));
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<JournalEvent>>(JournalTables.Part, async (db, c) =>
        {
            var ended = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId && r.Outcome != null).Select(r => new { r.ConcludedAt, r.Outcome, r.Reason }).FirstOrDefaultAsync(c).ConfigureAwait(false);
            var events = (await db.GetTable<JournalEventRow>().Where(e => e.MessageId == messageId).OrderBy(e => e.Id).ToListAsync(c).ConfigureAwait(false))
                .ConvertAll(e => new JournalEvent(Instant(e.At), (JournalState)e.State, e.Who, e.Why));
            if (ended is { ConcludedAt: { } at, Outcome: { } state })
            {
                events.Insert(0, new JournalEvent(Instant(at), (JournalState)state, null, ended.Reason));
            }

            // The earlier one first; of one moment the outcome, then as they were written.
            return events.OrderBy(e => e.At).ToList();
        }, cancellationToken);

    private Task<IReadOnlyList<JournalEntry>> RowsAsync(Func<IQueryable<JournalRow>, IQueryable<JournalRow>> which, CancellationToken cancellationToken)
        => _database.ReadAsync(JournalTables.Part, async (db, c) =>
            await WithKeysAsync(db, await which(db.GetTable<JournalRow>()).ToListAsync(c).ConfigureAwait(false), c).ConfigureAwait(false), cancellationToken);

    private static async Task<IReadOnlyList<JournalEntry>> WithKeysAsync(DataConnection db, List<JournalRow> rows, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, List<KeyValuePair<string, string>>>(StringComparer.Ordinal);
        for (var start = 0; start < rows.Count; start += ListLength)
        {
            var ids = rows.Skip(start).Take(ListLength).Select(r => r.MessageId).ToList();
            foreach (var key in await db.GetTable<JournalKeyRow>().Where(k => ids.Contains(k.MessageId)).OrderBy(k => k.Name).ThenBy(k => k.Value).ToListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!keys.TryGetValue(key.MessageId, out var list))
                {
                    keys[key.MessageId] = list = new List<KeyValuePair<string, string>>();
                }

                list.Add(new KeyValuePair<string, string>(key.Name, key.Value));
            }
        }

        return rows.ConvertAll(r => new JournalEntry
        {
            MessageId = r.MessageId,
            Code = r.Code,
            OperationKey = r.Operation,
            State = (JournalState)r.State,
            InstitutionCode = r.Institution,
            InsuredArea = r.InsuredArea,
            OperatorCode = r.Operator,
            IntendedAt = Instant(r.IntendedAt),
            SentAt = Instant(r.SentAt),
            ConcludedAt = Instant(r.ConcludedAt),
            AnswerBy = Instant(r.AnswerBy),
            LeasedUntil = Instant(r.LeaseUntil),
            AskAgainAt = Instant(r.AskAt),
            NotSeen = r.NotSeen ?? 0,
            CenterReference = r.CenterReference,
            CenterCode = r.CenterCode,
            Reason = r.Reason,
            Resolution = r.Resolution,
            ResolvedBy = r.ResolvedBy,
            ResolvedWhy = r.ResolvedWhy,
            Keys = keys.TryGetValue(r.MessageId, out var found) ? found : [],
        });
    }

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } ms ? Instant(ms) : null;
}
