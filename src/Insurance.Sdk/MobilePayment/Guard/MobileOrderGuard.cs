using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <summary>How much of a visit an order holds.</summary>
public enum MobileOrderScope
{
    /// <summary>The whole visit.</summary>
    Visit = 0,

    /// <summary>Only its own charge batch (chrg_bchno 收费批次号); a message that names no batch waits all the same.</summary>
    ChargeBatch = 1,
}

/// <summary>The guard over the orders of a store: a visit waits until its order is revoked or refunded, or a person lets it go.</summary>
public sealed class MobileOrderGuard : IMobileOrderGuard
{
    private readonly IMobileOrderStore _store;
    private readonly MobileOrderScope _scope;

    /// <summary>Creates the guard.</summary>
    /// <param name="store">The orders.</param>
    /// <param name="scope">How much of a visit an order holds.</param>
    public MobileOrderGuard(IMobileOrderStore store, MobileOrderScope scope = MobileOrderScope.Visit)
    {
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _scope = scope;
    }

    /// <inheritdoc />
    public async Task<MobileOrderHold?> FindHoldAsync(string visitId, IReadOnlyCollection<string> chargeBatches, CancellationToken cancellationToken = default)
    {
        _ = chargeBatches ?? throw new ArgumentNullException(nameof(chargeBatches));
        foreach (var order in await _store.FindByVisitAsync(visitId, cancellationToken).ConfigureAwait(false))
        {
            if (order.ReleasedBy is null && order.InsuranceStands && IsMeant(order, chargeBatches))
            {
                return new MobileOrderHold(order.MedOrgOrd, order.Standing, Reason(order));
            }
        }

        return null;
    }

    private static string Reason(MobileOrder order)
    {
        var what = "the visit's fees went up for mobile payment with order " + order.MedOrgOrd + ", and the platform settles them itself; ";
        return what + (order.Pending, order.Standing) switch
        {
            (MobileOrderAction.Upload, _) or (_, MobileOrderStanding.NotKnown) => "the answer to that upload is not known: look at the platform, then let the order go with AbandonAsync",
            (not MobileOrderAction.None, _) => "a command of the order has no answer yet: ask with RefreshAsync (6301) first",
            (_, MobileOrderStanding.Uploaded or MobileOrderStanding.Failed) => "take them back with RevokeAsync (6401) to settle at the counter",
            (_, MobileOrderStanding.Processing) => "ask with RefreshAsync (6301) whether it was paid; if not, take them back with RevokeAsync (6401)",
            (_, MobileOrderStanding.Paid or MobileOrderStanding.InsurancePaid or MobileOrderStanding.PartlyRefunded or MobileOrderStanding.CashPaid) => "it is paid: refund it with RefundAsync (6203) first",
            _ => "its state is not clear: ask with RefreshAsync (6301), then let it go with AbandonAsync if a person says so",
        };
    }

    private bool IsMeant(MobileOrder order, IReadOnlyCollection<string> batches)
        => _scope == MobileOrderScope.Visit || batches.Count == 0 || order.ChargeBatch.Length == 0 || batches.Contains(order.ChargeBatch);
}
