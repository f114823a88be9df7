using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits;

/// <summary>A step that is ready to be noted and sent.</summary>
internal sealed record StepCall<TRequest, TAnswer>(Operation<TRequest, TAnswer> Operation, TRequest Request, PendingStep Pending)
    where TRequest : StandardRequest, new()
    where TAnswer : StandardAnswer, new()
{
    /// <summary>Lines that the step brings, on their way.</summary>
    internal IReadOnlyList<(string Serial, decimal Amount)> NewLines { get; init; } = Array.Empty<(string, decimal)>();
}

/// <summary>A booked step: the answer, and the visit afterwards.</summary>
internal sealed record StepDone<TAnswer>(TAnswer Answer, AnswerValues Values, LoadedVisit Visit, string MessageId, List<VisitWarning> Warnings);

/// <summary>Does a step: looks, checks, notes it durably with the message id, sends, takes the answer in. One of two counters gets through.</summary>
internal sealed class StepRunner
{
    private const int Tries = 3;

    private readonly InsuranceClient _client;
    private readonly VisitBook _book;

    internal StepRunner(InsuranceClient client, VisitBook book)
    {
        _client = client;
        _book = book;
    }

    /// <param name="id">Key of the visit.</param>
    /// <param name="step">The step, for refusals.</param>
    /// <param name="prepare">Checks the visit as it stands and makes the request; throws where the step does not fit.</param>
    /// <param name="call">What the caller wants otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<StepDone<TAnswer>> RunAsync<TRequest, TAnswer>(
        string id, VisitStep step, Func<LoadedVisit, CancellationToken, Task<StepCall<TRequest, TAnswer>>> prepare, CallOptions? call, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        for (var left = Tries; left > 0; left--)
        {
            var visit = await OpenAsync(id, step, cancellationToken).ConfigureAwait(false);
            var ready = await prepare(visit, cancellationToken).ConfigureAwait(false);
            var options = VisitCalls.Of(visit.Document, _client.Inside.NextMessageId(), call);
            Check(ready, options);
            var pending = Complete(ready.Pending, ready.Operation, options);
            if (await NoteAsync(visit, pending, ready.NewLines, cancellationToken).ConfigureAwait(false) is { } noted)
            {
                return await SendAsync(noted, ready, pending, options, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.Overtaken, (await _book.LoadAsync(id, cancellationToken).ConfigureAwait(false)).Record.Kind, step));
    }

    /// <summary>The visit as it stands; a step whose answer is missing refuses every other.</summary>
    internal async Task<LoadedVisit> OpenAsync(string id, VisitStep step, CancellationToken cancellationToken)
    {
        var visit = await _book.LoadAsync(id, cancellationToken).ConfigureAwait(false);
        return visit.Doubt is { } doubt ? throw new VisitRefusedException(VisitRefusal.Of(doubt, visit.Record.Kind, step)) : visit;
    }

    /// <summary>Sends a step that is noted already.</summary>
    internal async Task<StepDone<TAnswer>> SendAsync<TRequest, TAnswer>(LoadedVisit noted, StepCall<TRequest, TAnswer> ready, PendingStep pending, CallOptions options, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        TAnswer answer;
        try
        {
            answer = await _client.CallAsync(ready.Operation, ready.Request, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (await NotDoneAsync(noted, pending, e).ConfigureAwait(false))
            {
                throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.Overtaken, noted.Record.Kind, pending.Step));
            }

            throw;
        }

        var values = AnswerValues.Of(_client.Inside.PlanOf(ready.Operation), answer);
        var warnings = new List<VisitWarning>();
        if (StepEffects.Missing(pending, values) is { } missing)
        {
            throw new VisitRefusedException(VisitRefusal.Of(
                new VisitDoubt(pending, noted.Document.PersonNumber) { Journal = Journal.JournalState.Accepted, NeedsPerson = true, Reason = "the center has it, but its " + missing + " is not known" }, noted.Record.Kind, pending.Step));
        }

        return new StepDone<TAnswer>(answer, values, await TakeInAsync(noted, pending, values, warnings).ConfigureAwait(false), pending.MessageId, warnings);
    }

    internal PendingStep Complete(PendingStep pending, Operation operation, CallOptions options) => pending with
    {
        MessageId = options.MessageId!,
        Code = _client.Inside.PlanOf(operation).Number,
        OperationKey = operation.Key,
        At = _book.Now,
        OperatorCode = (options.Operator ?? _client.Inside.Operator).Code,
        Limit = options.Timeout ?? _client.Inside.Timeout,
    };

    /// <summary>All rules at once, before anything is noted: a request that breaks one leaves no trace.</summary>
    internal void Check<TRequest, TAnswer>(StepCall<TRequest, TAnswer> ready, CallOptions options)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        var errors = _client.Inside.Check(ready.Operation, ready.Request, options).Where(e => !e.IsWarning).ToList();
        if (errors.Find(e => e.Rule == "configuration") is { } setting)
        {
            throw new ConfigurationException(setting.Path, setting.Message) { Code = ready.Operation.Code };
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors) { Code = ready.Operation.Code };
        }
    }

    private Task<LoadedVisit?> NoteAsync(LoadedVisit visit, PendingStep pending, IReadOnlyList<(string Serial, decimal Amount)> lines, CancellationToken cancellationToken)
    {
        var changes = lines.Count == 0
            ? Array.Empty<VisitLineChange>()
            : new[] { new VisitLineChange(VisitLineChangeKind.Add) { Lines = lines.Select(l => new VisitLine(l.Serial, pending.BatchNumber, l.Amount, pending.MessageId)).ToList() } };
        return _book.SaveAsync(visit.Record, visit.Document with { Pending = pending }, changes, cancellationToken);
    }

    /// <summary>The center's answer is worth more than our note of it: what cannot be stored now is taken in from the journal later.</summary>
    private async Task<LoadedVisit> TakeInAsync(LoadedVisit noted, PendingStep pending, AnswerValues values, List<VisitWarning> warnings)
    {
        var (done, lines) = StepEffects.Done(noted.Document, pending, values, _book.Now, VisitEvent.Done);
        try
        {
            var confirmed = await _book.ConfirmAsync(VisitBook.ToConfirm(done, pending), CancellationToken.None).ConfigureAwait(false);
            return await _book.SaveAsync(noted.Record, confirmed, lines, CancellationToken.None).ConfigureAwait(false)
                ?? await _book.LoadAsync(noted.Record.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            warnings.Add(new VisitWarning("INS6210", "", "the center has booked it, and the visit store could not note it (" + e.GetType().Name + "); it is taken in from the journal when the visit is opened next"));
            return new LoadedVisit(VisitBook.RecordOf(noted.Record, done, _book.Now), done, null);
        }
    }

    /// <summary>What certainly was not booked is taken back; everything else waits for what the journal says.</summary>
    /// <returns>True where another counter had taken the visit over before the message left.</returns>
    private async Task<bool> NotDoneAsync(LoadedVisit noted, PendingStep pending, Exception error)
    {
        try
        {
            if (!await IsNotBookedAsync(pending, error).ConfigureAwait(false))
            {
                return false;
            }

            var (back, lines) = StepEffects.Back(noted.Document, pending, _book.Now, pending.OperatorCode, "not booked: " + error.GetType().Name);
            return await _book.SaveAsync(noted.Record, back, lines, CancellationToken.None).ConfigureAwait(false) is null && error is NotProcessedException;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The call's own error says more; the step is taken back when the visit is opened next.
            return false;
        }
    }

    private async Task<bool> IsNotBookedAsync(PendingStep pending, Exception error) => error switch
    {
        ValidationException or ConfigurationException or NotProcessedException or RefusedException => true,
        CallCanceledException canceled => !canceled.MayBeBooked,
        OutcomeUnknownException => false,
        _ => await _book.Journal.FindAsync(pending.MessageId).ConfigureAwait(false) is null,
    };
}
