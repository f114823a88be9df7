using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>Filings (2501, 2501A, 2503, 2505, 2507, 90201-90203), their cancels, and the attributes of a stay (2406).</summary>
internal static class FilingHandlers
{
    /// <summary>Files once: a second standing filing with the same keys is refused.</summary>
    internal static Func<CenterCall, HandlerAnswer> File(params string[] keys) => call =>
    {
        var row = call.Row;
        var person = row.Text("psn_no");
        if (call.Options.Persons.Find(person) is null)
        {
            return HandlerAnswer.Refused("psn_no 人员编号：查询不到参保人员");
        }

        if (call.Options.Visits.RepeatedFiling == Strictness.Refuse
            && call.Ledger.Filings.Standing(call.Transaction.Number).Any(f => f.Person == person && keys.All(k => f.Text(k) == row.Text(k))))
        {
            return HandlerAnswer.Refused("psn_no 人员编号：已有有效的备案");
        }

        return Book(call, person, "trt_dcla_detl_sn");
    };

    internal static Func<CenterCall, HandlerAnswer> Cancel(params string[] filedBy) => call =>
    {
        var row = call.Row;
        if (call.Ledger.Filings.Find(row.Text("trt_dcla_detl_sn")) is not { } filing || !filedBy.Contains(filing.Code))
        {
            return HandlerAnswer.Refused("trt_dcla_detl_sn 待遇申报明细流水号：备案不存在");
        }

        return row.Text("psn_no") != filing.Person ? HandlerAnswer.Refused("psn_no 人员编号：与备案不一致")
            : filing.Document.IsUndone ? HandlerAnswer.Refused(call.Options.Visits.AlreadyUndoneText)
            : call.Ledger.Filings.IsReviewed(filing) && !filedBy.Contains("2501") ? HandlerAnswer.Refused("trt_dcla_detl_sn 待遇申报明细流水号：备案已审核，不能撤销")
            : call.Book(FilingBook.Cancelled(filing));
    };

    internal static HandlerAnswer AddAttribute(CenterCall call)
    {
        var row = call.Row;
        var visit = call.Ledger.Visits.Visit(row.Text("mdtrt_id"));
        if (visit is null || VisitChecks.Find(call, visit.Kind, row, out _) is not null)
        {
            return HandlerAnswer.Refused(visit is null ? "mdtrt_id 就诊ID：就诊记录不存在" : VisitChecks.Find(call, visit.Kind, row, out _)!);
        }

        return Book(call, visit.Person, "ipt_psn_sp_flag_detl_id");
    }

    private static HandlerAnswer Book(CenterCall call, string person, string key)
    {
        using var batch = call.Begin();
        var id = call.Ledger.Filings.NextId;
        batch.Add(FilingBook.Filed(id, person, call.Row.Line()));
        batch.Complete();
        return new HandlerAnswer(OutputWriter.One(call.Transaction, (key, id)));
    }
}
