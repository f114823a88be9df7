using System;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2208, 2305, 2103: a settlement is taken back by a negative one; its lines are free again, those of a purchase go.</summary>
internal static class RefundHandlers
{
    internal static Func<CenterCall, HandlerAnswer> Refund(VisitKind kind) => call =>
    {
        var row = call.Row;
        var settlement = call.Ledger.Visits.Settlement(row.Text("setl_id"));
        if (settlement is null || settlement.Visit.Kind != kind)
        {
            return HandlerAnswer.Refused("setl_id 结算ID：结算记录不存在");
        }

        if (row.Text("mdtrt_id") is { Length: > 0 } visit && visit != settlement.Visit.Id)
        {
            return HandlerAnswer.Refused("mdtrt_id 就诊ID：与结算记录不一致");
        }

        if (row.Text("psn_no") is { Length: > 0 } person && person != settlement.Visit.Person)
        {
            return HandlerAnswer.Refused("psn_no 人员编号：与结算记录不一致");
        }

        if (settlement.IsRefund)
        {
            return HandlerAnswer.Refused("setl_id 结算ID：退费结算不能撤销");
        }

        if (!settlement.CountsAsSettled)
        {
            return HandlerAnswer.Refused(call.Options.Visits.AlreadyUndoneText);
        }

        if (VisitChecks.Area(call, settlement.Visit) is { } area)
        {
            return HandlerAnswer.Refused(area);
        }

        using var batch = call.Begin();
        var id = call.Ledger.Visits.AddRefund(batch, settlement, call.Options, call.Time);
        batch.Complete();
        return new HandlerAnswer(SettlementAnswers.Of(call, call.Ledger.Visits.Settlement(id)!));
    };
}
