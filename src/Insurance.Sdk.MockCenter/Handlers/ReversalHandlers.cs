using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2601: what a message booked is taken out of the books as if it had never come.</summary>
internal static class ReversalHandlers
{
    internal static HandlerAnswer Reverse(CenterCall call)
    {
        var row = call.Row;
        var rules = call.Options.Visits;
        string message = row.Text("omsgid"), number = row.Text("oinfno");
        if (!rules.ReversibleIn(call.Options.Edition).Contains(number))
        {
            return HandlerAnswer.Refused("oinfno 原交易编号：此交易不能冲正");
        }

        var booked = call.Ledger.Visits.ByMessage(message);
        if (booked is null)
        {
            return rules.UnknownReversal == Strictness.Refuse ? HandlerAnswer.Refused("omsgid 原发送方报文ID：原交易不存在") : new HandlerAnswer(null);
        }

        var (visit, document) = booked is Settlement settlement ? (settlement.Visit, settlement.Document) : ((Visit)booked, ((Visit)booked).Document);
        if (document.Code != number)
        {
            return HandlerAnswer.Refused("oinfno 原交易编号：与原交易不一致");
        }

        if (row.Text("psn_no") != visit.Person)
        {
            return HandlerAnswer.Refused("psn_no 人员编号：与原交易不一致");
        }

        return VisitChecks.Area(call, visit) is { } area ? HandlerAnswer.Refused(area)
            : booked is Settlement found ? Reverse(call, found) : Reverse(call, visit);
    }

    private static HandlerAnswer Reverse(CenterCall call, Settlement settlement)
    {
        if (settlement.ReversedBy is not null || settlement.RefundedBy is not null)
        {
            return HandlerAnswer.Refused(call.Options.Visits.AlreadyUndoneText);
        }

        // A refund is reversed: its settlement takes the lines back, which must still be there for it.
        var visit = settlement.Visit;
        if (settlement.IsRefund && visit.Kind != VisitKind.Pharmacy
            && (visit.IsUndone || settlement.Lines.Any(l => l.IsUndone || l.SettledBy is not null) || (visit is { Kind: VisitKind.Inpatient, Discharge: null } && !settlement.IsMidStay)))
        {
            return HandlerAnswer.Refused("omsgid 原发送方报文ID：原结算的费用明细或就诊状态已变更，不能冲正");
        }

        return call.Book(VisitEvents.ReverseAll(settlement).ToArray());
    }

    private static HandlerAnswer Reverse(CenterCall call, Visit visit)
    {
        if (visit.IsUndone)
        {
            return HandlerAnswer.Refused(call.Options.Visits.AlreadyUndoneText);
        }

        return visit.IsSettled || visit.Standing.Any()
            ? HandlerAnswer.Refused("omsgid 原发送方报文ID：就诊已有费用明细或结算，不能冲正")
            : call.Book(VisitEvents.Undo(visit));
    }
}
