using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Packs and units: quantity divided by pack size.</summary>
internal static class PackArithmetic
{
    /// <summary>Whole packs, and the units beside them.</summary>
    internal static (decimal Packs, decimal Units) Split(decimal quantity, decimal packSize)
    {
        var packs = Math.Floor(quantity / packSize);
        return (packs, quantity - (packs * packSize));
    }

    /// <summary>How far a line is, given the scans that count.</summary>
    internal static LineProgress Progress(DispensingLine line, IEnumerable<ScanRecord> scans)
    {
        decimal packs = 0;
        decimal units = 0;
        foreach (var scan in scans.Where(s => s.Line == line.Id))
        {
            if (scan.IsSplit)
            {
                units += scan.Units;
            }
            else
            {
                // A virtual code stands for all packs of its row.
                packs += scan.Units / line.PackSize;
            }
        }

        return new LineProgress
        {
            LineId = line.Id,
            Item = line.Item,
            Name = line.Name,
            PacksNeeded = line.PacksToScan,
            PacksTaken = packs,
            UnitsNeeded = line.UnitsToScan,
            UnitsTaken = units,
            ExemptReason = line.ExemptReason,
        };
    }
}
