using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>The journal of commands in a database: the intent is durable before a byte leaves, and what became of it is kept.</summary>
/// <remarks>
/// <para>Give it to the client as <see cref="InsuranceClientParts.Journal"/>. Thread-safe. Several programs may share the database.</para>
/// <para>Life of a record: Intended, Sent, then Accepted, Refused, NotProcessed or Unknown. An accepted one is Confirmed when the hospital's
/// own books have it (<see cref="ConfirmAsync(string, DbTransaction, CancellationToken)"/> within the transaction that posts it), Reversed when it was taken back, Abandoned when a person says so.</para>
/// </remarks>
public sealed class CallJournal : ICallJournal
{
    private const int ReasonLength = 300;

    private readonly InsuranceDatabase _database;
    private readonly JournalOptions _options;
    private readonly GroupCommit _group;
    private readonly ConcurrentDictionary<string, long> _sentAt = new(StringComparer.Ordinal);

    /// <summary>Creates the journal; its tables are made at first use.</summary>
    public CallJournal(InsuranceDatabase database, JournalOptions? options = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _options = options ?? new JournalOptions();
        _group = new GroupCommit(database, JournalTables.Part);
    }

    /// <summary>Makes the tables. Needed before the first use within a caller's transaction.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _database.EnsureAsync(JournalTables.Part, cancellationToken);

    /// <inheritdoc/>
    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
    {
        _ = intent ?? throw new ArgumentNullException(nameof(intent));
        var at = intent.At.ToUnixTimeMilliseconds();
        var row = new JournalRow
        {
            MessageId = intent.MessageId,
            Code = intent.Code,
            Operation = intent.OperationKey,
            Institution = intent.InstitutionCode,
            InsuredArea = intent.InsuredArea,
            Operator = intent.OperatorCode,
            State = (int)JournalState.Intended,
            IntendedAt = at,
            OpenSince = at,
            Hash = intent.MessageHash,
            IsProtected = _options.Protection is null ? 0 : 1,
            Input = Protect(intent.Input),
        };
        var keys = Rows(intent.MessageId, intent.Keys);
        return _group.RunAsync(async (db, c) =>
        {
            await db.InsertAsync(row, token: c).ConfigureAwait(false);
            foreach (var key in keys)
            {
                await db.InsertAsync(key, token: c).ConfigureAwait(false);
            }
        });
    }

    /// <inheritdoc/>
    public void NoteSending(string messageId) => _sentAt[messageId] = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public Task ConcludeAsync(JournalOutcome outcome)
    {
        _ = outcome ?? throw new ArgumentNullException(nameof(outcome));
        if (outcome.State is not (JournalState.Accepted or JournalState.Refused or JournalState.NotProcessed or JournalState.Unknown))
        {
            throw new ArgumentException("A call ends as Accepted, Refused, NotProcessed or Unknown, not as " + outcome.State, nameof(outcome));
        }

        var at = outcome.At.ToUnixTimeMilliseconds();
        var sent = _sentAt.TryRemove(outcome.MessageId, out var noted) ? noted : (long?)null;
        var keys = Rows(outcome.MessageId, outcome.Keys);
        var output = outcome.Output.IsEmpty ? null : Protect(outcome.Output);
        var unknown = outcome.State == JournalState.Unknown;
        return _group.RunAsync(async (db, c) =>
        {
            // Only what is still open: recovery may have been faster, and knows more.
            var changed = await db.GetTable<JournalRow>()
                .Where(r => r.MessageId == outcome.MessageId && (r.State == (int)JournalState.Intended || r.State == (int)JournalState.Sent))
                .Set(r => r.State, (int)outcome.State)
                .Set(r => r.SentAt, sent)
                .Set(r => r.ConcludedAt, at)
                .Set(r => r.OpenSince, unknown ? at : (long?)null)
                .Set(r => r.UnpostedSince, outcome.State == JournalState.Accepted ? at : (long?)null)
                .Set(r => r.CenterReference, Cut(outcome.CenterReference, 60))
                .Set(r => r.CenterCode, Cut(outcome.CenterCode, 60))
                .Set(r => r.Reason, Cut(outcome.Reason, ReasonLength))
                .Set(r => r.Output, output)
                .UpdateAsync(c).ConfigureAwait(false);
            if (changed == 0)
            {
                return;
            }

            await AddKeysAsync(db, outcome.MessageId, keys, c).ConfigureAwait(false);
            await db.InsertAsync(new JournalEventRow { MessageId = outcome.MessageId, At = at, State = (int)outcome.State, Why = Cut(outcome.Reason, ReasonLength) }, token: c).ConfigureAwait(false);
        });
    }

    /// <summary>One record; null where there is none.</summary>
    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync<JournalEntry?>(JournalTables.Part, async (db, c) =>
        {
            var rows = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId).ToListAsync(c).ConfigureAwait(false);
            return rows.Count == 0 ? null : (await WithKeysAsync(db, rows, c).ConfigureAwait(false))[0];
        }, cancellationToken);

    /// <summary>Records with a business key, oldest first.</summary>
    /// <param name="name">Field code, such as mdtrt_id, setl_id, chrg_bchno, fixmedins_bchno.</param>
    /// <param name="value">Its value as it was sent.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        var stored = Blind(value);
        return _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var rows = await (from k in db.GetTable<JournalKeyRow>()
                              join r in db.GetTable<JournalRow>() on k.MessageId equals r.MessageId
                              where k.Name == name && k.Value == stored
                              orderby r.IntendedAt, r.MessageId
                              select r).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Records of a time, or all, oldest first.</summary>
    /// <param name="from">First instant; null from the beginning.</param>
    /// <param name="until">First instant that is no more part; null to the end.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var first = from?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var end = until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        return _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var rows = await db.GetTable<JournalRow>().Where(r => r.IntendedAt >= first && r.IntendedAt < end).OrderBy(r => r.IntendedAt).ThenBy(r => r.MessageId).Take(most).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Records whose outcome has to be found out, oldest first. Takes time by their number, not by the length of the journal.</summary>
    /// <param name="olderThan">Only those that have been open so long: a call that is still waiting for its answer is nobody's business yet.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var until = (_database.Clock.GetUtcNow() - olderThan).ToUnixTimeMilliseconds();
        return _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var rows = await db.GetTable<JournalRow>().Where(r => r.OpenSince != null && r.OpenSince <= until).OrderBy(r => r.OpenSince).ThenBy(r => r.MessageId).Take(most).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Records that the center has booked and the hospital's books do not confirm, oldest first.</summary>
    /// <param name="olderThan">Only those that have stood so long.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
    {
        var until = (_database.Clock.GetUtcNow() - olderThan).ToUnixTimeMilliseconds();
        return _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var rows = await db.GetTable<JournalRow>().Where(r => r.UnpostedSince != null && r.UnpostedSince <= until).OrderBy(r => r.UnpostedSince).ThenBy(r => r.MessageId).Take(most).ToListAsync(c).ConfigureAwait(false);
            return await WithKeysAsync(db, rows, c).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>The input and the output of a record as JSON. They hold personal data.</summary>
    /// <exception cref="SignatureException">They were protected with another key.</exception>
    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            var row = await db.GetTable<JournalRow>().FirstOrDefaultAsync(r => r.MessageId == messageId, c).ConfigureAwait(false);
            return row is null ? ((byte[], byte[])?)null : (Unprotect(row.Input, row.IsProtected), row.Output is null ? [] : Unprotect(row.Output, row.IsProtected));
        }, cancellationToken);

    /// <summary>What happened to a record, oldest first.</summary>
    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<JournalEvent>>(JournalTables.Part, async (db, c) =>
            (await db.GetTable<JournalEventRow>().Where(e => e.MessageId == messageId).OrderBy(e => e.Id).ToListAsync(c).ConfigureAwait(false))
                .ConvertAll(e => new JournalEvent(Instant(e.At), (JournalState)e.State, e.Who, e.Why)), cancellationToken);

    /// <summary>Notes that the hospital's own books have what the center accepted.</summary>
    /// <returns>False where the record is not accepted (any more), or confirmed already.</returns>
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
        => ResolveAsync(messageId, JournalState.Abandoned, "abandoned", who, why, cancellationToken);

    /// <summary>Notes what was found out about an open record, or that an accepted one was taken back.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="state">The state from now on.</param>
    /// <param name="resolution">adopted, reversed, nothingHappened, needsPerson, abandoned.</param>
    /// <param name="who">Who.</param>
    /// <param name="why">What it was seen by.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal Task<bool> ResolveAsync(string messageId, JournalState state, string resolution, string who, string why, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(why))
        {
            throw new ArgumentException("Who decided, and why, is part of the record");
        }

        var at = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var open = state is JournalState.Unknown;
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var changed = await db.GetTable<JournalRow>()
                .Where(r => r.MessageId == messageId && (r.OpenSince != null || r.UnpostedSince != null || (state == JournalState.Reversed && r.State == (int)JournalState.Confirmed)))
                .Set(r => r.State, (int)state)
                .Set(r => r.OpenSince, r => open ? r.OpenSince : null)
                .Set(r => r.UnpostedSince, state == JournalState.Accepted ? at : (long?)null)
                .Set(r => r.Resolution, resolution)
                .Set(r => r.ResolvedBy, Cut(who, 100))
                .Set(r => r.ResolvedWhy, Cut(why, ReasonLength))
                .Set(r => r.ResolvedAt, at)
                .UpdateAsync(c).ConfigureAwait(false);
            if (changed == 0)
            {
                return false;
            }

            await db.InsertAsync(new JournalEventRow { MessageId = messageId, At = at, State = (int)state, Who = Cut(who, 100), Why = Cut(why, ReasonLength) }, token: c).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <summary>Takes closed records out that are older; open and unposted ones stay whatever their age.</summary>
    /// <returns>How many.</returns>
    public Task<int> RemoveClosedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var until = before.ToUnixTimeMilliseconds();
        return _database.WriteAsync(JournalTables.Part, async (db, c) =>
        {
            var old = db.GetTable<JournalRow>().Where(r => r.IntendedAt < until && r.OpenSince == null && r.UnpostedSince == null);
            await db.GetTable<JournalKeyRow>().Where(k => old.Any(r => r.MessageId == k.MessageId)).DeleteAsync(c).ConfigureAwait(false);
            await db.GetTable<JournalEventRow>().Where(e => old.Any(r => r.MessageId == e.MessageId)).DeleteAsync(c).ConfigureAwait(false);
            return await old.DeleteAsync(c).ConfigureAwait(false);
        }, cancellationToken);
    }

    private async Task<bool> ConfirmAsync(DataConnection db, string messageId, CancellationToken cancellationToken)
    {
        var at = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var changed = await db.GetTable<JournalRow>().Where(r => r.MessageId == messageId && r.State == (int)JournalState.Accepted)
            .Set(r => r.State, (int)JournalState.Confirmed).Set(r => r.UnpostedSince, (long?)null).UpdateAsync(cancellationToken).ConfigureAwait(false);
        if (changed > 0)
        {
            await db.InsertAsync(new JournalEventRow { MessageId = messageId, At = at, State = (int)JournalState.Confirmed }, token: cancellationToken).ConfigureAwait(false);
        }

        return changed > 0;
    }

    private static async Task<IReadOnlyList<JournalEntry>> WithKeysAsync(DataConnection db, List<JournalRow> rows, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, List<KeyValuePair<string, string>>>(StringComparer.Ordinal);
        // In portions: products limit the length of a list in a statement.
        for (var start = 0; start < rows.Count; start += 500)
        {
            var ids = rows.Skip(start).Take(500).Select(r => r.MessageId).ToList();
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
            SentAt = r.SentAt is { } sent ? Instant(sent) : null,
            ConcludedAt = r.ConcludedAt is { } concluded ? Instant(concluded) : null,
            CenterReference = r.CenterReference,
            CenterCode = r.CenterCode,
            Reason = r.Reason,
            Resolution = r.Resolution,
            ResolvedBy = r.ResolvedBy,
            ResolvedWhy = r.ResolvedWhy,
            Keys = keys.TryGetValue(r.MessageId, out var found) ? found : [],
        });
    }

    private static async Task AddKeysAsync(DataConnection db, string messageId, List<JournalKeyRow> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var known = await db.GetTable<JournalKeyRow>().Where(k => k.MessageId == messageId).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys.Where(k => !known.Exists(o => o.Name == k.Name && o.Value == k.Value)))
        {
            await db.InsertAsync(key, token: cancellationToken).ConfigureAwait(false);
        }
    }

    private List<JournalKeyRow> Rows(string messageId, IReadOnlyList<KeyValuePair<string, string>> keys)
        => keys.Select(k => new JournalKeyRow { Name = k.Key, Value = Blind(k.Value), MessageId = messageId }).ToList();

    private string Blind(string value) => _options.Protection?.Blind(value) ?? value;

    private byte[] Protect(ReadOnlyMemory<byte> plain) => _options.Protection is { } protection ? protection.Protect(plain.ToArray()) : plain.ToArray();

    private byte[] Unprotect(byte[] stored, int isProtected) => isProtected == 0
        ? stored
        : (_options.Protection ?? throw new ConfigurationException("journal.protection", "the record is protected, and this journal was opened without a key")).Unprotect(stored);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(ChinaTime.Offset);

    private static string? Cut(string? text, int length) => text is not null && text.Length > length ? text.Substring(0, length) : text;
}
