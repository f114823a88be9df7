using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>What fee lines of every kind of visit have in common.</summary>
internal static class FeeLines
{
    /// <summary>The rule that a line breaks; its visit is put among <paramref name="visits"/>.</summary>
    internal static string? Broken(CenterCall call, VisitKind kind, CheckedRow line, Dictionary<string, Visit> visits)
    {
        var id = line.Text("mdtrt_id");
        if (!visits.TryGetValue(id, out var visit) || line.Text("psn_no") != visit.Person)
        {
            if (VisitChecks.Find(call, kind, line, out visit) is { } broken)
            {
                return broken;
            }

            visits[id] = visit;
        }

        var serial = line.Text("feedetl_sn");
        return call.Options.Visits.RepeatedFeeLine == RepeatedFeeLine.Refuse && visit.Standing.Any(l => l.Serial == serial)
            ? "feedetl_sn 费用明细流水号：重复"
            : null;
    }

    internal static JsonObject Add(CenterCall call, CheckedRow line, int row, string batch) => VisitEvents.AddLine(
        line.Text("mdtrt_id"), row, line.Text("feedetl_sn"), batch,
        call.Options.Money.SelfPaid(line.Text("med_list_codg"), line.Text("hosp_appr_flag"), line.Number("det_item_fee_sumamt") ?? 0), line.Line());

    /// <summary>The lines that the message booked, in their order.</summary>
    internal static JsonNode Answer(CenterCall call, IEnumerable<Visit> visits, int count)
        => OutputWriter.Compose(call.Transaction, ("result", visits.SelectMany(v => v.Lines.TakeLast(count)).Where(l => l.Document.MessageId == call.Envelope.MessageId)
            .OrderBy(l => l.Document.Order).TakeLast(count).Select(Values)));

    /// <summary>A line with the center's view of it: invented, but the amounts are those that the settlement counts with.</summary>
    internal static Dictionary<string, JsonNode?> Values(FeeLine line)
    {
        var values = line.Line.ToDictionary(p => NormalCode.Of(p.Key), p => p.Value, StringComparer.Ordinal);
        values["feedetlsn"] = line.Serial;
        values["detitemfeesumamt"] = line.Amount;
        values["cnt"] = line.Quantity;
        values["pricuplmtamt"] = values.GetValueOrDefault("pric");
        values["selfpayprop"] = line.SelfPaid == 0 ? 0m : 1m;
        values["fulamtownpayamt"] = line.SelfPaid;
        values["overlmtamt"] = values["preselfpayamt"] = 0m;
        values["inscpscpamt"] = line.Amount - line.SelfPaid;
        values["chrgitmlv"] = line.SelfPaid == 0 ? "01" : "03";
        values["medchrgitmtype"] = "09";
        values["basmednflag"] = values["hinegodrugflag"] = values["chldmedcflag"] = values["listspitemflag"] = values["lmtusedflag"] = values["drtreimflag"] = "0";
        values["memo"] = line.Memo;
        return values;
    }
}
