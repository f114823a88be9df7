using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>Trials and settlements: a trial checks and counts as the settlement does and books nothing.</summary>
internal static class SettlementHandlers
{
    internal static HandlerAnswer TryOutpatient(CenterCall call)
        => ReadOutpatient(call, out var bill) is { } broken ? HandlerAnswer.Refused(broken) : new HandlerAnswer(SettlementAnswers.OfTrial(call, bill!));

    internal static HandlerAnswer SettleOutpatient(CenterCall call) => Settle(call, ReadOutpatient);

    internal static HandlerAnswer TryInpatient(CenterCall call)
        => ReadInpatient(call, false, out var bill) is { } broken ? HandlerAnswer.Refused(broken) : new HandlerAnswer(SettlementAnswers.OfTrial(call, bill!));

    internal static HandlerAnswer SettleInpatient(CenterCall call) => Settle(call, (CenterCall c, out Bill? bill) => ReadInpatient(c, true, out bill));

    private delegate string? Reader(CenterCall call, out Bill? bill);

    private static HandlerAnswer Settle(CenterCall call, Reader read)
    {
        // From the balance to its charge: another institution may settle for the same person.
        lock (call.Ledger.Visits.Persons.Gate)
        {
            if (read(call, out var bill) is { } broken)
            {
                return HandlerAnswer.Refused(broken);
            }

            using var batch = call.Begin();
            var id = call.Ledger.Visits.NextSettlementId;
            batch.Add(VisitEvents.Settle(id, bill!, call.Time, call.Row.Line()));
            batch.Complete();
            return new HandlerAnswer(SettlementAnswers.Of(call, call.Ledger.Visits.Settlement(id)!));
        }
    }

    /// <summary>Shares the sum of lines; refuses another sum than theirs.</summary>
    internal static string? Share(CenterCall call, Visit visit, string batch, List<FeeLine> lines, CheckedRow row, bool isMidStay, out Bill? bill)
    {
        bill = null;
        var person = call.Options.Persons.Find(visit.Person);
        if (VisitChecks.Certificate(call, row, person) is { } foreign)
        {
            return foreign;
        }

        if (row.Text("insutype") is { Length: > 0 } insuranceType && insuranceType != visit.InsuranceType)
        {
            return "insutype 险种类型：与就诊登记不一致";
        }

        var total = lines.Sum(l => l.Amount);
        if (row.Number("medfee_sumamt") != total)
        {
            return "medfee_sumamt 医疗费总额：与费用明细合计不一致";
        }

        bill = call.Ledger.Visits.Share(call.Options, visit, batch, lines, row.Text("acct_used_flag"), isMidStay);
        return null;
    }

    private static string? ReadOutpatient(CenterCall call, out Bill? bill)
    {
        bill = null;
        var row = call.Row;
        if ((VisitChecks.Find(call, VisitKind.Outpatient, row, out var visit) ?? VisitChecks.MedType(call, visit, row.Text("med_type"))) is { } broken)
        {
            return broken;
        }

        var number = row.Text("chrg_bchno");
        var lines = visit.Standing.Where(l => l.Batch == number).ToList();
        if (lines.Count == 0)
        {
            return "chrg_bchno 收费批次号：没有可结算的费用明细";
        }

        return lines.Any(l => l.SettledBy is not null) ? "chrg_bchno 收费批次号：该批次已结算，不能重复结算" : Share(call, visit, number, lines, row, false, out bill);
    }

    private static string? ReadInpatient(CenterCall call, bool isReal, out Bill? bill)
    {
        bill = null;
        var row = call.Row;
        if ((VisitChecks.Find(call, VisitKind.Inpatient, row, out var stay) ?? VisitChecks.MedType(call, stay, row.Text("med_type"))) is { } broken)
        {
            return broken;
        }

        var isMidStay = row.Text("mid_setl_flag") == "1";
        if (stay.Settlements.Any(s => s.CountsAsSettled && !s.IsMidStay))
        {
            return "mdtrt_id 就诊ID：该次住院已结算，不能重复结算";
        }

        if (isReal && !isMidStay && stay.Discharge is null)
        {
            return "mdtrt_id 就诊ID：请先办理出院（2402）";
        }

        var lines = stay.Unsettled.ToList();
        return lines.Count == 0 ? "mdtrt_id 就诊ID：没有可结算的费用明细" : Share(call, stay, "", lines, row, isMidStay, out bill);
    }
}
