using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.Visits;
using Insurance.Sdk.Visits;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage;

/// <summary>Visits in a database. Thread-safe; several programs and counters may use the same database.</summary>
public sealed class DatabaseVisitStore : IVisitStore
{
    private const int SerialsPerQuery = 500;

    private readonly InsuranceDatabase _database;
    private readonly VisitStoreOptions _options;

    /// <summary>Creates the store; its tables are made at first use.</summary>
    /// <param name="database">The database.</param>
    /// <param name="options">Settings.</param>
    public DatabaseVisitStore(InsuranceDatabase database, VisitStoreOptions? options = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _options = options ?? new VisitStoreOptions();
    }

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _database.EnsureAsync(VisitTables.Part, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> AddAsync(VisitRecord record, CancellationToken cancellationToken = default)
    {
        var row = RowOf(record ?? throw new ArgumentNullException(nameof(record)));
        try
        {
            return await _database.WriteAsync(VisitTables.Part, async (db, c) =>
            {
                if (await IsTakenAsync(db, row.NumberKey, c).ConfigureAwait(false))
                {
                    return false;
                }

                await db.InsertAsync(row, token: c).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // Two counters at the same moment: the unique key refuses the second.
            if (await _database.ReadAsync(VisitTables.Part, (db, c) => IsTakenAsync(db, row.NumberKey, c), cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<bool> SaveAsync(VisitRecord record, long expectedVersion, IReadOnlyList<VisitLineChange> lines, CancellationToken cancellationToken = default)
    {
        var row = RowOf(record ?? throw new ArgumentNullException(nameof(record)));
        _ = lines ?? throw new ArgumentNullException(nameof(lines));
        return _database.WriteAsync(VisitTables.Part, async (db, c) =>
        {
            var changed = await db.GetTable<VisitRow>().Where(v => v.Id == row.Id && v.Version == expectedVersion)
                .Set(v => v.NumberKey, row.NumberKey)
                .Set(v => v.CenterId, row.CenterId)
                .Set(v => v.State, row.State)
                .Set(v => v.PendingMessageId, row.PendingMessageId)
                .Set(v => v.PendingSince, row.PendingSince)
                .Set(v => v.Version, row.Version)
                .Set(v => v.ChangedAt, row.ChangedAt)
                .Set(v => v.IsProtected, row.IsProtected)
                .Set(v => v.Document, row.Document)
                .UpdateAsync(c).ConfigureAwait(false);
            if (changed == 0)
            {
                return false;
            }

            foreach (var change in lines)
            {
                await ChangeAsync(db, row.Id, change, c).ConfigureAwait(false);
            }

            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<VisitRecord?> FindAsync(string id, CancellationToken cancellationToken = default)
        => OneAsync(v => v.Where(r => r.Id == id), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VisitRecord>> FindByNumberAsync(VisitKind kind, string number, CancellationToken cancellationToken = default)
    {
        var stored = Blind(number);
        return ManyAsync(v => v.Where(r => r.Number == stored && r.Kind == kind).OrderByDescending(r => r.OpenedAt).ThenByDescending(r => r.Id), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<VisitRecord?> FindByCenterIdAsync(string centerVisitId, CancellationToken cancellationToken = default)
        => string.IsNullOrEmpty(centerVisitId) ? Task.FromResult<VisitRecord?>(null) : OneAsync(v => v.Where(r => r.CenterId == centerVisitId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VisitRecord>> ListPendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken = default)
    {
        var until = before.ToUnixTimeMilliseconds();
        return ManyAsync(v => v.Where(r => r.PendingSince != null && r.PendingSince <= until).OrderBy(r => r.PendingSince).ThenBy(r => r.Id).Take(most), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VisitLine>> LinesAsync(string id, IReadOnlyCollection<string>? serials, CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<VisitLine>>(VisitTables.Part, async (db, c) =>
        {
            var lines = db.GetTable<VisitLineRow>().Where(l => l.Visit == id);
            var found = new List<VisitLineRow>();
            if (serials is null)
            {
                found = await lines.OrderBy(l => l.Serial).ToListAsync(c).ConfigureAwait(false);
            }
            else
            {
                foreach (var part in Parts(serials))
                {
                    found.AddRange(await lines.Where(l => part.Contains(l.Serial)).ToListAsync(c).ConfigureAwait(false));
                }
            }

            return found.ConvertAll(l => new VisitLine(l.Serial, l.Batch, l.Amount, l.MessageId) { IsAtCenter = l.Arrived != 0, SettledBy = l.SettledBy });
        }, cancellationToken);

    /// <summary>Takes visits out, with their lines, that have not changed since and in which no step waits. Their numbers are free from then on.</summary>
    /// <param name="since">The last change was before.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many.</returns>
    public Task<int> RemoveUnchangedAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var until = since.ToUnixTimeMilliseconds();
        return _database.WriteAsync(VisitTables.Part, async (db, c) =>
        {
            var old = db.GetTable<VisitRow>().Where(v => v.ChangedAt < until && v.PendingSince == null);
            await db.GetTable<VisitLineRow>().Where(l => old.Any(v => v.Id == l.Visit)).DeleteAsync(c).ConfigureAwait(false);
            return await old.DeleteAsync(c).ConfigureAwait(false);
        }, cancellationToken);
    }

    private static Task<bool> IsTakenAsync(DataConnection db, string numberKey, CancellationToken cancellationToken)
        => db.GetTable<VisitRow>().AnyAsync(v => v.NumberKey == numberKey, cancellationToken);

    private static async Task ChangeAsync(DataConnection db, string visit, VisitLineChange change, CancellationToken cancellationToken)
    {
        var lines = db.GetTable<VisitLineRow>().Where(l => l.Visit == visit);
        switch (change.Kind)
        {
            case VisitLineChangeKind.Add:
                await db.BulkCopyAsync(
                    new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows },
                    change.Lines.Select(l => new VisitLineRow { Visit = visit, Serial = l.Serial, Batch = l.BatchNumber, Amount = l.Amount, MessageId = l.MessageId, SettledBy = l.SettledBy, Arrived = l.IsAtCenter ? 1 : 0 }),
                    cancellationToken).ConfigureAwait(false);
                break;
            case VisitLineChangeKind.Arrive:
                await lines.Where(l => l.MessageId == change.MessageId).Set(l => l.Arrived, 1).UpdateAsync(cancellationToken).ConfigureAwait(false);
                break;
            case VisitLineChangeKind.Forget:
                await lines.Where(l => l.MessageId == change.MessageId && l.Arrived == 0).DeleteAsync(cancellationToken).ConfigureAwait(false);
                break;
            case VisitLineChangeKind.Settle:
                await Uncovered(lines, change).Set(l => l.SettledBy, change.MessageId).UpdateAsync(cancellationToken).ConfigureAwait(false);
                break;
            case VisitLineChangeKind.Delete when change.Serials is { } serials:
                foreach (var part in Parts(serials))
                {
                    await Uncovered(lines, change).Where(l => part.Contains(l.Serial)).DeleteAsync(cancellationToken).ConfigureAwait(false);
                }

                break;
            case VisitLineChangeKind.Delete:
                await Uncovered(lines, change).DeleteAsync(cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }

    /// <summary>Lines at the center, of the batch where one is named, that no settlement which stands covers.</summary>
    private static IQueryable<VisitLineRow> Uncovered(IQueryable<VisitLineRow> lines, VisitLineChange change)
    {
        var arrived = lines.Where(l => l.Arrived == 1);
        if (change.BatchNumber is { } batch)
        {
            arrived = arrived.Where(l => l.Batch == batch);
        }

        var except = change.Except.ToList();
        return except.Count == 0 ? arrived : arrived.Where(l => !except.Contains(l.SettledBy));
    }

    private static IEnumerable<List<string>> Parts(IReadOnlyCollection<string> serials)
    {
        var all = serials.Distinct(StringComparer.Ordinal).ToList();
        for (var start = 0; start < all.Count; start += SerialsPerQuery)
        {
            yield return all.GetRange(start, Math.Min(SerialsPerQuery, all.Count - start));
        }
    }

    private Task<VisitRecord?> OneAsync(Func<IQueryable<VisitRow>, IQueryable<VisitRow>> which, CancellationToken cancellationToken)
        => _database.ReadAsync(VisitTables.Part, async (db, c) => await which(db.GetTable<VisitRow>()).FirstOrDefaultAsync(c).ConfigureAwait(false) is { } row ? RecordOf(row) : null, cancellationToken);

    private Task<IReadOnlyList<VisitRecord>> ManyAsync(Func<IQueryable<VisitRow>, IQueryable<VisitRow>> which, CancellationToken cancellationToken)
        => _database.ReadAsync<IReadOnlyList<VisitRecord>>(VisitTables.Part, async (db, c) => (await which(db.GetTable<VisitRow>()).ToListAsync(c).ConfigureAwait(false)).ConvertAll(RecordOf), cancellationToken);

    private VisitRow RowOf(VisitRecord record) => new()
    {
        Id = record.Id,
        Kind = record.Kind,
        Number = Blind(record.Number),
        NumberKey = record.HoldsNumber ? Blind(record.NumberKey) : record.Id,
        CenterId = record.CenterVisitId,
        State = record.State,
        PendingMessageId = record.PendingMessageId,
        PendingSince = record.PendingSince?.ToUnixTimeMilliseconds(),
        Version = record.Version,
        OpenedAt = record.OpenedAt.ToUnixTimeMilliseconds(),
        ChangedAt = record.ChangedAt.ToUnixTimeMilliseconds(),
        IsProtected = _options.Protection is null ? 0 : 1,
        Document = _options.Protection is { } protection ? protection.Protect(Sealed(record)) : record.Document.ToArray(),
    };

    private VisitRecord RecordOf(VisitRow row)
    {
        var (number, document) = row.IsProtected == 0 ? (row.Number, row.Document) : Open(row.Document);
        return new VisitRecord
        {
            Id = row.Id,
            Kind = row.Kind,
            Number = number,
            HoldsNumber = row.NumberKey != row.Id,
            CenterVisitId = row.CenterId,
            State = row.State,
            PendingMessageId = row.PendingMessageId,
            PendingSince = row.PendingSince is { } since ? Instant(since) : null,
            Version = row.Version,
            OpenedAt = Instant(row.OpenedAt),
            ChangedAt = Instant(row.ChangedAt),
            Document = document,
        };
    }

    /// <summary>The number lies with the document: beside it stands only what it can be found by.</summary>
    private static byte[] Sealed(VisitRecord record)
    {
        var number = Encoding.UTF8.GetBytes(record.Number);
        var all = new byte[1 + number.Length + record.Document.Length];
        all[0] = checked((byte)number.Length);
        number.CopyTo(all, 1);
        record.Document.Span.CopyTo(all.AsSpan(1 + number.Length));
        return all;
    }

    private (string Number, byte[] Document) Open(byte[] stored)
    {
        var all = (_options.Protection ?? throw new ConfigurationException("visits.protection", "the visit is protected, and this store was opened without a key")).Unprotect(stored);
        return (Encoding.UTF8.GetString(all, 1, all[0]), all.AsSpan(1 + all[0]).ToArray());
    }

    private string Blind(string value) => _options.Protection?.Blind(value) ?? value;

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(ChinaTime.Offset);
}
