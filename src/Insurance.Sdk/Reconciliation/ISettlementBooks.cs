using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Reconciliation;

/// <summary>The hospital's own books of settlements: the HIS's tables, or what the journal has.</summary>
public interface ISettlementBooks
{
    /// <summary>Settlements and refunds whose <see cref="SettlementRecord.SettledAt"/> lies on the days, refunded settlements with both records.</summary>
    /// <param name="from">First day, China time (its time of day does not count).</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default);
}
