using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Ledger;

namespace Dispensary;

/// <summary>Our book beside the mock center's ledger, line by line: keys, quantities, trace codes.</summary>
internal static class LedgerComparison
{
    /// <summary>Every difference; none where the two are equal.</summary>
    internal static List<string> Differences(IEnumerable<BookLine> lines, IEnumerable<LedgerDocument> documents, string institutionCode)
    {
        var differences = new List<string>();
        var theirs = documents.Where(d => !d.IsUndone && d.Institution == institutionCode).ToLookup(d => (d.Code, Serial: d.Keys["fixmedins_bchno"]));
        var ours = lines.ToLookup(l => (l.Code, l.Serial));
        foreach (var key in ours.Select(g => g.Key).Union(theirs.Select(g => g.Key)))
        {
            var name = $"{key.Code} {key.Serial}";
            var booked = ours[key].Where(l => l.IsBooked).ToList();
            var found = theirs[key].ToList();
            if (booked.Count > 1 || found.Count > 1)
            {
                differences.Add($"{name}: {booked.Count} times in our book, {found.Count} times at the center");
            }
            else if (found.Count == 0)
            {
                // A refused line must be in neither book.
                if (booked.Count == 1)
                {
                    differences.Add($"{name}: not at the center");
                }
            }
            else if (booked.Count == 0)
            {
                differences.Add($"{name}: at the center, not booked by us");
            }
            else
            {
                differences.AddRange(Differences(booked[0], found[0]).Select(d => $"{name}: {d}"));
            }
        }

        return differences;
    }

    private static IEnumerable<string> Differences(BookLine ours, LedgerDocument theirs)
    {
        if (theirs.Keys["fixmedins_hilist_id"] != ours.Item || theirs.Keys["med_list_codg"] != ours.InsuranceCode)
        {
            yield return "another item";
        }

        if (theirs.Quantity != ours.Units)
        {
            yield return "another quantity";
        }

        if (!theirs.TraceCodes.Order(StringComparer.Ordinal).SequenceEqual(ours.TraceCodes.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            yield return "other trace codes";
        }
    }
}
