using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Storage;

namespace Dispensary;

/// <summary>What the center shows of our trace codes, beside what we believe. This works with any center, as a real one shows no ledger.</summary>
/// <param name="Query">Number of the query.</param>
/// <param name="Ours">Serials with their trace codes, as booked by us.</param>
/// <param name="Theirs">The same, as answered.</param>
internal sealed record TraceCodeBalance(string Query, IReadOnlySet<(string Serial, string Code)> Ours, IReadOnlySet<(string Serial, string Code)> Theirs)
{
    internal bool IsEqual => Ours.SetEquals(Theirs);
}

/// <summary>Reads the day's trace codes back, item by item: the queries have no pages, so questions are kept small. What the center has booked completes the four-code base.</summary>
internal sealed class ReadBack(InsuranceClient client, string institutionCode, DayFolder day, CodeBaseStore codes, DayProgress progress)
{
    // snippet: read-back
    /// <summary>3512: codes that came in.</summary>
    internal async Task<TraceCodeBalance> ReceivedAsync(IEnumerable<BookLine> lines, CancellationToken cancellationToken)
    {
        using var step = progress.Begin($"3512 trace codes received, {day.Drugs.Count} items", day.Drugs.Count);
        var rows = new List<QueryReceivedTraceCodesAnswerOutput>();
        foreach (var drug in day.Drugs)
        {
            var request = new QueryReceivedTraceCodesRequest { Data = { FixmedinsCode = institutionCode, MedinsListCodg = drug.Item, Begndate = day.Begin, Enddate = day.Begin } };
            rows.AddRange((await client.Inventory.QueryReceivedTraceCodesAsync(request, cancellationToken: cancellationToken)).Output);
            step.Advance();
        }

        await codes.LearnFromAsync(rows, cancellationToken);
        return Balance("3512", lines.Where(l => l.IsIn), rows.Select(r => (r.FixmedinsBchno, r.DrugTracCodg)));
    }
    // end snippet

    /// <summary>3513: codes that were sold, also where they came back later.</summary>
    internal async Task<TraceCodeBalance> SoldAsync(IEnumerable<BookLine> lines, CancellationToken cancellationToken)
    {
        using var step = progress.Begin($"3513 trace codes sold, {day.Drugs.Count} items", day.Drugs.Count);
        var rows = new List<QuerySoldTraceCodesAnswerOutput>();
        foreach (var drug in day.Drugs)
        {
            var request = new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = institutionCode, MedinsListCodg = drug.Item, Begndate = day.Begin, Enddate = day.Begin } };
            rows.AddRange((await client.Inventory.QuerySoldTraceCodesAsync(request, cancellationToken: cancellationToken)).Output);
            step.Advance();
        }

        await codes.LearnFromAsync(rows, cancellationToken);
        return Balance("3513", lines.Where(l => l.Code == "3505A"), rows.Select(r => (r.FixmedinsBchno, r.DrugTracCodg)));
    }

    private static TraceCodeBalance Balance(string query, IEnumerable<BookLine> lines, IEnumerable<(string? Serial, string? Code)> shown)
        => new(query, lines.Where(l => l.IsBooked).SelectMany(l => l.TraceCodes.Select(c => (l.Serial, c))).ToHashSet(), shown.Select(s => (s.Serial ?? "", s.Code ?? "")).ToHashSet());
}
