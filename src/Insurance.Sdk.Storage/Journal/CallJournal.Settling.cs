using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.DataProvider.MySql;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SqlServer;

namespace Insurance.Sdk.Storage.Journal;

/// <content>Leases, findings, confirmations, retention.</content>
public sealed partial class CallJournal
{
    private const int RemovedAtOnce = 1000;

    /// <inheritdoc/>
    public Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.WriteAsync(JournalTables.Part, (db, c) => ConfirmAsync(db, messageId, c), cancellationToken);

    /// <summary>The same within the transaction that posts it in the hospital's books: both are there, or neither.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="transaction">The open transaction, on a connection of the same product. <see cref="PrepareAsync"/> was called before.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ConfirmAsync(string messageId, DbTransaction transaction, CancellationToken cancellationToken = default)
        => _database.WriteAsync(JournalTables.Part, transaction, (db, c) => ConfirmAsync(db, messageId, c), cancellationToken);

    /// <summary>Closes a record by a person's decision.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="who">Who decided.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where there is no such record, or it is closed already.</returns>
    public Task<bool> AbandonAsync(string messageId, string who, string why, CancellationToken cancellationToken = default)
        => ResolveAsync(new JournalResolution(messageId, JournalState.Abandoned, "abandoned", who, why), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default)
    {
        _ = resolution ?? throw new ArgumentNullException(nameof(resolution));
        if (string.IsNullOrWhiteSpace(resolution.Who) || string.IsNullOrWhiteSpace(resolution.Why))
        {
            throw new ArgumentException("Who decided, and why, is part of the record", nameof(resolution));
        }

        var (id, state) = (resolution.MessageId, resolution.State);
        if (state is JournalState.Intended or JournalState.Sent)
        {
            throw new ArgumentException("A finding is never " + state, nameof(resolution));
        }

        // "Nothing happened" and "given up" give way to what the center shows: a message that came twice is refused the second time and booked all the same.
        var outweighs = state is JournalState.Accepted or JournalState.Reversed;
        // An accepted record stays what it is and takes in a fuller answer.
        var completes = state is JournalState.Accepted or JournalState.Confirmed && !resolution.Output.IsEmpty;
        var keys = Rows(id, resolution.Keys);
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var at = Now;
            var row = await db.GetTable<JournalRow>().Where(r => r.MessageId == id).FirstOrDefaultAsync(c).ConfigureAwait(false);
            var set = db.GetTable<JournalRow>()
                .Where(r => r.MessageId == id && (r.OpenSince != null || (r.UnpostedSince != null && state != JournalState.Unknown)
                    || (state == JournalState.Reversed && r.State == (int)JournalState.Confirmed)
                    || (outweighs && (r.State == (int)JournalState.Refused || r.State == (int)JournalState.NotProcessed || r.State == (int)JournalState.Abandoned))
                    || (completes && r.State == (int)state)))
                .Set(r => r.State, (int)state)
                .Set(r => r.UnpostedSince, state == JournalState.Accepted ? at : (long?)null)
                .Set(r => r.Resolution, resolution.Resolution)
                .Set(r => r.ResolvedBy, Cut(resolution.Who, NameLength))
                .Set(r => r.ResolvedWhy, Cut(resolution.Why, ReasonLength))
                .Set(r => r.ResolvedAt, at);
            if (state != JournalState.Unknown)
            {
                set = set.Set(r => r.OpenSince, (long?)null).Set(r => r.AskAt, (long?)null).Set(r => r.LeaseOwner, (string?)null).Set(r => r.LeaseUntil, (long?)null);
            }

            if (row is not null && !resolution.Output.IsEmpty)
            {
                // Protected as the record's input is: both are opened with the same key.
                set = set.Set(r => r.Output, row.IsProtected == 0 ? resolution.Output.ToArray() : Protect(resolution.Output));
            }

            if (await set.UpdateAsync(c).ConfigureAwait(false) == 0)
            {
                return false;
            }

            await AddKeysAsync(db, id, keys, c).ConfigureAwait(false);
            await EventAsync(db, id, at, state, resolution.Who, resolution.Why, c).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default)
    {
        CheckLease(owner, length);
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var at = Now;
            return await db.GetTable<JournalRow>()
                .Where(r => r.MessageId == messageId && (r.OpenSince != null || r.UnpostedSince != null) && (r.LeaseUntil == null || r.LeaseUntil <= at || r.LeaseOwner == owner))
                .Set(r => r.LeaseOwner, owner).Set(r => r.LeaseUntil, at + (long)length.TotalMilliseconds)
                .UpdateAsync(c).ConfigureAwait(false) == 1;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default)
    {
        CheckLease(owner, length);
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var at = Now;
            var ids = await SkippingLocked(Due(db.GetTable<JournalRow>(), at, most)).ToListAsync(c).ConfigureAwait(false);
            if (ids.Count == 0)
            {
                return [];
            }

            // The condition stands here again for products without row locks in a SELECT.
            var until = at + (long)length.TotalMilliseconds;
            await db.GetTable<JournalRow>().Where(r => ids.Contains(r.MessageId) && r.OpenSince != null && (r.LeaseUntil == null || r.LeaseUntil <= at))
                .Set(r => r.LeaseOwner, owner).Set(r => r.LeaseUntil, until).UpdateAsync(c).ConfigureAwait(false);
            var rows = await db.GetTable<JournalRow>().Where(r => ids.Contains(r.MessageId) && r.LeaseOwner == owner && r.LeaseUntil == until)
                .OrderBy(r => r.OpenSince).ThenBy(r => r.MessageId).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default)
    {
        var (due, seen) = (Ms(again), notSeen ? 1 : 0);
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
            await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId && r.OpenSince != null && r.LeaseOwner == owner)
                .Set(r => r.AskAt, due).Set(r => r.NotSeen, r => (r.NotSeen ?? 0) + seen)
                .Set(r => r.LeaseOwner, (string?)null).Set(r => r.LeaseUntil, (long?)null)
                .UpdateAsync(c).ConfigureAwait(false) == 1, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(what))
        {
            throw new ArgumentException("An event says who and what", nameof(who));
        }

        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var state = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId).Select(r => (int?)r.State).FirstOrDefaultAsync(c).ConfigureAwait(false);
            if (state is null)
            {
                return false;
            }

            await EventAsync(db, messageId, Now, (JournalState)state, who, what, c).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default)
        => _database.WriteAsync(JournalTables.Part, (db, c) => db.GetTable<JournalRow>().Where(r => r.MessageId == messageId && r.LeaseOwner == owner)
            .Set(r => r.LeaseOwner, (string?)null).Set(r => r.LeaseUntil, (long?)null).UpdateAsync(c), cancellationToken);

    /// <summary>Takes closed records out that are older; open and unposted ones stay whatever their age. In portions: other programs work on in between.</summary>
    /// <param name="before">Records whose intent is older go.</param>
    /// <param name="progress">Hears after each portion how many have gone so far.</param>
    /// <param name="cancellationToken">Ends the work after the portion under way.</param>
    /// <returns>How many.</returns>
    public async Task<int> RemoveClosedAsync(DateTimeOffset before, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var (until, removed) = (Ms(before), 0);
        for (var from = long.MinValue; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = from;
            var (count, next) = await _database.WriteAsync(JournalTables.Part, (db, c) => RemoveAsync(db, start, until, c), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return removed;
            }

            from = next;
            removed += count;
            progress?.Report(removed);
        }
    }

    private static async Task<(int Count, long Next)> RemoveAsync(DataConnection db, long from, long until, CancellationToken cancellationToken)
    {
        var rows = await db.GetTable<JournalRow>()
            .Where(r => r.IntendedAt >= from && r.IntendedAt < until && r.OpenSince == null && r.UnpostedSince == null)
            .OrderBy(r => r.IntendedAt).Take(RemovedAtOnce).Select(r => new { r.MessageId, r.IntendedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        for (var start = 0; start < rows.Count; start += ListLength)
        {
            var ids = rows.Skip(start).Take(ListLength).Select(r => r.MessageId).ToList();
            await db.GetTable<JournalKeyRow>().Where(k => ids.Contains(k.MessageId)).DeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.GetTable<JournalEventRow>().Where(e => ids.Contains(e.MessageId)).DeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.GetTable<JournalRow>().Where(r => ids.Contains(r.MessageId)).DeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return (rows.Count, rows.Count == 0 ? until : rows[rows.Count - 1].IntendedAt);
    }

    /// <summary>Open, not held, due: the walk is over the index of open records, however long the journal is.</summary>
    internal static IQueryable<string> Due(IQueryable<JournalRow> rows, long at, int most)
        => rows.Where(r => r.OpenSince != null && r.OpenSince <= at && (r.LeaseUntil == null || r.LeaseUntil <= at) && (r.AskAt == null || r.AskAt <= at))
            .OrderBy(r => r.OpenSince).ThenBy(r => r.MessageId).Take(most).Select(r => r.MessageId);

    /// <summary>Rows that another program is just taking are passed over, not waited for. SQLite has one writer: there is nothing to wait for.</summary>
    private IQueryable<string> SkippingLocked(IQueryable<string> due) => _database.Kind switch
    {
        DatabaseKind.PostgreSql => due.AsPostgreSQL().ForUpdateSkipLockedHint(),
        DatabaseKind.MySql => due.AsMySql().ForUpdateSkipLockedHint(),
        DatabaseKind.SqlServer => due.AsSqlServer().WithUpdLockInScope().WithReadPastInScope(),
        _ => due,
    };

    private static void CheckLease(string owner, TimeSpan length)
    {
        if (string.IsNullOrWhiteSpace(owner) || owner.Length > 60)
        {
            throw new ArgumentException("The owner of a lease has a name of 1 to 60 characters", nameof(owner));
        }

        if (length <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(length), "A lease lasts longer than nothing");
        }
    }

    private async Task<bool> ConfirmAsync(DataConnection db, string messageId, CancellationToken cancellationToken)
    {
        var changed = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId && r.State == (int)JournalState.Accepted)
            .Set(r => r.State, (int)JournalState.Confirmed).Set(r => r.UnpostedSince, (long?)null).UpdateAsync(cancellationToken).ConfigureAwait(false);
        if (changed > 0)
        {
            await EventAsync(db, messageId, Now, JournalState.Confirmed, null, null, cancellationToken).ConfigureAwait(false);
        }

        return changed > 0;
    }
}
