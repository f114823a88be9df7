using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2201-2205: REGISTERED, INFORMED, CHARGED, and back.</summary>
internal static class OutpatientHandlers
{
    private const string AllBatches = "0000";

    internal static HandlerAnswer Register(CenterCall call)
    {
        var row = call.Row;
        if (VisitChecks.Insured(call, row, out var person, out var insurance) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        var number = row.Text("ipt_otp_no");
        if (call.Options.Visits.RepeatedVisitNumber == Strictness.Refuse && call.Ledger.Visits.ByNumber(number).Any(v => v.Kind == VisitKind.Outpatient))
        {
            return HandlerAnswer.Refused("ipt_otp_no 住院/门诊号：重复");
        }

        using var batch = call.Begin();
        var id = call.Ledger.Visits.NextVisitId;
        batch.Add(VisitEvents.Open(id, VisitKind.Outpatient, person.Number, insurance.Type, insurance.Area, number, "", row.Line()));
        batch.Complete();
        return new HandlerAnswer(OutputWriter.One(call.Transaction, ("mdtrt_id", id), ("psn_no", person.Number), ("ipt_otp_no", number)));
    }

    internal static HandlerAnswer Cancel(CenterCall call)
    {
        var row = call.Row;
        if (VisitChecks.Find(call, VisitKind.Outpatient, row, out var visit, isUndo: true) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        if (row.Text("ipt_otp_no") != visit.Number)
        {
            return HandlerAnswer.Refused("ipt_otp_no 住院/门诊号：与就诊记录不一致");
        }

        return visit.IsSettled
            ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已有结算，请先撤销结算")
            : call.Book(VisitEvents.Undo(visit));
    }

    internal static HandlerAnswer Inform(CenterCall call)
    {
        var row = call.One("mdtrtinfo");
        if (VisitChecks.Find(call, VisitKind.Outpatient, row, out var visit) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        // One med_type per visit: it may change while nothing was charged under it.
        return visit.Standing.Any() && VisitChecks.MedType(call, visit, row.Text("med_type")) is { } other
            ? HandlerAnswer.Refused(other)
            : call.Book(VisitEvents.Inform(visit, row.Text("med_type"), row.Line(), call.Rows("diseinfo").Select(d => d.Line())));
    }

    internal static HandlerAnswer Charge(CenterCall call)
    {
        using var batch = call.Begin();
        var lines = call.Rows("feedetail").ToList();
        var visits = new Dictionary<string, Visit>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (FeeLines.Broken(call, VisitKind.Outpatient, lines[i], visits) is { } broken || (broken = BrokenBatch(call, lines[i], visits)) is not null)
            {
                wrong.Add($"第{i + 1}行 {broken}");
            }
            else
            {
                batch.Add(FeeLines.Add(call, lines[i], i + 1, lines[i].Text("chrg_bchno")));
            }
        }

        if (wrong.Count > 0)
        {
            return HandlerAnswer.Refused(string.Join("；", wrong));
        }

        batch.Complete();
        return new HandlerAnswer(FeeLines.Answer(call, visits.Values, lines.Count));
    }

    internal static HandlerAnswer CancelCharges(CenterCall call)
    {
        var row = call.Row;
        if (VisitChecks.Find(call, VisitKind.Outpatient, row, out var visit) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        var number = row.Text("chrg_bchno");
        var lines = number == AllBatches ? visit.Unsettled.ToList() : visit.Standing.Where(l => l.Batch == number).ToList();
        return lines.Any(l => l.SettledBy is not null)
            ? HandlerAnswer.Refused("chrg_bchno 收费批次号：已结算的费用不能撤销")
            : call.Book(lines.Select(VisitEvents.UndoLine).ToArray());
    }

    // What the message itself brings does not count: its lines of one batch belong together.
    private static string? BrokenBatch(CenterCall call, Checking.CheckedRow line, Dictionary<string, Visit> visits)
    {
        var visit = visits[line.Text("mdtrt_id")];
        if (!visit.IsInformed && call.Options.Visits.ChargeBeforeInformed == Strictness.Refuse)
        {
            return "mdtrt_id 就诊ID：请先上传就诊信息（2203）";
        }

        var number = line.Text("chrg_bchno");
        if (number == AllBatches)
        {
            return "chrg_bchno 收费批次号：0000表示全部批次，不能作为批次号";
        }

        var earlier = visit.Standing.Where(l => l.Batch == number).ToList();
        if (earlier.Any(l => l.SettledBy is not null))
        {
            return "chrg_bchno 收费批次号：该批次已结算";
        }

        // Where lines are doubled, a batch that comes again is what should be doubled.
        return call.Options.Visits is { BatchInPieces: Strictness.Refuse, RepeatedFeeLine: RepeatedFeeLine.Refuse } && earlier.Any(l => l.Document.MessageId != call.Envelope.MessageId)
            ? "chrg_bchno 收费批次号：该批次已上传"
            : null;
    }
}
