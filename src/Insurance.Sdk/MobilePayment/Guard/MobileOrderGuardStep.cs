using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Asks the guard before a message of a visit leaves.</summary>
internal sealed class MobileOrderGuardStep
{
    /// <summary>What the platform performs itself: fees, their deletion, trial and settlement, for outpatients and inpatients.</summary>
    private static readonly HashSet<string> Guarded = new(StringComparer.Ordinal) { "2204", "2205", "2206", "2207", "2301", "2302", "2303", "2304" };

    private readonly IMobileOrderGuard _guard;

    internal MobileOrderGuardStep(IMobileOrderGuard guard)
    {
        _guard = guard;
    }

    internal async Task CheckAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Operation is not { } operation || !Guarded.Contains(operation.Key))
        {
            return;
        }

        var keys = BusinessKeys.Find(operation, message.Input.Span);
        var batches = keys.Where(k => k.Key == "chrg_bchno").Select(k => k.Value).ToList();
        foreach (var visit in keys.Where(k => k.Key == "mdtrt_id"))
        {
            if (await FindAsync(operation, visit.Value, batches, cancellationToken).ConfigureAwait(false) is { } hold)
            {
                throw new ValidationException(new[]
                {
                    new ValidationError("INS1917", "mdtrt_id", "mdtrt_id", "condition", message.Number + " " + operation.ChineseName + " must wait: " + hold.Reason),
                });
            }
        }
    }

    private async Task<MobileOrderHold?> FindAsync(Operation operation, string visitId, List<string> batches, CancellationToken cancellationToken)
    {
        try
        {
            return await _guard.FindHoldAsync(visitId, batches, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new CallCanceledException(false, operation, cancellationToken, e);
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw new NotProcessedException("The mobile orders of the visit could not be looked up (" + e.GetType().Name + "); nothing was sent", e);
        }
    }
}
