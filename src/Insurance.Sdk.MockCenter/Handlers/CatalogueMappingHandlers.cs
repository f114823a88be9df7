using System;
using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>3301 brings pairs in, all of a message or none; 3302 takes a whole pair back.</summary>
internal static class CatalogueMappingHandlers
{
    internal static HandlerAnswer Upload(CenterCall call)
    {
        using var batch = call.Begin();
        var rows = call.Input.Roots.SelectMany(r => r.Has("fixmedins_hilist_id") ? [r] : r.Children).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            if (Broken(call, rows[i]) is { } broken)
            {
                return HandlerAnswer.Refused($"第{i + 1}行 {broken}");
            }

            batch.Add(CatalogueMappingBook.Mapped(rows[i].Line()));
        }

        batch.Complete();
        return new HandlerAnswer(null);
    }

    internal static HandlerAnswer Cancel(CenterCall call)
    {
        var row = call.Row;
        if (row.Text("fixmedins_code") != call.Ledger.Code)
        {
            return HandlerAnswer.Refused("fixmedins_code 定点医药机构编号：只能撤销本机构的对照");
        }

        var (item, listType, code) = (row.Text("fixmedins_hilist_id"), row.Text("list_type"), row.Text("med_list_codg"));
        if (!call.Ledger.Mappings.Standing(item, listType).Any(m => m.Code == code))
        {
            return HandlerAnswer.Refused("目录对照不存在或已撤销");
        }

        using var batch = call.Begin();
        batch.Add(CatalogueMappingBook.Cancelled(item, listType, code));
        batch.Complete();
        return new HandlerAnswer(null);
    }

    /// <summary>3360 gives a pair its last day; seen in Guangzhou only.</summary>
    internal static HandlerAnswer End(CenterCall call)
    {
        var row = call.Row;
        var (item, listType, code, to) = (row.Text("fixmedins_hilist_id"), row.Text("list_type"), row.Text("med_list_codg"), CatalogueMappingBook.DayOf(row.Text("enddate"), ""));
        var pair = call.Ledger.Mappings.Standing(item, listType).FirstOrDefault(m => m.Code == code);
        if (pair is null)
        {
            return HandlerAnswer.Refused("目录对照不存在或已撤销");
        }

        if (string.CompareOrdinal(to, pair.From) < 0)
        {
            return HandlerAnswer.Refused("enddate 结束日期：早于开始日期");
        }

        using var batch = call.Begin();
        batch.Add(CatalogueMappingBook.Ended(item, listType, code, to));
        batch.Complete();
        return new HandlerAnswer(null);
    }

    private static string? Broken(CenterCall call, CheckedRow row)
    {
        var (from, to) = (CatalogueMappingBook.DayOf(row.Text("begndate"), "0001-01-01"), CatalogueMappingBook.DayOf(row.Text("enddate"), "9999-12-31"));
        if (string.CompareOrdinal(from, to) > 0)
        {
            return "enddate 结束日期：早于开始日期";
        }

        return call.Options.Catalogues.OverlappingMappings == Strictness.Refuse
            && call.Ledger.Mappings.Standing(row.Text("fixmedins_hilist_id"), row.Text("list_type")).Any(m => string.CompareOrdinal(m.From, to) <= 0 && string.CompareOrdinal(from, m.To) <= 0)
                ? "fixmedins_hilist_id 定点医药机构目录编号：该期间已有对照，请先撤销"
                : null;
    }
}
