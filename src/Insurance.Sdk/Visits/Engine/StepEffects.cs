using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>What a booked step makes of a visit. The same function takes a fresh answer in and one that the journal kept, so that both come to the same.</summary>
internal static class StepEffects
{
    /// <summary>The id without which a booked step cannot be taken in; null where nothing is missing.</summary>
    internal static string? Missing(PendingStep step, AnswerValues values) => step.Step switch
    {
        VisitStep.Register when string.IsNullOrEmpty(values.Text("mdtrt_id")) => "mdtrt_id",
        VisitStep.Settle when string.IsNullOrEmpty(values.Text("setl_id")) => "setl_id",
        _ => null,
    };

    /// <summary>The visit with the step done, and what becomes of its lines.</summary>
    internal static (VisitDocument Visit, List<VisitLineChange> Lines) Done(VisitDocument visit, PendingStep step, AnswerValues values, DateTimeOffset at, string what)
    {
        var lines = new List<VisitLineChange>();
        var done = step.Step switch
        {
            VisitStep.Register => visit with
            {
                Stage = VisitStage.Registered, CenterVisitId = values.Text("mdtrt_id")!, Begin = step.Begin, MedType = step.MedType.Length > 0 ? step.MedType : visit.MedType,
            },
            VisitStep.Inform => (visit with { Stage = VisitStage.Informed, MedType = step.MedType }).WithoutTrials(),
            VisitStep.Change => (visit with { MedType = step.MedType.Length > 0 ? step.MedType : visit.MedType, Begin = step.Begin ?? visit.Begin }).WithoutTrials(),
            VisitStep.Charge => Charged(visit, step, lines),
            VisitStep.DeleteCharges => Deleted(visit, step, lines),
            VisitStep.Discharge => (visit with { Stage = VisitStage.Discharged, End = step.End }).WithoutTrials(),
            VisitStep.CancelDischarge => (visit with { Stage = VisitStage.Registered, End = null }).WithoutTrials(),
            VisitStep.Settle => Settled(visit, step, values, lines),
            VisitStep.Refund => Refunded(visit, step, values),
            VisitStep.CancelRegistration => Cancelled(visit, lines),
            _ => visit,
        };
        return (Close(done, step, at, step.OperatorCode, what), lines);
    }

    /// <summary>The visit as if the step had never been asked for.</summary>
    internal static (VisitDocument Visit, List<VisitLineChange> Lines) Back(VisitDocument visit, PendingStep step, DateTimeOffset at, string who, string what)
    {
        var lines = new List<VisitLineChange>();
        if (step.Step == VisitStep.Charge)
        {
            lines.Add(new VisitLineChange(VisitLineChangeKind.Forget) { MessageId = step.MessageId });
        }

        return (Close(visit, step, at, who, what), lines);
    }

    /// <summary>A settlement that stands here and was taken back elsewhere: its lines are unsettled again.</summary>
    internal static VisitDocument Reversed(VisitDocument visit, VisitSettlement settlement, DateTimeOffset at)
        => visit.Replacing(settlement, settlement with { Fate = SettlementFate.Reversed })
            .Adding(settlement.BatchNumber, settlement.Lines, settlement.Total)
            .Note(new VisitEvent(at, VisitStep.Settle, VisitSteps.CodeOf(visit.Kind, VisitStep.Settle), settlement.MessageId, "", "reversed at the center, as the journal says"));

    /// <summary>A settlement that stands here and was refunded by a message that the visit does not wait for any more: both are in the center's books.</summary>
    internal static VisitDocument RefundedElsewhere(VisitDocument visit, VisitSettlement settlement, string refund, DateTimeOffset at)
        => RefundTakenIn(visit, settlement, refund, at).Adding(settlement.BatchNumber, settlement.Lines, settlement.Total);

    /// <summary>The refund of a settlement that was taken for reversed: its lines are unsettled already.</summary>
    internal static VisitDocument RefundTakenIn(VisitDocument visit, VisitSettlement settlement, string refund, DateTimeOffset at)
        => visit.Replacing(settlement, settlement with { Fate = SettlementFate.Refunded, RefundMessageId = refund })
            .Note(new VisitEvent(at, VisitStep.Refund, VisitSteps.CodeOf(visit.Kind, VisitStep.Refund), refund, "", "refunded at the center, as the journal says"));

    /// <summary>A refund that was taken back elsewhere: the settlement stands again.</summary>
    internal static VisitDocument RefundReversed(VisitDocument visit, VisitSettlement settlement, DateTimeOffset at)
        => visit.Replacing(settlement, settlement with { Fate = SettlementFate.Live, RefundMessageId = "", RefundSettlementId = "" })
            .Removing(settlement.BatchNumber, settlement.Lines, settlement.Total)
            .Note(new VisitEvent(at, VisitStep.Refund, VisitSteps.CodeOf(visit.Kind, VisitStep.Refund), settlement.RefundMessageId, "", "reversed at the center, as the journal says: the settlement stands"));

    private static VisitDocument Close(VisitDocument visit, PendingStep step, DateTimeOffset at, string who, string what)
        => (visit with { Pending = null }).Note(new VisitEvent(at, step.Step, step.Code, step.MessageId, who, what));

    private static VisitDocument Charged(VisitDocument visit, PendingStep step, List<VisitLineChange> lines)
    {
        lines.Add(new VisitLineChange(VisitLineChangeKind.Arrive) { MessageId = step.MessageId });
        return visit.Adding(step.BatchNumber, step.Lines, step.Total);
    }

    private static VisitDocument Deleted(VisitDocument visit, PendingStep step, List<VisitLineChange> lines)
    {
        var isPartial = step.Serials.Count > 0;
        var isBatch = visit.Kind == VisitKind.Outpatient && step.BatchNumber.Length > 0;
        lines.Add(new VisitLineChange(VisitLineChangeKind.Delete)
        {
            BatchNumber = isBatch ? step.BatchNumber : null,
            Serials = isPartial ? step.Serials : null,
            Except = visit.LiveSettlements,
        });
        if (isPartial)
        {
            return visit.Removing("", step.Lines, step.Total);
        }

        return visit with { Unsettled = isBatch ? visit.Unsettled.Where(b => b.Number != step.BatchNumber).ToList() : Array.Empty<FeeBatch>() };
    }

    private static VisitDocument Settled(VisitDocument visit, PendingStep step, AnswerValues values, List<VisitLineChange> lines)
    {
        var batch = visit.BatchOf(step.BatchNumber);
        lines.Add(new VisitLineChange(VisitLineChangeKind.Settle)
        {
            MessageId = step.MessageId,
            BatchNumber = visit.Kind == VisitKind.Outpatient ? step.BatchNumber : null,
            Except = visit.LiveSettlements,
        });
        var settlement = new VisitSettlement
        {
            MessageId = step.MessageId,
            SettlementId = values.Text("setl_id")!,
            BatchNumber = step.BatchNumber,
            IsInterim = step.IsInterim,
            Lines = step.Lines,
            Total = step.Total,
            Amounts = values.Amounts(),
            Agreed = batch?.Trial,
            SettledAt = values.Time("setl_time"),
            ClearingType = values.Text("clr_type") ?? batch?.Trial?.ClearingType ?? "",
            ClearingOffice = values.Text("clr_optins") ?? batch?.Trial?.ClearingOffice ?? "",
        };
        return visit.Removing(step.BatchNumber, step.Lines, step.Total) with { Settlements = visit.Settlements.Concat(new[] { settlement }).ToList() };
    }

    private static VisitDocument Refunded(VisitDocument visit, PendingStep step, AnswerValues values)
    {
        var settlement = visit.Settlements.First(s => s.MessageId == step.SettlementMessageId);
        var own = values.Text("setl_id") ?? "";
        var refunded = settlement with { Fate = SettlementFate.Refunded, RefundMessageId = step.MessageId, RefundSettlementId = own == settlement.SettlementId ? "" : own };
        return visit.Replacing(settlement, refunded).Adding(settlement.BatchNumber, settlement.Lines, settlement.Total);
    }

    private static VisitDocument Cancelled(VisitDocument visit, List<VisitLineChange> lines)
    {
        lines.Add(new VisitLineChange(VisitLineChangeKind.Delete) { Except = visit.LiveSettlements });
        return visit with { Stage = VisitStage.Cancelled, Unsettled = Array.Empty<FeeBatch>() };
    }
}
