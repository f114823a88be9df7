using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2101 and 2102: visit, lines and settlement of a purchase in one message. No key of the caller prevents a double.</summary>
internal static class PharmacyHandlers
{
    internal static HandlerAnswer Try(CenterCall call) => Work(call, keep: false);

    internal static HandlerAnswer Settle(CenterCall call) => Work(call, keep: true);

    // A trial books as the settlement does and takes everything back.
    private static HandlerAnswer Work(CenterCall call, bool keep)
    {
        var row = call.One("druginfo");
        if (VisitChecks.Insured(call, row, out var person, out var insurance) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        lock (call.Ledger.Visits.Persons.Gate)
        {
            using var batch = call.Begin();
            var book = call.Ledger.Visits;
            var id = book.NextVisitId;
            batch.Add(VisitEvents.Open(id, VisitKind.Pharmacy, person.Number, insurance.Type, insurance.Area, "", row.Text("med_type"), row.Line()));
            var visit = book.Visit(id)!;
            foreach (var line in call.Rows("drugdetail"))
            {
                var serial = line.Text("feedetl_sn");
                if (visit.Lines.Any(l => l.Serial == serial))
                {
                    return HandlerAnswer.Refused($"第{visit.Lines.Count + 1}行 feedetl_sn 费用明细流水号：重复");
                }

                var selfPaid = call.Options.Money.SelfPaid(line.Text("med_list_codg"), "", line.Number("det_item_fee_sumamt") ?? 0);
                batch.Add(VisitEvents.AddLine(id, visit.Lines.Count + 1, serial, "", selfPaid, line.Line()));
            }

            if (visit.Lines.Count == 0)
            {
                return HandlerAnswer.Refused("drugdetail：至少要有一行");
            }

            if (SettlementHandlers.Share(call, visit, "", visit.Lines, row, false, out var bill) is { } wrong)
            {
                return HandlerAnswer.Refused(wrong);
            }

            if (!keep)
            {
                return new HandlerAnswer(WithLines(call, SettlementAnswers.OfTrial(call, bill!), visit));
            }

            var settlement = book.NextSettlementId;
            batch.Add(VisitEvents.Settle(settlement, bill!, call.Time, row.Line()));
            batch.Complete();
            return new HandlerAnswer(WithLines(call, SettlementAnswers.Of(call, book.Settlement(settlement)!), visit));
        }
    }

    private static JsonNode WithLines(CenterCall call, JsonNode answer, Visit visit)
    {
        foreach (var (key, value) in OutputWriter.Compose(call.Transaction, ("detlcutinfo", visit.Lines.Select(FeeLines.Values))).AsObject())
        {
            answer[key] = value!.DeepClone();
        }

        return answer;
    }
}
