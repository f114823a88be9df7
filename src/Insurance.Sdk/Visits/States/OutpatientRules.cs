using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>Outpatients: 2201, 2203, 2204, 2206, 2207; back: 2208, 2205, 2202.</summary>
internal static class OutpatientRules
{
    internal static VisitRefusal? Check(VisitDocument visit, StepQuestion question, VisitDeskOptions options) => question.Step switch
    {
        VisitStep.Charge => CheckCharge(visit, question),
        VisitStep.DeleteCharges => CheckDelete(visit, question),
        VisitStep.Trial or VisitStep.Settle => CheckSettle(visit, question),
        VisitStep.Refund => VisitRules.CheckRefund(visit, question),
        VisitStep.CancelRegistration => CheckCancel(visit, options),
        _ => null,
    };

    private static VisitRefusal? CheckCharge(VisitDocument visit, StepQuestion question)
    {
        if (visit.Stage == VisitStage.Registered)
        {
            return Refuse(VisitRefusalCode.NotInformed, question, VisitStep.Inform);
        }

        if (question.Batch is not { } batch)
        {
            return null;
        }

        if (visit.BatchOf(batch) is not null)
        {
            return Refuse(VisitRefusalCode.BatchCharged, question, VisitStep.DeleteCharges);
        }

        return visit.SettlementOf(batch) is null ? null : Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund, VisitStep.DeleteCharges);
    }

    /// <summary>Deleting what is not there is harmless: clients do it before every upload, and it clears what a lost upload may have left.</summary>
    private static VisitRefusal? CheckDelete(VisitDocument visit, StepQuestion question)
        => question.Batch is { } batch && visit.BatchOf(batch) is null && visit.SettlementOf(batch) is not null ? Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund) : null;

    private static VisitRefusal? CheckSettle(VisitDocument visit, StepQuestion question)
    {
        var ahead = new List<VisitStep>();
        if (visit.Stage == VisitStage.Registered)
        {
            ahead.Add(VisitStep.Inform);
        }

        ahead.Add(VisitStep.Charge);
        if (question.Step == VisitStep.Settle)
        {
            ahead.Add(VisitStep.Trial);
        }

        if (question.Batch is { } named && visit.BatchOf(named) is null)
        {
            return visit.SettlementOf(named) is null
                ? Refuse(VisitRefusalCode.NothingCharged, question, ahead.ToArray())
                : Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund);
        }

        if (visit.Unsettled.Count == 0)
        {
            return visit.Settlements.Any(s => s.IsLive)
                ? Refuse(VisitRefusalCode.AlreadySettled, question)
                : Refuse(VisitRefusalCode.NothingCharged, question, ahead.ToArray());
        }

        if (question.Batch is null && visit.Unsettled.Count > 1 && !question.IsGeneral)
        {
            return VisitRefusal.Of(VisitRefusalCode.NotNamed, VisitKind.Outpatient, question.Step, visit.Unsettled.Count + " batches are unsettled: give the chrg_bchno", visit.Unsettled.Count + " 个批次未结算，请给出收费批次号");
        }

        var batch = question.Batch is { } number ? visit.BatchOf(number) : visit.Unsettled.Count == 1 ? visit.Unsettled[0] : null;
        return VisitRules.CheckTrial(visit, question, batch);
    }

    private static VisitRefusal? CheckCancel(VisitDocument visit, VisitDeskOptions options)
    {
        var ahead = new List<VisitStep>();
        var isSettled = visit.Settlements.Any(s => s.IsLive);
        if (isSettled)
        {
            ahead.Add(VisitStep.Refund);
        }

        if (options.DeleteChargesBeforeCancel && (isSettled || visit.Unsettled.Count > 0))
        {
            ahead.Add(VisitStep.DeleteCharges);
        }

        return ahead.Count == 0 ? null : VisitRefusal.Of(isSettled ? VisitRefusalCode.SettlementLeft : VisitRefusalCode.LinesLeft, VisitKind.Outpatient, VisitStep.CancelRegistration, ahead.ToArray());
    }

    private static VisitRefusal Refuse(VisitRefusalCode code, StepQuestion question, params VisitStep[] doFirst) => VisitRefusal.Of(code, VisitKind.Outpatient, question.Step, doFirst);
}
