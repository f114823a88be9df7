using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Knows which visits have their fees at the payment platform. The platform itself performs 2204/2301 behind 6201, 2206/2207 behind 6202 and 2205/2302 behind 6401:
/// the hospital must not send them again for the same order.</summary>
public interface IMobileOrderGuard
{
    /// <summary>Says whether a visit must wait.</summary>
    /// <param name="visitId">mdtrt_id 就诊ID.</param>
    /// <param name="chargeBatches">chrg_bchno 收费批次号 that the message is about; empty where it names none.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The order that holds the visit and what to do about it; null where none does.</returns>
    Task<MobileOrderHold?> FindHoldAsync(string visitId, IReadOnlyCollection<string> chargeBatches, CancellationToken cancellationToken = default);
}

/// <summary>An order that holds a visit.</summary>
/// <param name="MedOrgOrd">medOrgOrd 医疗机构订单号.</param>
/// <param name="Standing">Where the order stands.</param>
/// <param name="Reason">Why the visit must wait and what to do; no personal data.</param>
public sealed record MobileOrderHold(string MedOrgOrd, MobileOrderStanding Standing, string Reason);
