using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Reads and changes orders in a store that several programs share: a change that came second is made again on what is there now.</summary>
internal sealed class MobileOrderBook
{
    private const int Tries = 20;

    private readonly IMobileOrderStore _store;
    private readonly TimeProvider _time;

    internal MobileOrderBook(IMobileOrderStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal async Task<MobileOrder> NeededAsync(string medOrgOrd, CancellationToken cancellationToken)
        => await _store.FindAsync(medOrgOrd ?? throw new ArgumentNullException(nameof(medOrgOrd)), cancellationToken).ConfigureAwait(false)
            ?? throw new MobileOrderException(MobileOrderProblem.NotFound, medOrgOrd, "there is no such order");

    /// <summary>Changes an order. The change is a pure function; it may throw, and may give the order back unchanged.</summary>
    internal async Task<MobileOrder> ChangeAsync(string medOrgOrd, Func<MobileOrder, MobileOrder> change, string what, CancellationToken cancellationToken, string? who = null)
    {
        for (var left = Tries; ; left--)
        {
            var order = await NeededAsync(medOrgOrd, cancellationToken).ConfigureAwait(false);
            var changed = change(order);
            if (changed == order)
            {
                return order;
            }

            changed = changed with { ChangedAt = Now };
            if (await _store.TryChangeAsync(changed, new MobileOrderEvent(Now, what, who), null, cancellationToken).ConfigureAwait(false))
            {
                return changed with { Version = changed.Version + 1 };
            }

            if (left == 0)
            {
                throw new MobileOrderException(MobileOrderProblem.InDoubt, medOrgOrd, "too many programs change it at the same time");
            }
        }
    }
}
