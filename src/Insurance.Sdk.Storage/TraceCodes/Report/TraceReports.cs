using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes.Desks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Makes daily reports from what the desks noted and what the queue sent.</summary>
public sealed class TraceReports
{
    private readonly InsuranceDatabase _database;

    /// <summary>Creates a maker of reports.</summary>
    public TraceReports(InsuranceDatabase database)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
    }

    /// <summary>The report of a day of business in China.</summary>
    public async Task<TraceDayReport> OfDayAsync(ChinaTime day, CancellationToken cancellationToken = default)
    {
        var text = day.ToString("yyyy-MM-dd");
        var needs = await _database.ReadAsync(DeskTables.Part, (db, c) => db.GetTable<NeedRow>().Where(n => n.Day == text).ToListAsync(c), cancellationToken).ConfigureAwait(false);
        var lines = await _database.ReadAsync(
            QueueTables.Part,
            (db, c) => db.GetTable<QueueRow>().Where(r => r.Day == text).GroupBy(r => new { r.Item, r.Kind, r.State })
                .Select(g => new Lines(g.Key.Item, g.Key.Kind, g.Key.State, g.Count(), g.Sum(r => r.CodeCount), g.Max(r => r.ItemName)!)).ToListAsync(c),
            cancellationToken).ConfigureAwait(false);

        var sales = lines.Where(l => l.Kind == (int)TraceUploadKind.Sale).ToLookup(l => l.Item, StringComparer.Ordinal);
        var byItem = needs.ToLookup(n => n.Item, StringComparer.Ordinal);
        var items = byItem.Select(g => g.Key).Union(sales.Select(g => g.Key), StringComparer.Ordinal);
        return new TraceDayReport(
            text,
            ChinaTime.Now(_database.Clock),
            items.Select(i => Drug(i, byItem[i].ToList(), sales[i].ToList())),
            lines.GroupBy(l => l.Kind).Select(g => Upload((TraceUploadKind)g.Key, g.ToList())));
    }

    private static TraceDrugDay Drug(string item, List<NeedRow> needs, List<Lines> sales)
    {
        var open = needs.Where(n => n.ExemptReason.Length == 0).ToList();
        return new TraceDrugDay
        {
            Item = item,
            Name = needs.Select(n => n.Name).Concat(sales.Select(s => s.Name)).FirstOrDefault(n => n.Length > 0) ?? "",
            Needed = open.Sum(Needed),
            Collected = open.Sum(Collected),
            ExemptLines = needs.Count - open.Count,
            MissingLines = open.Count(n => n.MissingReason.Length > 0),
            BySettlement = open.Where(n => n.Channel == TraceChannel.Settlement).Sum(Collected),
            Sent = Codes(sales, TraceUploadState.Accepted),
            Refused = Codes(sales, TraceUploadState.Quarantined),
            Waiting = Codes(sales, TraceUploadState.Waiting) + Codes(sales, TraceUploadState.Sending),
            Unknown = Codes(sales, TraceUploadState.Unknown),
            GivenUp = Codes(sales, TraceUploadState.Canceled),
        };
    }

    // The desks note packs and split units in ten-thousandths; the split part of a line needs one code, however many units it has.
    private static long Needed(NeedRow need) => Packs(need.PacksNeeded) + (need.UnitsNeeded > 0 ? 1 : 0);

    private static long Collected(NeedRow need)
        => Math.Min(Packs(need.PacksCollected), Packs(need.PacksNeeded)) + (need.UnitsNeeded > 0 && need.UnitsCollected >= need.UnitsNeeded ? 1 : 0);

    private static long Packs(long stored) => (long)StoredUnits.Back(stored);

    private static long Codes(List<Lines> sales, TraceUploadState state) => sales.Where(s => s.State == (int)state).Sum(s => (long)s.Codes);

    private static TraceUploadDay Upload(TraceUploadKind kind, List<Lines> lines)
    {
        long Of(TraceUploadState state) => lines.Where(l => l.State == (int)state).Sum(l => (long)l.Count);
        return new TraceUploadDay
        {
            Kind = kind,
            Accepted = Of(TraceUploadState.Accepted),
            Waiting = Of(TraceUploadState.Waiting) + Of(TraceUploadState.Sending),
            Unknown = Of(TraceUploadState.Unknown),
            Quarantined = Of(TraceUploadState.Quarantined),
            GivenUp = Of(TraceUploadState.Canceled),
        };
    }

    private sealed record Lines(string Item, int Kind, int State, int Count, int Codes, string Name);
}
