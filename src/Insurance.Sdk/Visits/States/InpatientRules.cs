using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>Inpatients: 2401, 2301 and 2403 any number of times, 2402, 2303, 2304; back strictly 2305, 2405, 2302, 2404.</summary>
internal static class InpatientRules
{
    internal static VisitRefusal? Check(VisitDocument visit, StepQuestion question, VisitDeskOptions options) => question.Step switch
    {
        VisitStep.Change or VisitStep.DeleteCharges => CheckOpen(visit, question),
        VisitStep.Charge => CheckCharge(visit, question, options),
        VisitStep.Discharge => visit.Stage == VisitStage.Discharged ? Refuse(VisitRefusalCode.Discharged, question) : null,
        VisitStep.CancelDischarge => CheckCancelDischarge(visit, question),
        VisitStep.Trial or VisitStep.Settle => CheckSettle(visit, question),
        VisitStep.Refund => VisitRules.CheckRefund(visit, question),
        VisitStep.CancelRegistration => CheckCancel(visit, question),
        _ => null,
    };

    /// <summary>What is done to a stay that is not discharged.</summary>
    private static VisitRefusal? CheckOpen(VisitDocument visit, StepQuestion question)
    {
        if (visit.IsFinallySettled)
        {
            return Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund, VisitStep.CancelDischarge);
        }

        return visit.Stage == VisitStage.Discharged ? Refuse(VisitRefusalCode.Discharged, question, VisitStep.CancelDischarge) : null;
    }

    private static VisitRefusal? CheckCharge(VisitDocument visit, StepQuestion question, VisitDeskOptions options)
    {
        if (!options.ChargeAfterDischarge)
        {
            return CheckOpen(visit, question);
        }

        return visit.IsFinallySettled ? Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund) : null;
    }

    private static VisitRefusal? CheckCancelDischarge(VisitDocument visit, StepQuestion question)
    {
        if (visit.Stage != VisitStage.Discharged)
        {
            return Refuse(VisitRefusalCode.NotDischarged, question);
        }

        return visit.IsFinallySettled ? Refuse(VisitRefusalCode.SettlementLeft, question, VisitStep.Refund) : null;
    }

    private static VisitRefusal? CheckSettle(VisitDocument visit, StepQuestion question)
    {
        var isDischarged = visit.Stage == VisitStage.Discharged;
        if (visit.IsFinallySettled)
        {
            return Refuse(VisitRefusalCode.AlreadySettled, question, VisitStep.Refund);
        }

        if (question.IsInterim && isDischarged)
        {
            return Refuse(VisitRefusalCode.InterimAfterDischarge, question);
        }

        var ahead = new List<VisitStep>();
        if (visit.Unsettled.Count == 0)
        {
            ahead.Add(VisitStep.Charge);
        }

        var mustBeDischarged = question.Step == VisitStep.Settle && !isDischarged && !(question.IsInterim || (question.IsGeneral && IsInterimShown(visit)));
        if (mustBeDischarged)
        {
            ahead.Add(VisitStep.Discharge);
        }

        if (ahead.Count > 0)
        {
            if (question.Step == VisitStep.Settle)
            {
                ahead.Add(VisitStep.Trial);
            }

            return Refuse(visit.Unsettled.Count == 0 ? VisitRefusalCode.NothingCharged : VisitRefusalCode.NotDischarged, question, ahead.ToArray());
        }

        var asked = question.IsGeneral && !isDischarged ? question with { IsInterim = true } : question;
        return VisitRules.CheckTrial(visit, asked, visit.Unsettled[0]);
    }

    private static bool IsInterimShown(VisitDocument visit) => visit.Unsettled.Any(b => b.Trial is { IsInterim: true });

    private static VisitRefusal? CheckCancel(VisitDocument visit, StepQuestion question)
    {
        var ahead = new List<VisitStep>();
        var isSettled = visit.Settlements.Any(s => s.IsLive);
        if (isSettled)
        {
            ahead.Add(VisitStep.Refund);
        }

        if (visit.Stage == VisitStage.Discharged)
        {
            ahead.Add(VisitStep.CancelDischarge);
        }

        // A refund leaves its lines at the center, unsettled.
        if (isSettled || visit.Unsettled.Count > 0)
        {
            ahead.Add(VisitStep.DeleteCharges);
        }

        if (ahead.Count == 0)
        {
            return null;
        }

        var code = isSettled ? VisitRefusalCode.SettlementLeft : visit.Stage == VisitStage.Discharged ? VisitRefusalCode.Discharged : VisitRefusalCode.LinesLeft;
        return Refuse(code, question, ahead.ToArray());
    }

    private static VisitRefusal Refuse(VisitRefusalCode code, StepQuestion question, params VisitStep[] doFirst) => VisitRefusal.Of(code, VisitKind.Inpatient, question.Step, doFirst);
}
