using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2301, 2302, 2306: fee lines of a stay, lines that take goods back, and remarks.</summary>
internal static class StayFeeHandlers
{
    private const string AllLines = "0000";

    internal static HandlerAnswer Upload(CenterCall call)
    {
        using var batch = call.Begin();
        var lines = call.Rows("feedetail").ToList();
        var stays = new Dictionary<string, Visit>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if ((FeeLines.Broken(call, VisitKind.Inpatient, lines[i], stays) ?? Broken(call, lines[i], stays[lines[i].Text("mdtrt_id")])) is { } broken)
            {
                wrong.Add($"第{i + 1}行 {broken}");
            }
            else
            {
                batch.Add(FeeLines.Add(call, lines[i], i + 1, ""));
            }
        }

        if (wrong.Count > 0)
        {
            return HandlerAnswer.Refused(string.Join("；", wrong));
        }

        batch.Complete();
        return new HandlerAnswer(FeeLines.Answer(call, stays.Values, lines.Count));
    }

    internal static HandlerAnswer Delete(CenterCall call)
    {
        using var batch = call.Begin();
        var rows = call.Input.Roots;
        for (var i = 0; i < rows.Count; i++)
        {
            if (Delete(call, rows[i], batch) is { } broken)
            {
                return HandlerAnswer.Refused(rows.Count == 1 ? broken : $"第{i + 1}行 {broken}");
            }
        }

        batch.Complete();
        return new HandlerAnswer(null);
    }

    internal static HandlerAnswer Remark(CenterCall call)
    {
        using var batch = call.Begin();
        var rows = call.Input.Roots;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (VisitChecks.Find(call, VisitKind.Inpatient, row, out var stay) is { } broken)
            {
                return HandlerAnswer.Refused($"第{i + 1}行 {broken}");
            }

            if (stay.Standing.FirstOrDefault(l => l.Serial == row.Text("bkkp_sn") && l.Text("med_list_codg") == row.Text("med_list_codg")) is not { } line)
            {
                return HandlerAnswer.Refused($"第{i + 1}行 bkkp_sn 记账流水号：费用明细不存在");
            }

            batch.Add(VisitEvents.NoteLine(line, row.Text("memo")));
        }

        batch.Complete();
        return new HandlerAnswer(null);
    }

    private static string? Discharged(CenterCall call, Visit stay)
        => stay.Discharge is not null && call.Options.Visits.FeesAfterDischarge == Strictness.Refuse ? "mdtrt_id 就诊ID：已办理出院，不能变更费用" : null;

    private static string? Broken(CenterCall call, CheckedRow line, Visit stay)
    {
        if ((Discharged(call, stay) ?? VisitChecks.MedType(call, stay, line.Text("med_type"))) is { } broken)
        {
            return broken;
        }

        var quantity = line.Number("cnt") ?? 0;
        if (quantity >= 0)
        {
            return null;
        }

        if (line.IsEmpty("init_feedetl_sn"))
        {
            return "init_feedetl_sn 原费用流水号：退费明细不能为空";
        }

        // The positive line goes up in a message of its own before.
        var original = stay.Standing.FirstOrDefault(l => l.Serial == line.Text("init_feedetl_sn") && l.Quantity > 0 && l.Document.MessageId != call.Envelope.MessageId);
        if (original is null)
        {
            return "init_feedetl_sn 原费用流水号：原费用明细不存在";
        }

        var refunds = stay.Standing.Where(l => l.RefundOf == original.Serial).ToList();
        return original.Quantity + refunds.Sum(l => l.Quantity) + quantity < 0 || original.Amount + refunds.Sum(l => l.Amount) + (line.Number("det_item_fee_sumamt") ?? 0) < 0
            ? "cnt 数量：退费超过原费用"
            : null;
    }

    // A row without feedetl_sn, which Guangdong does not demand, is taken for all lines. Deleting what is gone is harmless, as with 2205.
    private static string? Delete(CenterCall call, CheckedRow row, LedgerBatch batch)
    {
        if (VisitChecks.Find(call, VisitKind.Inpatient, row, out var stay) is { } broken || (broken = Discharged(call, stay)) is not null)
        {
            return broken;
        }

        var serial = row.Text("feedetl_sn");
        var lines = serial is "" or AllLines ? stay.Unsettled.ToList() : stay.Standing.Where(l => l.Serial == serial).ToList();
        if (lines.Any(l => l.SettledBy is not null))
        {
            return "feedetl_sn 费用明细流水号：已结算的费用不能撤销";
        }

        if (lines.Any(l => l.Quantity > 0 && stay.Standing.Any(r => r.RefundOf == l.Serial && !lines.Contains(r))))
        {
            return "feedetl_sn 费用明细流水号：存在对应的退费明细，请先撤销";
        }

        lines.ForEach(l => batch.Add(VisitEvents.UndoLine(l)));
        return null;
    }
}
