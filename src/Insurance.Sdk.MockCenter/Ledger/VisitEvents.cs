using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Money;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>The events of <see cref="VisitBook"/>, as they stand in the ledger file.</summary>
internal static class VisitEvents
{
    internal const string Opened = "visit-opened";
    internal const string Informed = "visit-informed";
    internal const string Undone = "visit-undone";
    internal const string Restored = "visit-restored";
    internal const string LineAdded = "fee-line-added";
    internal const string LineUndone = "fee-line-undone";
    internal const string LineNoted = "fee-line-noted";
    internal const string Settled = "settled";
    internal const string Refunded = "refunded";
    internal const string Reversed = "settlement-reversed";
    internal const string Discharged = "discharged";
    internal const string DischargeUndone = "discharge-undone";

    internal static readonly HashSet<string> All = [Opened, Informed, Undone, Restored, LineAdded, LineUndone, LineNoted, Settled, Refunded, Reversed, Discharged, DischargeUndone];

    internal static string Text(JsonObject change, string member) => WireJson.Text(change[member]) ?? "";

    internal static JsonObject Open(string id, VisitKind kind, string person, string insuranceType, string area, string number, string medType, JsonObject fields, IEnumerable<JsonObject>? diagnoses = null) => new()
    {
        ["event"] = Opened,
        ["visit"] = id,
        ["kind"] = kind.ToString(),
        ["person"] = person,
        ["insutype"] = insuranceType,
        ["area"] = area,
        ["number"] = number,
        ["medType"] = medType,
        ["fields"] = fields,
        ["diagnoses"] = List(diagnoses),
    };

    internal static JsonObject Inform(Visit visit, string medType, JsonObject fields, IEnumerable<JsonObject> diagnoses)
        => new() { ["event"] = Informed, ["visit"] = visit.Id, ["medType"] = medType, ["fields"] = fields, ["diagnoses"] = List(diagnoses) };

    internal static JsonObject Undo(Visit visit) => new() { ["event"] = Undone, ["visit"] = visit.Id };

    internal static JsonObject AddLine(string visit, int row, string serial, string batch, decimal selfPaid, JsonObject fields)
        => new() { ["event"] = LineAdded, ["visit"] = visit, ["row"] = row, ["serial"] = serial, ["batch"] = batch, ["selfPaid"] = selfPaid, ["fields"] = fields };

    internal static JsonObject UndoLine(FeeLine line) => new() { ["event"] = LineUndone, ["visit"] = line.Visit.Id, ["line"] = line.Index };

    internal static JsonObject NoteLine(FeeLine line, string memo) => new() { ["event"] = LineNoted, ["visit"] = line.Visit.Id, ["line"] = line.Index, ["memo"] = memo };

    internal static JsonObject Settle(string id, Bill bill, string time, JsonObject request, bool byCenter = false) => new()
    {
        ["event"] = Settled,
        ["settlement"] = id,
        ["visit"] = bill.Visit.Id,
        ["batch"] = bill.Batch,
        ["lines"] = new JsonArray(bill.Lines.Select(l => (JsonNode?)l.Index).ToArray()),
        ["amounts"] = bill.Amounts.ToJson(),
        ["clearingType"] = bill.ClearingType,
        ["clearingOffice"] = bill.ClearingOffice,
        ["time"] = time,
        ["midStay"] = bill.IsMidStay ? "1" : "0",
        ["byCenter"] = byCenter ? "1" : "0",
        ["request"] = request,
    };

    internal static JsonObject Refund(string id, Settlement original, Amounts amounts, string time, bool byCenter = false) => new()
    {
        ["event"] = Refunded,
        ["settlement"] = id,
        ["of"] = original.Id,
        ["amounts"] = amounts.ToJson(),
        ["time"] = time,
        ["byCenter"] = byCenter ? "1" : "0",
    };

    internal static JsonObject Reverse(Settlement settlement) => new() { ["event"] = Reversed, ["settlement"] = settlement.Id };

    /// <summary>The settlement or refund, and with a purchase its visit and lines, which one message booked or deleted together.</summary>
    internal static IEnumerable<JsonObject> ReverseAll(Settlement settlement)
    {
        yield return Reverse(settlement);
        if (settlement.Visit.Kind == VisitKind.Pharmacy)
        {
            yield return settlement.IsRefund ? Restore(settlement.Visit) : Undo(settlement.Visit);
        }
    }

    /// <summary>A purchase that its refund had taken away stands again.</summary>
    internal static JsonObject Restore(Visit visit) => new() { ["event"] = Restored, ["visit"] = visit.Id };

    internal static JsonObject Discharge(Visit visit, JsonObject fields, IEnumerable<JsonObject> diagnoses)
        => new() { ["event"] = Discharged, ["visit"] = visit.Id, ["fields"] = fields, ["diagnoses"] = List(diagnoses) };

    internal static JsonObject UndoDischarge(Visit visit) => new() { ["event"] = DischargeUndone, ["visit"] = visit.Id };

    private static JsonArray List(IEnumerable<JsonObject>? rows) => new((rows ?? []).Select(r => (JsonNode?)r).ToArray());
}
