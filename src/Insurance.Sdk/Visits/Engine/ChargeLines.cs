using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>A fee line as both tables have it, so that the same rules hold for 2204 and 2301.</summary>
internal sealed record ChargeLine(int Row, string Serial, decimal Amount, decimal Quantity, string Original);

/// <summary>Rules between the lines of a visit that no single row shows.</summary>
internal static class ChargeLines
{
    /// <summary>A serial names one line of a visit, at the center and in the message.</summary>
    internal static void HoldSerials(OwnFields own, IReadOnlyList<ChargeLine> lines, IReadOnlyList<VisitLine> atCenter)
    {
        var known = new HashSet<string>(atCenter.Select(l => l.Serial), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(l => l.Serial.Length > 0))
        {
            if (!seen.Add(line.Serial))
            {
                own.Add("INS6132", "feedetl_sn", "serial", "feedetl_sn 费用明细流水号: comes twice; a serial names one line of a visit", line.Row);
            }
            else if (known.Contains(line.Serial))
            {
                own.Add("INS6133", "feedetl_sn", "serial", "feedetl_sn 费用明细流水号: is at the center already (or on its way there); a serial names one line of a visit", line.Row);
            }
        }
    }

    /// <summary>A refund line names a line that is at the center, or goes there before it.</summary>
    internal static void HoldOriginals(OwnFields own, IReadOnlyList<ChargeLine> lines, IReadOnlyList<VisitLine> atCenter)
    {
        var there = new HashSet<string>(atCenter.Where(l => l.IsAtCenter && l.Amount >= 0).Select(l => l.Serial).Concat(lines.Where(l => l.Quantity >= 0).Select(l => l.Serial)), StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Quantity < 0 && line.Original.Length == 0)
            {
                own.Add("INS6134", "init_feedetl_sn", "refund", "init_feedetl_sn 原费用流水号: must be given on a line with a negative cnt", line.Row);
            }
            else if (line.Quantity < 0 && !there.Contains(line.Original))
            {
                own.Add("INS6135", "init_feedetl_sn", "refund", "init_feedetl_sn 原费用流水号: the line that it names is not at the center; send that line first", line.Row);
            }
        }
    }

    /// <summary>Lines that the answer does not have, or has otherwise. The visit counts what was sent; the trial shows what the center counts.</summary>
    internal static void Compare(IReadOnlyList<ChargeLine> lines, IEnumerable<(string? Serial, decimal? Amount)> answered, int refused, List<VisitWarning> warnings)
    {
        var results = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var (serial, amount) in answered)
        {
            if (!string.IsNullOrWhiteSpace(serial))
            {
                results[serial!.Trim()] = amount;
            }
        }

        if (results.Count > 0 && lines.Count(l => !results.ContainsKey(l.Serial)) is > 0 and var missing)
        {
            warnings.Add(new VisitWarning("INS6208", "feedetl_sn", missing + " line(s) are not in the answer"));
        }

        if (lines.Count(l => results.TryGetValue(l.Serial, out var amount) && amount is { } said && said != l.Amount) is > 0 and var other)
        {
            warnings.Add(new VisitWarning("INS6209", "det_item_fee_sumamt", other + " line(s) come back with another amount"));
        }

        if (refused > 0)
        {
            warnings.Add(new VisitWarning("INS6211", "", refused + " line(s) were refused inside the accepted call: see Receipt.RefusedLines; delete the lines and send them again"));
        }
    }
}
