using System.Collections.Generic;
using System.Linq;

namespace Dispensary;

/// <summary>The day's lines by transaction, in the order in which they go to the center.</summary>
internal sealed class DayBook
{
    private const int Noon = 12;

    private DayBook(DayFolder folder, List<SaleLine> sales)
    {
        Folder = folder;
        Counts = StockIn.Counts(folder);
        Purchases = StockIn.Purchases(folder);
        MorningSales = sales.Where(s => s.Time.Value.Hour < Noon).ToList();
        AfternoonSales = sales.Where(s => s.Time.Value.Hour >= Noon).ToList();
        Returns = Dispensary.Returns.Lines(folder, sales);
        StockReturns = StockIn.Returns(folder);
        Lines = [.. Counts, .. Purchases, .. MorningSales, .. AfternoonSales, .. Returns, .. StockReturns];
    }

    internal DayFolder Folder { get; }

    internal IReadOnlyList<CountLine> Counts { get; }

    internal IReadOnlyList<StockChangeLine> Purchases { get; }

    internal IReadOnlyList<SaleLine> MorningSales { get; }

    internal IReadOnlyList<SaleLine> AfternoonSales { get; }

    internal IReadOnlyList<ReturnLine> Returns { get; }

    internal IReadOnlyList<StockChangeLine> StockReturns { get; }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<BookLine> Lines { get; }

    /// <summary>Makes the lines.</summary>
    /// <exception cref="InputException">Scans, prescriptions, stock and returns do not fit together.</exception>
    internal static DayBook Of(DayFolder folder) => new(folder, ScanMatching.Match(folder));
}
