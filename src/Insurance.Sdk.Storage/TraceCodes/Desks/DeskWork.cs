using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>The desks' work on an open transaction: sessions and scans.</summary>
internal sealed partial class DeskWork : IDeskWork
{
    private readonly DataConnection _db;
    private readonly InsuranceDatabase _database;

    internal DeskWork(DataConnection db, InsuranceDatabase database)
    {
        _db = db;
        _database = database;
    }

    public long Now => _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<bool> AddSessionAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        var key = KeyOf(session.Kind, session.Number);
        if (await _db.GetTable<SessionRow>().AnyAsync(s => s.OpenKey == key, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Two counters at the same moment: the unique key refuses the second, whose caller then finds the first.
        await _db.InsertAsync(
            new SessionRow
            {
                Id = session.Id, Kind = session.Kind, Number = session.Number, OpenKey = key, Document = session.Document, State = session.State, Version = session.Version,
                OpenedAt = session.OpenedAt, ClosedAt = session.ClosedAt, ClosedBy = session.ClosedBy, Reason = session.Reason, Settlement = session.Settlement,
            },
            token: cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<SessionRecord?> SessionOfAsync(DeskKind kind, string number, CancellationToken cancellationToken)
    {
        var key = KeyOf(kind, number);
        return (await _db.GetTable<SessionRow>().FirstOrDefaultAsync(s => s.OpenKey == key, cancellationToken).ConfigureAwait(false))?.ToRecord();
    }

    public async Task<SessionRecord?> SessionAsync(string id, CancellationToken cancellationToken)
        => (await _db.GetTable<SessionRow>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false))?.ToRecord();

    public async Task<SessionRecord?> LockSessionAsync(string id, CancellationToken cancellationToken)
        => await _db.GetTable<SessionRow>().Where(s => s.Id == id).Set(s => s.Version, s => s.Version + 1).UpdateAsync(cancellationToken).ConfigureAwait(false) == 0
            ? null
            : await SessionAsync(id, cancellationToken).ConfigureAwait(false);

    public Task CloseSessionAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        // A canceled session gives its number free.
        var key = session.State == DeskState.Canceled ? session.Id : KeyOf(session.Kind, session.Number);
        return _db.GetTable<SessionRow>().Where(s => s.Id == session.Id)
            .Set(s => s.State, session.State).Set(s => s.OpenKey, key).Set(s => s.ClosedAt, session.ClosedAt).Set(s => s.ClosedBy, session.ClosedBy)
            .Set(s => s.Reason, session.Reason).Set(s => s.Settlement, session.Settlement)
            .UpdateAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ScanRecord>> ScansAsync(string session, CancellationToken cancellationToken)
        => (await _db.GetTable<ScanRow>().Where(s => s.Session == session && s.Live == 1).OrderBy(s => s.Number).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(s => s.ToRecord()).ToList();

    public Task AddScanAsync(ScanRecord scan, CancellationToken cancellationToken) => AddScansAsync(new[] { scan }, cancellationToken);

    public async Task AddScansAsync(IReadOnlyList<ScanRecord> scans, CancellationToken cancellationToken)
    {
        if (scans.Count == 0)
        {
            return;
        }

        var session = scans[0].Session;
        var kind = await _db.GetTable<SessionRow>().Where(s => s.Id == session).Select(s => s.Kind).FirstAsync(cancellationToken).ConfigureAwait(false);
        var rows = scans.Select(scan => new ScanRow
        {
            Session = scan.Session, Number = scan.Number, Kind = kind, Code = scan.Code, Line = scan.Line, Split = scan.IsSplit ? 1 : 0, Units = StoredUnits.Of(scan.Units),
            Lot = scan.Lot, Made = scan.Made, Expires = scan.Expires, Origin = scan.Origin, Live = 1, At = scan.At,
        });
        await AddRowsAsync(rows, scans.Count, cancellationToken).ConfigureAwait(false);
    }

    public Task TakeBackScanAsync(ScanRecord scan, CancellationToken cancellationToken)
        => _db.GetTable<ScanRow>().Where(s => s.Session == scan.Session && s.Number == scan.Number).Set(s => s.Live, 0).UpdateAsync(cancellationToken);

    public async Task<IReadOnlyList<ScanRecord>> ScansOfLineAsync(DeskKind kind, string line, CancellationToken cancellationToken)
        => (await _db.GetTable<ScanRow>().Where(s => s.Line == line && s.Kind == kind && s.Live == 1).OrderBy(s => s.At).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(s => s.ToRecord()).ToList();

    public async Task<VirtualRecord?> VirtualAsync(string session, string line, bool isSplit, CancellationToken cancellationToken)
    {
        var split = isSplit ? 1 : 0;
        var row = await _db.GetTable<VirtualRow>().FirstOrDefaultAsync(v => v.Session == session && v.Line == line && v.Split == split, cancellationToken).ConfigureAwait(false);
        return row is null ? null : new VirtualRecord(row.Session, row.Line, row.Split != 0, row.Serial) { State = row.State, Code = row.Code, MessageId = row.MessageId };
    }

    public async Task SetVirtualAsync(VirtualRecord record, CancellationToken cancellationToken)
    {
        await RemoveVirtualAsync(record, cancellationToken).ConfigureAwait(false);
        await _db.InsertAsync(
            new VirtualRow
            {
                Session = record.Session, Line = record.Line, Split = record.IsSplit ? 1 : 0, Serial = record.Serial, State = record.State, Code = record.Code, MessageId = record.MessageId, At = Now,
            },
            token: cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveVirtualAsync(VirtualRecord record, CancellationToken cancellationToken)
    {
        var split = record.IsSplit ? 1 : 0;
        return _db.GetTable<VirtualRow>().Where(v => v.Session == record.Session && v.Line == record.Line && v.Split == split).DeleteAsync(cancellationToken);
    }

    /// <summary>One row goes by itself; many go in one statement or a few, as the product takes them.</summary>
    private async Task AddRowsAsync<T>(IEnumerable<T> rows, int count, CancellationToken cancellationToken)
        where T : class
    {
        if (count == 1)
        {
            await _db.InsertAsync(rows.First(), token: cancellationToken).ConfigureAwait(false);
        }
        else if (count > 1)
        {
            await _db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KeyOf(DeskKind kind, string number) => ((int)kind).ToString(System.Globalization.CultureInfo.InvariantCulture) + ":" + number;
}
