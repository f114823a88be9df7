using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>3501-3507 and 3501A-3507A: stock records are booked, returned and deleted.</summary>
internal static class InventoryHandlers
{
    private const string Result = "result";

    /// <summary>Books the lines of an upload.</summary>
    internal static Func<CenterCall, HandlerAnswer> Upload(InventoryFamily family) => call => Work(call, family, batch =>
    {
        var lines = new InventoryLines(call, family, batch);
        return lines.Book;
    });

    /// <summary>Deletes every record with the number and the type, returns included.</summary>
    internal static HandlerAnswer Delete(CenterCall call) => Work(call, null, batch => (row, _) =>
    {
        var found = InventoryFamily.All.Where(f => f.DataType == row.Text("inv_data_type"))
            .SelectMany(f => call.Ledger.Documents.ByBatch(f.Name, row.Text("fixmedins_bchno"))).ToList();
        foreach (var document in found)
        {
            batch.Add(DocumentBook.Undone(document));
        }

        return found.Count == 0 ? "fixmedins_bchno：没有可删除的记录" : null;
    });

    private static HandlerAnswer Work(CenterCall call, InventoryFamily? family, Func<LedgerBatch, Func<CheckedRow, int, string?>> begin)
    {
        var isBatch = call.Row.Node.IsMany;
        var node = isBatch ? AnswerNode(call) : null;
        using var batch = call.Begin();
        var work = begin(batch);
        var lines = new List<(CheckedRow Row, string? Broken, string? Serial)>();
        foreach (var row in call.Input.Roots)
        {
            var broken = work(row, lines.Count + 1);
            lines.Add((row, broken, broken is null && family is { ReturnOf: null } ? call.Ledger.Documents.All[^1].Number : null));
        }

        var failed = lines.Count(l => l.Broken is not null);
        var perLine = node is not null && node != Result;
        if (failed > 0 && !perLine)
        {
            var reason = string.Join("；", lines.Select((l, i) => isBatch ? $"第{i + 1}行 {l.Broken}" : l.Broken).Where((_, i) => lines[i].Broken is not null));
            return node == Result ? new HandlerAnswer(ResultOf("0", reason), IsPartly: true) : HandlerAnswer.Refused(reason);
        }

        batch.Complete();
        return new HandlerAnswer(perLine ? Answers(call, node!, family, lines) : SingleOutput(call, node), IsPartly: failed > 0);
    }

    private static JsonObject? SingleOutput(CenterCall call, string? node)
        => node == Result || call.Options.LineAnswers == LineAnswers.Result || call.Transaction.Output.Any(n => n.Id == Result && n.Presence == Presence.Yes)
            ? ResultOf("1", "")
            : null;

    private static JsonObject ResultOf(string result, string reason)
        => new() { [Result] = new JsonObject { ["retRslt"] = result, ["msgRslt"] = reason, ["memo"] = "" } };

    // The node that carries the answers per line; the next best where the edition does not have the one that was asked for.
    private static string? AnswerNode(CenterCall call)
    {
        var details = call.Transaction.Output.FirstOrDefault(n => n.Id.EndsWith("ErrDetail", StringComparison.Ordinal))?.Id;
        var echo = call.Transaction.Output.FirstOrDefault(n => n.Id == call.Row.Node.Id)?.Id;
        return call.Options.LineAnswers switch
        {
            LineAnswers.None => null,
            LineAnswers.Result => Result,
            LineAnswers.Echo => echo ?? details,
            _ => details ?? echo,
        };
    }

    private static JsonObject Answers(CenterCall call, string id, InventoryFamily? family, List<(CheckedRow Row, string? Broken, string? Serial)> lines)
    {
        var node = call.Transaction.Output.First(n => n.Id == id);
        var onlyFailed = call.Options.LineAnswers == LineAnswers.ErrDetailFailedOnly && id.EndsWith("ErrDetail", StringComparison.Ordinal);
        var rows = new JsonArray();
        foreach (var (row, broken, serial) in lines.Where(l => !onlyFailed || l.Broken is not null))
        {
            var values = row.Line().ToDictionary(p => FieldCode.Normal(p.Key), p => p.Value, StringComparer.Ordinal);
            values["retrslt"] = broken is null ? "1" : "0";
            values["msgrslt"] = broken ?? "";
            values.TryAdd("memo", "");
            if (serial is not null)
            {
                values[FieldCode.Normal(family!.SerialField)] = serial;
            }

            rows.Add((JsonNode)OutputWriter.Row(node, values));
        }

        return rows.Count == 0 ? new JsonObject() : new JsonObject { [OutputWriter.Name(node)] = rows };
    }
}
