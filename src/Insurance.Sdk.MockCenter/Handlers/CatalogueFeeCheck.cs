using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>Refuses fee lines (2204, 2301) whose code is not mapped to the item on the day of the fee. What a real center does is inferred, stated nowhere.</summary>
internal static class CatalogueFeeCheck
{
    internal static string? Refusal(CenterCall call)
    {
        if (call.Transaction.Spec.Key is not ("2204" or "2301"))
        {
            return null;
        }

        var lines = call.Input.Roots.SelectMany(All).Where(r => r.Has("medins_list_codg") && r.Has("fee_ocur_time")).ToList();
        var wrong = lines.Select((line, i) => (Line: line, Number: i + 1)).Where(l => !IsMapped(call.Ledger.Mappings, l.Line)).ToList();
        return wrong.Count == 0 ? null : string.Join("；", wrong.Select(l => $"第{l.Number}行 med_list_codg 医疗目录编码：费用发生日没有有效的目录对照"));
    }

    /// <summary>A refund line is of a fee that was taken already, with the code of that day.</summary>
    private static bool IsMapped(CatalogueMappingBook book, CheckedRow line)
    {
        if (line.Number("cnt") < 0)
        {
            return true;
        }

        var day = CatalogueMappingBook.DayOf(line.Text("fee_ocur_time"), "");
        return book.All.Any(m => m.Item == line.Text("medins_list_codg") && m.Code == line.Text("med_list_codg") && m.CountsOn(day));
    }

    private static IEnumerable<CheckedRow> All(CheckedRow row) => row.Children.SelectMany(All).Prepend(row);
}
