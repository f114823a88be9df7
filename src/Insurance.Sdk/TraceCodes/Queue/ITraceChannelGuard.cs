using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Knows which codes went to the center with a settlement (drug_trac_info on 2207): they are refused by the queue.</summary>
public interface ITraceChannelGuard
{
    /// <summary>Those of the codes that belong to the settlement's channel.</summary>
    Task<IReadOnlyCollection<string>> SettlementCodesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken);
}
