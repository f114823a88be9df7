using System.Collections.Immutable;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What messages say of a visit, one after the other.</summary>
internal static class VisitFacts
{
    internal static ImmutableDictionary<string, JsonNode?> Facts(ImmutableDictionary<string, JsonNode?> before, JsonObject change)
        => change["fields"] is JsonObject fields ? before.SetItems(fields.Where(f => WireJson.Text(f.Value) is { Length: > 0 })) : before;

    // A diagnosis replaces the one with its order number; vali_flag 0 takes it away.
    internal static ImmutableSortedDictionary<string, JsonObject> Diagnoses(ImmutableSortedDictionary<string, JsonObject> before, JsonObject change)
    {
        foreach (var diagnosis in (change["diagnoses"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var key = VisitEvents.Text(diagnosis, "inout_diag_type") + (WireJson.Text(diagnosis["diag_srt_no"]) ?? "").PadLeft(4, '0');
            before = WireJson.Text(diagnosis["vali_flag"]) == "0" ? before.Remove(key) : before.SetItem(key, diagnosis);
        }

        return before;
    }
}
