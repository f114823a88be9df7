using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2401-2405: ADMITTED, changed, DISCHARGED, and back in the order 2305, 2405, 2302, 2404.</summary>
internal static class StayHandlers
{
    internal static HandlerAnswer Admit(CenterCall call)
    {
        var row = call.One("mdtrtinfo");
        if (VisitChecks.Insured(call, row, out var person, out var insurance) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        var number = row.Text("ipt_no");
        if (call.Options.Visits.RepeatedVisitNumber == Strictness.Refuse && call.Ledger.Visits.ByNumber(number).Any(v => v.Kind == VisitKind.Inpatient))
        {
            return HandlerAnswer.Refused("ipt_no 住院号：重复");
        }

        // Two institutions may admit the same person at one moment.
        lock (call.Ledger.Visits.Persons.Gate)
        {
            if (InHospital(call, person.Number) is { } stays)
            {
                return HandlerAnswer.Refused(stays);
            }

            using var batch = call.Begin();
            var id = call.Ledger.Visits.NextVisitId;
            batch.Add(VisitEvents.Open(id, VisitKind.Inpatient, person.Number, insurance.Type, insurance.Area, number, row.Text("med_type"), row.Line(), Diagnoses(call, "1")));
            batch.Complete();
            return new HandlerAnswer(OutputWriter.One(call.Transaction, ("mdtrt_id", id)));
        }
    }

    internal static HandlerAnswer Discharge(CenterCall call)
    {
        var row = call.One("dscginfo");
        if (VisitChecks.Find(call, VisitKind.Inpatient, row, out var stay) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        if (row.Text("insutype") != stay.InsuranceType)
        {
            return HandlerAnswer.Refused("insutype 险种类型：与就诊登记不一致");
        }

        return stay.Discharge is not null
            ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已办理出院")
            : call.Book(VisitEvents.Discharge(stay, row.Line(), Diagnoses(call, "2")));
    }

    internal static HandlerAnswer Change(CenterCall call)
    {
        var row = call.One("adminfo");
        if (VisitChecks.Find(call, VisitKind.Inpatient, row, out var stay) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        return stay.Discharge is not null
            ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已办理出院，不能变更")
            : call.Book(VisitEvents.Inform(stay, row.Text("med_type"), row.Line(), Diagnoses(call, "1")));
    }

    internal static HandlerAnswer CancelAdmission(CenterCall call)
    {
        if (VisitChecks.Find(call, VisitKind.Inpatient, call.Row, out var stay, isUndo: true) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        return stay.IsSettled ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已有结算，请先撤销结算（2305）")
            : stay.Discharge is not null ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已办理出院，请先撤销出院（2405）")
            : stay.Standing.Any() ? HandlerAnswer.Refused("mdtrt_id 就诊ID：已有费用明细，请先撤销费用明细（2302）")
            : call.Book(VisitEvents.Undo(stay));
    }

    internal static HandlerAnswer CancelDischarge(CenterCall call)
    {
        if (VisitChecks.Find(call, VisitKind.Inpatient, call.Row, out var stay) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        if (stay.Discharge is null)
        {
            return HandlerAnswer.Refused(stay.Hanging.Any(d => d.Family == "discharge") ? call.Options.Visits.AlreadyUndoneText : "mdtrt_id 就诊ID：未办理出院");
        }

        if (stay.Settlements.Any(s => s.CountsAsSettled && !s.IsMidStay))
        {
            return HandlerAnswer.Refused("mdtrt_id 就诊ID：已有结算，请先撤销结算（2305）");
        }

        lock (call.Ledger.Visits.Persons.Gate)
        {
            return InHospital(call, stay.Person) is { } stays ? HandlerAnswer.Refused(stays) : call.Book(VisitEvents.UndoDischarge(stay));
        }
    }

    private static string? InHospital(CenterCall call, string person)
        => call.Options.Visits.SecondStay == Strictness.Refuse && call.Ledger.Visits.Persons.IsInHospital(person) ? "psn_no 人员编号：人员已在院" : null;

    private static JsonObject[] Diagnoses(CenterCall call, string inOrOut) => call.Rows("diseinfo").Select(d =>
    {
        var line = d.Line();
        line["inout_diag_type"] = inOrOut;
        return line;
    }).ToArray();
}
