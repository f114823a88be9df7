using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>1304, 1312, 1316, 1318, 1319: rows of the shelf, page by page; 1317: the institution's mappings; 1901: code lists of the standard.</summary>
internal static class CatalogueQueryHandlers
{
    private static readonly HashSet<string> NotCompared = new(["querydate", "updttime", "pagenum", "pagesize", "begndate", "enddate"], StringComparer.Ordinal);

    internal static HandlerAnswer Rows(CenterCall call)
        => Page(call, call.Options.Catalogues.Rows.TryGetValue(call.Transaction.Spec.Code, out var rows)
            ? rows.Select(r =>
            {
                var values = r.ToDictionary(p => FieldCode.Normal(p.Key), p => p.Value, StringComparer.Ordinal);
                values.TryAdd("insuadmdvs", call.Envelope.Area);
                return values;
            })
            : []);

    internal static HandlerAnswer Mappings(CenterCall call) => Page(call, call.Ledger.Mappings.All.Select(m => Values(call, m)));

    /// <summary>5163: the institution's standing pairs with their audit state, from a row on; seen in Guangzhou only.</summary>
    internal static HandlerAnswer Audits(CenterCall call)
    {
        var (query, options) = (call.Row, call.Options.Catalogues);
        var rows = call.Ledger.Mappings.All.Where(m => m.CancelledBy is null).Select(m => Values(call, m)).ToList();
        foreach (var row in rows)
        {
            row["medinshilistid"] = row["fixmedinshilistid"];
            row["medinshilistname"] = row["fixmedinshilistname"];
            row["chkstas"] = WireJson.Text(row["valiflag"]) == "1" ? options.AuditPassed : options.AuditWaiting;
        }

        var asked = query.Node.Fields.Where(f => !query.IsEmpty(f.Code) && FieldCode.Normal(f.Code) != "begnrow").Select(f => (Code: FieldCode.Normal(f.Code), Value: query.Text(f.Code))).ToList();
        rows.RemoveAll(r => asked.Exists(a => r.TryGetValue(a.Code, out var known) && (WireJson.Text(known) ?? "") != a.Value));
        var from = Math.Max(1, (int)(query.Number("begnrow") ?? 1));
        var (result, list) = (call.Transaction.Output.First(n => n.Id == "result"), call.Transaction.Output.First(n => n.Id == "catalogmatchinfo"));
        var total = OutputWriter.Row(result, new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { ["totlcnt"] = rows.Count });
        total[OutputWriter.Name(list)] = new JsonArray(rows.Skip(from - 1).Take(options.AuditRowsPerAnswer).Select((r, i) =>
        {
            r["seq"] = from + i;
            return (JsonNode?)OutputWriter.Row(list, r);
        }).ToArray());
        return new HandlerAnswer(new JsonObject { [OutputWriter.Name(result)] = total });
    }

    internal static HandlerAnswer Dictionary(CenterCall call)
    {
        // What a real center says to a type that it does not have is unknown: here the list is empty.
        var type = call.Row.Text("type");
        var values = StandardSpec.Current.Dictionaries.TryGetValue(type, out var list) ? list.Values.ToList() : [];
        var node = call.Transaction.Output.First(n => n.Id == "list");
        var rows = values.Select((v, i) => (JsonNode?)OutputWriter.Row(node, new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["type"] = type,
            ["label"] = v.Value,
            ["value"] = v.Key,
            ["parentvalue"] = "0",
            ["sort"] = i + 1,
            ["valiflag"] = "1",
            ["createuser"] = "示例",
            ["createdate"] = ChinaTime.Seconds(call.Now)[..10],
            ["version"] = 1,
        }));
        return new HandlerAnswer(new JsonObject { [OutputWriter.Name(node)] = new JsonArray(rows.ToArray()) });
    }

    private static Dictionary<string, JsonNode?> Values(CenterCall call, CatalogueMapping mapping)
    {
        var values = mapping.Line.ToDictionary(p => FieldCode.Normal(p.Key), p => p.Value, StringComparer.Ordinal);
        var shown = mapping.CancelledBy is null && (call.Options.Catalogues.ConfirmAtOnce || mapping.IsReviewed);
        values["fixmedinscode"] = call.Ledger.Code;
        values["medinslistcodg"] = mapping.Item;
        values["medinslistname"] = mapping.Line["fixmedins_hilist_name"];
        values["insuadmdvs"] = call.Envelope.Area;
        values["begndate"] = mapping.From;
        values["enddate"] = mapping.To;
        values["valiflag"] = shown ? "1" : "0";
        values["rid"] = mapping.Record;
        values["updttime"] = ChinaTime.Seconds(mapping.ChangedAt);
        values["crtetime"] = ChinaTime.Seconds(mapping.Booked.At);
        return values;
    }

    private static HandlerAnswer Page(CenterCall call, IEnumerable<Dictionary<string, JsonNode?>> all)
    {
        var query = call.Row;
        var since = query.Text("updt_time");
        var day = query.Text("query_date");
        string Text(Dictionary<string, JsonNode?> row, string code) => WireJson.Text(row.GetValueOrDefault(code)) ?? "";
        var rows = all.Where(row => Text(row, "updttime") is var updated && (updated.Length == 0 || since.Length == 0 || string.CompareOrdinal(updated, 0, since, 0, 10) >= 0))
            .Where(row => day.Length == 0 || (string.CompareOrdinal(CatalogueMappingBook.DayOf(Text(row, "begndate"), ""), day[..10]) <= 0
                && string.CompareOrdinal(day[..10], CatalogueMappingBook.DayOf(Text(row, "enddate"), "9999-12-31")) <= 0))
            .Where(row => query.Node.Fields.Where(f => !query.IsEmpty(f.Code)).Select(f => (Code: FieldCode.Normal(f.Code), Value: query.Text(f.Code)))
                .All(f => NotCompared.Contains(f.Code) || !row.TryGetValue(f.Code, out var known) || (WireJson.Text(known) ?? "") == f.Value))
            .ToList();
        var (page, size) = ((int)(query.Number("page_num") ?? 1), (int)(query.Number("page_size") ?? 100));
        if (page < 1 || size < 1)
        {
            return HandlerAnswer.Refused("page_num、page_size：从1开始");
        }

        var pages = Math.Max(1, (rows.Count + size - 1) / size);
        var node = call.Transaction.Output.First(n => n.Id == "data");
        var shown = rows.Skip((page - 1) * size).Take(size).Select(r => (JsonNode?)OutputWriter.Row(node, r, withNulls: true)).ToArray();
        return new HandlerAnswer(new JsonObject
        {
            ["pageNum"] = page,
            ["pageSize"] = size,
            ["size"] = shown.Length,
            ["startRow"] = ((page - 1) * size) + 1,
            ["endRow"] = ((page - 1) * size) + shown.Length,
            ["pages"] = pages,
            ["recordCounts"] = rows.Count,
            ["firstPage"] = page == 1 ? "true" : "false",
            ["lastPage"] = page >= pages ? "true" : "false",
            [OutputWriter.Name(node)] = new JsonArray(shown),
        });
    }
}
