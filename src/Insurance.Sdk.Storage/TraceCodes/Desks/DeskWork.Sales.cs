using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>Dispensed rows and what the report counts.</summary>
internal sealed partial class DeskWork
{
    public async Task AddSalesAsync(IReadOnlyList<SaleRecord> sales, IReadOnlyList<(string Code, string Serial, decimal Units)> codes, CancellationToken cancellationToken)
    {
        var rows = sales.Select(s => new SaleRow
        {
            Serial = s.Serial, Session = s.Session, Number = s.Number, Visit = s.Visit, Line = s.Line, Item = s.Item, Split = s.IsSplit ? 1 : 0, Units = StoredUnits.Of(s.Units),
            PackSize = StoredUnits.Of(s.PackSize), Returned = StoredUnits.Of(s.Returned), Channel = s.Channel, Settlement = s.Settlement, Body = s.Row, At = s.At,
        });
        await AddRowsAsync(rows, sales.Count, cancellationToken).ConfigureAwait(false);
        await AddRowsAsync(codes.Select(c => new SoldCodeRow { Code = c.Code, Serial = c.Serial, Units = StoredUnits.Of(c.Units) }), codes.Count, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SaleRecord?> SaleAsync(string serial, CancellationToken cancellationToken)
        => (await _db.GetTable<SaleRow>().FirstOrDefaultAsync(s => s.Serial == serial, cancellationToken).ConfigureAwait(false))?.ToRecord();

    public async Task<IReadOnlyList<SaleRecord>> SalesOfSessionAsync(string session, CancellationToken cancellationToken)
        => (await _db.GetTable<SaleRow>().Where(s => s.Session == session).OrderBy(s => s.Serial).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(s => s.ToRecord()).ToList();

    public async Task<IReadOnlyList<SaleRecord>> SalesOfNumberAsync(string numberOrVisit, CancellationToken cancellationToken)
        => (await _db.GetTable<SaleRow>().Where(s => s.Number == numberOrVisit || s.Visit == numberOrVisit).OrderBy(s => s.At).ThenBy(s => s.Serial).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(s => s.ToRecord()).ToList();

    public async Task<IReadOnlyList<(SaleRecord Sale, decimal Units)>> SalesOfCodeAsync(string code, CancellationToken cancellationToken)
    {
        var rows = await (from sold in _db.GetTable<SoldCodeRow>()
                          join sale in _db.GetTable<SaleRow>() on sold.Serial equals sale.Serial
                          where sold.Code == code
                          orderby sale.At descending, sale.Serial descending
                          select new { sale, sold.Units }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Select(r => (r.sale.ToRecord(), StoredUnits.Back(r.Units))).ToList();
    }

    public async Task<IReadOnlyList<(string Code, decimal Units)>> CodesOfSaleAsync(string serial, CancellationToken cancellationToken)
        => (await _db.GetTable<SoldCodeRow>().Where(s => s.Serial == serial).OrderBy(s => s.Code).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(s => (s.Code, StoredUnits.Back(s.Units))).ToList();

    public async Task<bool> ChangeReturnedAsync(SaleRecord before, decimal returned, CancellationToken cancellationToken)
    {
        var was = StoredUnits.Of(before.Returned);
        return await _db.GetTable<SaleRow>().Where(s => s.Serial == before.Serial && s.Returned == was).Set(s => s.Returned, StoredUnits.Of(returned)).UpdateAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    public Task ChangeChannelAsync(string serial, TraceChannel channel, string settlement, string row, CancellationToken cancellationToken)
        => _db.GetTable<SaleRow>().Where(s => s.Serial == serial).Set(s => s.Channel, channel).Set(s => s.Settlement, settlement).Set(s => s.Body, row).UpdateAsync(cancellationToken);

    public Task AddNeedsAsync(IReadOnlyList<NeedRecord> needs, CancellationToken cancellationToken)
        => AddRowsAsync(
            needs.Select(n => new NeedRow
            {
                Session = n.Session, Line = n.Line, Day = n.Day, Item = n.Item, Name = n.Name, PacksNeeded = StoredUnits.Of(n.PacksNeeded), PacksCollected = StoredUnits.Of(n.PacksCollected),
                UnitsNeeded = StoredUnits.Of(n.UnitsNeeded), UnitsCollected = StoredUnits.Of(n.UnitsCollected), ExemptReason = n.ExemptReason, MissingReason = n.MissingReason, Channel = n.Channel, At = n.At,
            }),
            needs.Count,
            cancellationToken);

    public Task EnqueueAsync(IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken)
        => uploads.Count == 0 ? Task.CompletedTask : QueueRows.EnqueueAsync(_db, uploads, Now, cancellationToken);
}
