using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Visits;

/// <summary>Trial, settlement and refund: the same for outpatients and inpatients but for their requests.</summary>
internal sealed class SettlementDesk
{
    private readonly InsuranceClient _client;
    private readonly VisitBook _book;
    private readonly StepRunner _runner;

    internal SettlementDesk(InsuranceClient client, VisitBook book, StepRunner runner)
    {
        _client = client;
        _book = book;
        _runner = runner;
    }

    /// <param name="id">Key of the visit.</param>
    /// <param name="order">What the trial is made with.</param>
    /// <param name="operation">2206 or 2303.</param>
    /// <param name="request">Makes the request of a batch.</param>
    /// <param name="own">The values of a request that are the visit's own.</param>
    /// <param name="adjust">What the caller sets beside them.</param>
    /// <param name="call">What the call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<(SettlementTrial Trial, LoadedVisit Visit)> TrialAsync<TRequest, TAnswer>(
        string id, TrialOrder order, Operation<TRequest, TAnswer> operation, Func<LoadedVisit, FeeBatch, TRequest> request, Func<TRequest, object> own, Action<TRequest>? adjust, CallOptions? call, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        _ = order ?? throw new ArgumentNullException(nameof(order));
        var visit = await _runner.OpenAsync(id, VisitStep.Trial, cancellationToken).ConfigureAwait(false);
        var batch = BatchOf(visit.Document, new StepQuestion(VisitStep.Trial) { Batch = order.BatchNumber, IsInterim = order.IsInterim });
        HoldArea(visit.Document, order.Patient, VisitStep.Trial);
        var options = VisitCalls.Of(visit.Document, _client.Inside.NextMessageId(), call);
        var input = Adjusted(request(visit, batch), own, adjust, operation.Code);
        var answer = await _client.CallAsync(operation, input, options, cancellationToken).ConfigureAwait(false);
        var values = AnswerValues.Of(_client.Inside.PlanOf(operation), answer);
        HoldPerson(visit.Document, order.Patient, values, VisitStep.Trial);
        var note = new TrialNote
        {
            MessageId = options.MessageId!,
            IsInterim = order.IsInterim,
            Amounts = values.Amounts(),
            ClearingType = values.Text("clr_type") ?? "",
            ClearingOffice = values.Text("clr_optins") ?? "",
        };
        var kept = await KeepAsync(visit, batch, note, cancellationToken).ConfigureAwait(false);
        var warnings = Warnings(note.Amounts, batch.Total);
        if (!PatientComparison.CanCompare(values.Text("psn_name"), values.Text("certno")))
        {
            warnings.Add(new VisitWarning("INS6207", "psn_name", "the center's answer names nobody: the patient could not be compared"));
        }

        if (values.Rows("vola_type") is > 0 and var violations)
        {
            warnings.Add(new VisitWarning("INS6212", "voladetail", violations + " line(s) break rules of the center: see Voladetail of the answer"));
        }

        return (new SettlementTrial(id, note, order, values, answer, warnings) { BatchNumber = batch.Number, Total = batch.Total }, kept);
    }

    internal async Task<SettlementResult> SettleAsync<TRequest, TAnswer>(
        string id, SettlementOrder order, Operation<TRequest, TAnswer> operation, Func<LoadedVisit, FeeBatch, TRequest> request, Func<TRequest, object> own, Action<TRequest>? adjust, CallOptions? call, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        _ = order ?? throw new ArgumentNullException(nameof(order));
        if (order.Agreed.VisitId != id)
        {
            throw new ArgumentException("The trial is another visit's", nameof(order));
        }

        var done = await _runner.RunAsync(
            id,
            VisitStep.Settle,
            (visit, _) =>
            {
                var agreed = order.Agreed;
                HoldArea(visit.Document, order.Patient, VisitStep.Settle);
                HoldPerson(visit.Document, order.Patient, agreed.Values, VisitStep.Settle);
                var batch = BatchOf(visit.Document, new StepQuestion(VisitStep.Settle) { Batch = agreed.BatchNumber.Length > 0 ? agreed.BatchNumber : null, IsInterim = agreed.IsInterim, Trial = agreed.MessageId });
                HoldTotal(visit.Document, agreed, batch);
                var input = request(visit, batch);
                if (order.TraceCodes.Count > 0)
                {
                    TraceCodes.SettlementTraceRow.PutInto(input, order.TraceCodes, order.TraceNode);
                }

                return Task.FromResult(new StepCall<TRequest, TAnswer>(operation, Adjusted(input, own, adjust, operation.Code), Step(VisitStep.Settle, batch) with { IsInterim = agreed.IsInterim }));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Result(done, isRefund: false);
    }

    internal async Task<SettlementResult> RefundAsync<TRequest, TAnswer>(
        string id, string? settlement, Operation<TRequest, TAnswer> operation, Func<LoadedVisit, VisitSettlement, TRequest> request, Func<TRequest, object> own, Action<TRequest>? adjust, CallOptions? call, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        var done = await _runner.RunAsync(
            id,
            VisitStep.Refund,
            (visit, _) =>
            {
                Refuse(VisitRules.Check(visit.Document, new StepQuestion(VisitStep.Refund) { Settlement = settlement }, _book.Options));
                var taken = visit.Document.Settlements.Last(s => s.IsLive && (settlement is null || s.SettlementId == settlement || s.MessageId == settlement));
                var pending = new PendingStep
                {
                    MessageId = "", Code = "", At = default, Step = VisitStep.Refund, BatchNumber = taken.BatchNumber, SettlementMessageId = taken.MessageId, IsInterim = taken.IsInterim, Lines = taken.Lines, Total = taken.Total,
                };
                return Task.FromResult(new StepCall<TRequest, TAnswer>(operation, Adjusted(request(visit, taken), own, adjust, operation.Code), pending));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Result(done, isRefund: true);
    }

    /// <summary>A settlement, or its refund, read back from the journal.</summary>
    internal async Task<SettlementResult?> ReadAsync(LoadedVisit visit, string settlement, bool isRefund, CancellationToken cancellationToken)
    {
        var found = visit.Document.Settlements.LastOrDefault(s => s.SettlementId == settlement || s.MessageId == settlement || (isRefund && s.RefundSettlementId == settlement && settlement.Length > 0));
        if (found is null || (isRefund && found.RefundMessageId.Length == 0))
        {
            return null;
        }

        var step = isRefund ? VisitStep.Refund : VisitStep.Settle;
        var values = await _book.ReadOutputAsync(isRefund ? found.RefundMessageId : found.MessageId, VisitSteps.CodeOf(visit.Record.Kind, step), cancellationToken).ConfigureAwait(false);
        var amounts = values.Amounts();
        if (isRefund && (!amounts.IsEnough || values.Time("setl_time") is null))
        {
            return await RefundWithoutAnswerAsync(visit, found, values, cancellationToken).ConfigureAwait(false);
        }

        return new SettlementResult(visit.Status(_book.Options), found, isRefund, values, Warnings(amounts, isRefund ? -found.Total : found.Total, isRefund ? null : found.Agreed?.Amounts));
    }

    /// <summary>The refund stands, its answer was lost: a refund takes the whole settlement back, so its amounts are known from there.</summary>
    private async Task<SettlementResult> RefundWithoutAnswerAsync(LoadedVisit visit, VisitSettlement found, AnswerValues values, CancellationToken cancellationToken)
    {
        var settled = (await _book.ReadOutputAsync(found.MessageId, VisitSteps.CodeOf(visit.Record.Kind, VisitStep.Settle), cancellationToken).ConfigureAwait(false)).Amounts();
        var taken = !values.Amounts().IsEnough && settled.IsEnough ? settled.Negative() : null;
        var entry = await _book.Journal.FindAsync(found.RefundMessageId, cancellationToken).ConfigureAwait(false);
        var warnings = Warnings(taken ?? values.Amounts(), -found.Total);
        if (taken is not null)
        {
            warnings.Add(new VisitWarning("INS6213", "medfee_sumamt", "the refund's answer was lost: its amounts are the negative of the settlement's"));
        }

        return new SettlementResult(visit.Status(_book.Options), found, isRefund: true, values, warnings, taken, entry is null ? null : (ChinaTime)(entry.ConcludedAt ?? entry.SentAt ?? entry.IntendedAt));
    }

    internal static PendingStep Step(VisitStep step, FeeBatch batch) => new()
    {
        MessageId = "", Code = "", At = default, Step = step, BatchNumber = batch.Number, Lines = batch.Lines, Total = batch.Total,
    };

    internal static void Refuse(VisitRefusal? refusal)
    {
        if (refusal is not null)
        {
            throw new VisitRefusedException(refusal);
        }
    }

    private FeeBatch BatchOf(VisitDocument visit, StepQuestion question)
    {
        Refuse(VisitRules.Check(visit, question, _book.Options));
        return (question.Batch is { } number && visit.Kind == VisitKind.Outpatient ? visit.BatchOf(number) : visit.Unsettled[0])!;
    }

    private SettlementResult Result<TAnswer>(StepDone<TAnswer> done, bool isRefund)
        where TAnswer : StandardAnswer
    {
        var settlement = done.Visit.Document.Settlements.First(s => (isRefund ? s.RefundMessageId : s.MessageId) == done.MessageId);
        var warnings = Warnings(done.Values.Amounts(), isRefund ? -settlement.Total : settlement.Total, isRefund ? null : settlement.Agreed?.Amounts);
        warnings.InsertRange(0, done.Warnings);
        return new SettlementResult(done.Visit.Status(_book.Options), settlement, isRefund, done.Values, warnings) { Answer = done.Answer };
    }

    private List<VisitWarning> Warnings(SettlementAmounts amounts, decimal total, SettlementAmounts? agreed = null)
    {
        var warnings = SettlementArithmetic.Check(amounts, _book.Options.FundSumIncludesAccount);
        if (amounts.Total is { } said && said != total)
        {
            warnings.Add(new VisitWarning("INS6205", "medfee_sumamt", "medfee_sumamt 医疗费总额 of the answer is not the sum of the lines"));
        }

        if (agreed is not null && SettlementArithmetic.Differences(agreed, amounts) is { Count: > 0 } differences)
        {
            warnings.Add(new VisitWarning("INS6206", differences[0].Code, "settled otherwise than it was shown: " + string.Join(", ", differences.Select(d => d.Code))));
        }

        return warnings;
    }

    /// <summary>Keeps the trial with its lines; another counter's step in between makes it worthless.</summary>
    private async Task<LoadedVisit> KeepAsync(LoadedVisit visit, FeeBatch batch, TrialNote note, CancellationToken cancellationToken)
    {
        for (var left = 4; left > 0; left--)
        {
            var now = visit.Document.BatchOf(batch.Number);
            if (visit.Doubt is not null || visit.Document.Stage == VisitStage.Cancelled || now is null || now.Lines != batch.Lines || now.Total != batch.Total)
            {
                break;
            }

            var kept = visit.Document with { Unsettled = visit.Document.Unsettled.Select(b => b == now ? b with { Trial = note } : b).ToList() };
            if (await _book.SaveAsync(visit.Record, kept, Array.Empty<VisitLineChange>(), cancellationToken).ConfigureAwait(false) is { } saved)
            {
                return saved;
            }

            visit = await _book.LoadAsync(visit.Record.Id, cancellationToken).ConfigureAwait(false);
        }

        throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.Overtaken, visit.Record.Kind, VisitStep.Trial));
    }

    private void HoldTotal(VisitDocument visit, SettlementTrial agreed, FeeBatch batch)
    {
        if (_book.Options.TrialTotalDiffers == FindingRule.Refuse && agreed.Amounts.Total is { } total && total != batch.Total)
        {
            throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.TotalDiffers, visit.Kind, VisitStep.Settle, VisitStep.DeleteCharges, VisitStep.Charge, VisitStep.Trial));
        }
    }

    private static void HoldArea(VisitDocument visit, HospitalPatient patient, VisitStep step)
    {
        if (PatientComparison.AreaDiffers(patient, visit.InsuredArea))
        {
            throw new PatientMismatchException(step, new[] { PatientField.InsuredArea });
        }
    }

    /// <summary>Whom the center would settle for, held against the HIS's patient of this moment.</summary>
    private static void HoldPerson(VisitDocument visit, HospitalPatient patient, AnswerValues values, VisitStep step)
    {
        var differences = PatientComparison.Differences(patient, values.Text("psn_name"), values.Text("psn_cert_type"), values.Text("certno"));
        if (values.Text("psn_no") is { Length: > 0 } person && person != visit.PersonNumber)
        {
            differences.Add(PatientField.PersonNumber);
        }

        if (differences.Count > 0)
        {
            throw new PatientMismatchException(step, differences);
        }
    }

    /// <summary>Lets the caller add what his center wants beside; what is the visit's own stays.</summary>
    private static TRequest Adjusted<TRequest>(TRequest request, Func<TRequest, object> own, Action<TRequest>? adjust, string code)
    {
        if (adjust is null)
        {
            return request;
        }

        var before = own(request);
        adjust(request);
        if (!before.Equals(own(request)))
        {
            var fields = new OwnFields("data");
            fields.Add("INS6131", "data", "condition", "person, visit, batch, settlement, total, med_type, insutype and mid_setl_flag are the visit's own and cannot be adjusted");
            fields.ThrowIfAny(code);
        }

        return request;
    }
}
