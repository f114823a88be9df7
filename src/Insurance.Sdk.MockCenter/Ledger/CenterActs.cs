using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What a center does by itself, without a message of the hospital. Called under the institution's gate.</summary>
internal static class CenterActs
{
    internal static Settlement Reverse(InstitutionLedger ledger, string settlementId, bool leavesPair, MockCenterOptions options)
    {
        var settlement = ledger.Visits.Settlement(settlementId) ?? throw new KeyNotFoundException("There is no settlement " + settlementId + ".");
        if (!settlement.CountsAsSettled)
        {
            throw new InvalidOperationException("Settlement " + settlementId + " is a refund, or refunded or reversed already.");
        }

        var now = options.TimeProvider.ChinaNow();
        var refund = settlement.Visit.Kind switch { VisitKind.Outpatient => "2208", VisitKind.Inpatient => "2305", _ => "2103" };
        using var batch = ledger.Begin(NextMessageId(ledger, now), leavesPair ? refund : "2601", now);
        if (leavesPair)
        {
            var id = ledger.Visits.AddRefund(batch, settlement, options, ChinaTime.Seconds(now), byCenter: true);
            batch.Complete();
            return ledger.Visits.Settlement(id)!;
        }

        foreach (var change in VisitEvents.ReverseAll(settlement))
        {
            batch.Add(change);
        }

        batch.Complete();
        return settlement;
    }

    internal static Settlement Settle(InstitutionLedger ledger, string visitId, string? batchNumber, string accountFlag, MockCenterOptions options)
    {
        var visit = ledger.Visits.Visit(visitId) ?? throw new KeyNotFoundException("There is no visit " + visitId + ".");
        var lines = visit.Unsettled.Where(l => batchNumber is null || l.Batch == batchNumber).ToList();
        if (visit.IsUndone || lines.Count == 0 || lines.Select(l => l.Batch).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw new InvalidOperationException("Visit " + visitId + " has no unsettled lines of one batch; name the batch where there are several.");
        }

        lock (ledger.Visits.Persons.Gate)
        {
            var now = options.TimeProvider.ChinaNow();
            var bill = ledger.Visits.Share(options, visit, lines[0].Batch, lines, accountFlag, false);
            using var batch = ledger.Begin(NextMessageId(ledger, now), visit.Kind == VisitKind.Inpatient ? "2304" : "2207", now);
            var id = ledger.Visits.NextSettlementId;
            batch.Add(VisitEvents.Settle(id, bill, ChinaTime.Seconds(now), new System.Text.Json.Nodes.JsonObject { ["acct_used_flag"] = accountFlag }, byCenter: true));
            batch.Complete();
            return ledger.Visits.Settlement(id)!;
        }
    }

    // In the form of the hospital's own, from the last sequence number down: a hospital counts up.
    private static string NextMessageId(InstitutionLedger ledger, DateTimeOffset now)
    {
        var start = ledger.Code.PadRight(12, '0') + ChinaTime.Compact(now);
        for (var sequence = 9999; ; sequence--)
        {
            var id = start + sequence.ToString("D4", CultureInfo.InvariantCulture);
            if (ledger.Note(id))
            {
                return id;
            }
        }
    }
}
