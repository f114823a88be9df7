using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>What is asked of a visit.</summary>
/// <param name="Step">The step.</param>
internal sealed record StepQuestion(VisitStep Step)
{
    /// <summary>The batch; null where the step may find it itself.</summary>
    internal string? Batch { get; init; }

    /// <summary>setl_id or msgid of the settlement; null where the only one is meant.</summary>
    internal string? Settlement { get; init; }

    internal bool IsInterim { get; init; }

    /// <summary>msgid of the trial that was agreed to.</summary>
    internal string? Trial { get; init; }

    /// <summary>True asks whether the step is possible at all, whatever it names.</summary>
    internal bool IsGeneral { get; init; }
}

/// <summary>The order that the center demands. Pure: the same visit and question give the same answer.</summary>
internal static class VisitRules
{
    internal static VisitStep[] StepsOf(VisitKind kind) => kind == VisitKind.Outpatient ? VisitSteps.OfOutpatients : VisitSteps.OfInpatients;

    /// <summary>Why the step cannot be taken; null where it can.</summary>
    internal static VisitRefusal? Check(VisitDocument visit, StepQuestion question, VisitDeskOptions options)
    {
        if (Array.IndexOf(StepsOf(visit.Kind), question.Step) < 0)
        {
            throw new ArgumentException("A visit of kind " + visit.Kind + " has no step " + question.Step);
        }

        if (question.Step == VisitStep.Register)
        {
            return visit.Stage switch
            {
                VisitStage.New => null,
                VisitStage.Cancelled => VisitRefusal.Of(VisitRefusalCode.NumberUsed, visit.Kind, question.Step),
                _ => VisitRefusal.Of(VisitRefusalCode.AlreadyRegistered, visit.Kind, question.Step),
            };
        }

        if (visit.Stage == VisitStage.Cancelled)
        {
            return VisitRefusal.Of(VisitRefusalCode.Cancelled, visit.Kind, question.Step);
        }

        if (visit.Stage == VisitStage.New)
        {
            return VisitRefusal.Of(VisitRefusalCode.NotRegistered, visit.Kind, question.Step, VisitStep.Register);
        }

        return visit.Kind == VisitKind.Outpatient ? OutpatientRules.Check(visit, question, options) : InpatientRules.Check(visit, question, options);
    }

    /// <summary>The settlement that a refund means; null with the reason where there is none.</summary>
    internal static VisitRefusal? CheckRefund(VisitDocument visit, StepQuestion question)
    {
        var live = visit.Settlements.Where(s => s.IsLive).ToList();
        if (question.Settlement is { } named)
        {
            var found = visit.Settlements.LastOrDefault(s => s.SettlementId == named || s.MessageId == named);
            return found switch
            {
                null => VisitRefusal.Of(VisitRefusalCode.NothingSettled, visit.Kind, VisitStep.Refund, "the visit has no settlement of that id", "该就诊没有此结算ID"),
                { IsLive: false } => VisitRefusal.Of(VisitRefusalCode.AlreadyRefunded, visit.Kind, VisitStep.Refund),
                _ => null,
            };
        }

        if (live.Count == 0)
        {
            return VisitRefusal.Of(visit.Settlements.Count > 0 ? VisitRefusalCode.AlreadyRefunded : VisitRefusalCode.NothingSettled, visit.Kind, VisitStep.Refund);
        }

        return live.Count > 1 && !question.IsGeneral
            ? VisitRefusal.Of(VisitRefusalCode.NotNamed, visit.Kind, VisitStep.Refund, live.Count + " settlements stand: give the setl_id", live.Count + " 个有效结算，请给出结算ID")
            : null;
    }

    /// <summary>Trial or settlement of lines that are at the center.</summary>
    internal static VisitRefusal? CheckTrial(VisitDocument visit, StepQuestion question, FeeBatch? batch)
    {
        if (question.Step != VisitStep.Settle)
        {
            return null;
        }

        var shown = batch?.Trial is { } trial && trial.IsInterim == question.IsInterim && (question.IsGeneral || trial.MessageId == question.Trial);
        var anyShown = question.IsGeneral && batch is null && visit.Unsettled.Any(b => b.Trial is not null);
        return shown || anyShown ? null : VisitRefusal.Of(VisitRefusalCode.TrialMissing, visit.Kind, question.Step, VisitStep.Trial);
    }
}
