using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>3508-3513: the standing stock records and trace codes are read back.</summary>
internal static class InventoryQueryHandlers
{
    // Query fields that are compared another way, or say nothing about the record.
    private static readonly HashSet<string> NotCompared = new(["fixmedinscode", "begndate", "enddate"], StringComparer.Ordinal);

    /// <summary>Records of the families, one row each.</summary>
    internal static Func<CenterCall, HandlerAnswer> Records(params InventoryFamily[] families)
        => call => Answer(call, families, ["medins_list_codg", "fixmedins_bchno"], datesDemanded: true, d => [Values(d)]);

    /// <summary>Trace codes that came in: counts and changes that bring in, purchases.</summary>
    internal static HandlerAnswer Received(CenterCall call)
        => Answer(call, [InventoryFamily.Count, InventoryFamily.Change, InventoryFamily.Purchase], ["medins_list_codg", "fixmedins_bchno", "med_list_codg"], true,
            d => d.Family == "stock-change" && StockView.Sign(d.Family, d.Text("inv_chg_type")) < 0 ? [] : ByTraceCode(d));

    /// <summary>Trace codes that were sold. A code that came back later stays: the sale took place.</summary>
    internal static HandlerAnswer Sold(CenterCall call)
        => Answer(call, [InventoryFamily.Sale], ["medins_list_codg", "fixmedins_bchno", "med_list_codg", "mdtrt_id", "certno"], false, ByTraceCode);

    private static HandlerAnswer Answer(
        CenterCall call, IReadOnlyList<InventoryFamily> families, string[] keys, bool datesDemanded, Func<LedgerDocument, IEnumerable<Dictionary<string, JsonNode?>>> rowsOf)
    {
        var query = call.Row;
        if (keys.All(query.IsEmpty))
        {
            return HandlerAnswer.Refused($"{string.Join("、", keys)}：至少填写一项");
        }

        if (datesDemanded && (query.IsEmpty("begndate") || query.IsEmpty("enddate")))
        {
            return HandlerAnswer.Refused("begndate、enddate：不能为空");
        }

        if (!query.IsEmpty("fixmedins_code") && query.Text("fixmedins_code") != call.Ledger.Code)
        {
            return HandlerAnswer.Refused("fixmedins_code 定点医药机构编号：只能查询本机构");
        }

        var rows = families.SelectMany(f => call.Ledger.Documents.All.Where(d => d.Family == f.Name && !d.IsUndone && IsWithin(d.Text(f.TimeField), query.Text("begndate"), query.Text("enddate"))))
            .OrderBy(d => d.Serial).SelectMany(rowsOf).Where(row => Fits(query, row));
        var node = call.Transaction.Output.First(n => n.Parent is null);
        var array = new JsonArray(rows.Select(r => (JsonNode?)OutputWriter.Row(node, r, withNulls: true)).ToArray());
        return new HandlerAnswer(node.RowsAtRoot ? array : new JsonObject { [OutputWriter.Name(node)] = array });
    }

    // Days are compared as text: the forms sort as time does. The last day counts to its end.
    private static bool IsWithin(string time, string from, string to)
        => (from.Length == 0 || string.CompareOrdinal(time, 0, from, 0, 10) >= 0) && (to.Length == 0 || string.CompareOrdinal(time, 0, to, 0, 10) <= 0);

    private static bool Fits(Checking.CheckedRow query, Dictionary<string, JsonNode?> row)
        => query.Node.Fields.Where(f => !query.IsEmpty(f.Code)).Select(f => (Code: FieldCode.Normal(f.Code), Value: query.Text(f.Code)))
            .All(f => NotCompared.Contains(f.Code) || !row.TryGetValue(f.Code, out var known) || (WireJson.Text(known) ?? "") == f.Value);

    private static IEnumerable<Dictionary<string, JsonNode?>> ByTraceCode(LedgerDocument document) => document.TraceCodes.Select(code =>
    {
        var values = Values(document);
        values["drugtraccodg"] = code;
        return values;
    });

    private static Dictionary<string, JsonNode?> Values(LedgerDocument document)
    {
        var values = document.Line.ToDictionary(p => FieldCode.Normal(p.Key), p => p.Value, StringComparer.Ordinal);
        var booked = ChinaTime.Seconds(document.BookedAt);
        JsonNode? Of(string code) => values.GetValueOrDefault(code);
        values["fixmedinscode"] = document.Institution;
        values["medinslistcodg"] = document.Item;
        values["medinslistname"] = Of("fixmedinshilistname");
        values["bilgdrname"] = Of("prscdrname");
        values["mdtrtid"] = Of("mdtrtsn");
        values["bkkpsn"] = document.Number;
        values["rid"] = document.Number;
        values["valiflag"] = "1";
        values["crteoptinsno"] = values["optinsno"] = document.Institution;
        values["poolareano"] = values["fixblngadmdvs"] = document.Area;
        values["crtetime"] = values["updttime"] = values["opttime"] = booked;
        values[FieldCode.Normal(InventoryFamily.All.First(f => f.Name == document.Family).SerialField)] = document.Number;
        if (document.Family is "purchase" or "purchase-return")
        {
            values["prodretnflag"] = document.Family == "purchase" ? "0" : "1";
        }

        return values;
    }
}
