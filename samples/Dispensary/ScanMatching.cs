using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dispensary;

/// <summary>Turns the scan log into sale lines. A prescription line becomes one sale line per lot, and one more for what came out of an opened pack.</summary>
internal static class ScanMatching
{
    /// <summary>Sale lines in the order of the counter.</summary>
    /// <exception cref="InputException">Scans and prescriptions or stock do not fit.</exception>
    internal static List<SaleLine> Match(DayFolder day)
    {
        var lots = day.StockIn.SelectMany(l => l.TraceCodes.Select(code => (code, l))).ToDictionary(p => p.code, p => p.l, StringComparer.Ordinal);
        CheckPacks(day, lots);
        day.Errors.ThrowIfAny();

        var scansOf = day.Scans.ToLookup(s => s.Prescription);
        var sales = new List<SaleLine>();
        foreach (var prescription in day.Prescriptions)
        {
            var scanned = scansOf[prescription].Sum(Units);
            if (scanned != prescription.Units)
            {
                prescription.Row.Error("units", string.Create(CultureInfo.InvariantCulture, $"{prescription.Units} units prescribed, {scanned} scanned"));
                continue;
            }

            sales.AddRange(Lines(prescription, scansOf[prescription], lots));
        }

        day.Errors.ThrowIfAny();
        return sales.OrderBy(s => s.Time).ThenBy(s => s.Serial, StringComparer.Ordinal).ToList();
    }

    // snippet: split-pack
    private static IEnumerable<SaleLine> Lines(PrescriptionLine prescription, IEnumerable<Scan> scans, Dictionary<string, StockInBillLine> lots)
    {
        // Whole packs and split packs are different lines at the center (trdn_flag), and so are lots (manu_lotnum).
        var parts = scans.GroupBy(s => (IsSplit: s.UnitsTaken is not null, Lot: lots[s.TraceCode]));
        return parts.Select((part, i) => new SaleLine
        {
            Serial = BookLine.SerialOf(prescription.Prescription, prescription.Line, $"S{i + 1}"),
            Prescription = prescription,
            Drug = prescription.Drug,
            Lot = part.Key.Lot,
            IsSplit = part.Key.IsSplit,
            Units = part.Sum(Units),
            // The code of an opened pack comes again with every sale out of it: that is right, and no repeat.
            TraceCodes = part.Select(s => s.TraceCode).ToList(),
            Time = part.Max(s => s.Time),
        });
    }
    // end snippet

    private static int Units(Scan scan) => scan.UnitsTaken ?? scan.Prescription.Drug.UnitsPerPack;

    // A pack is given whole once, or opened and emptied unit by unit.
    private static void CheckPacks(DayFolder day, Dictionary<string, StockInBillLine> lots)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var scan in day.Scans)
        {
            if (!lots.ContainsKey(scan.TraceCode))
            {
                scan.Row.Error("trace_code", "the pack is in no stock-in bill");
                continue;
            }

            var before = given.GetValueOrDefault(scan.TraceCode);
            given[scan.TraceCode] = before + Units(scan);
            if (given[scan.TraceCode] > scan.Prescription.Drug.UnitsPerPack)
            {
                scan.Row.Error("trace_code", before == scan.Prescription.Drug.UnitsPerPack ? "the pack was already given" : "the pack does not hold so many units any more");
            }
        }
    }
}
