using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Where orders, refunds and notices are kept. DatabaseMobileOrderStore of Insurance.Sdk.Storage implements it.</summary>
/// <remarks>Thread-safe; several programs may share it. What a task has confirmed survives a power cut. medOrgOrd, payOrdId and appRefdSn are unique.</remarks>
public interface IMobileOrderStore
{
    /// <summary>Adds an order.</summary>
    /// <param name="order">The order; its version counts from 1.</param>
    /// <param name="why">The first line of its history.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where medOrgOrd or payOrdId is taken.</returns>
    Task<bool> TryAddAsync(MobileOrder order, MobileOrderEvent why, CancellationToken cancellationToken = default);

    /// <summary>Changes an order and its refunds, in one transaction with the notice it was told by.</summary>
    /// <param name="changed">The changed order, with the version it was read under.</param>
    /// <param name="why">The line of its history.</param>
    /// <param name="notice">The notice; null where none told it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where somebody was faster: the order has another version, or a number (payOrdId, appRefdSn, the notice's key) is taken. Nothing was written.</returns>
    Task<bool> TryChangeAsync(MobileOrder changed, MobileOrderEvent why, MobileNotice? notice = null, CancellationToken cancellationToken = default);

    /// <summary>The order of a hospital's number; null where there is none.</summary>
    /// <param name="medOrgOrd">medOrgOrd 医疗机构订单号.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<MobileOrder?> FindAsync(string medOrgOrd, CancellationToken cancellationToken = default);

    /// <summary>The order of a platform's number; null where there is none.</summary>
    /// <param name="payOrdId">payOrdId 支付订单号.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<MobileOrder?> FindByPayOrderAsync(string payOrdId, CancellationToken cancellationToken = default);

    /// <summary>The order of a refund; null where no refund has the number.</summary>
    /// <param name="appRefdSn">appRefdSn 应用退款流水号.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<MobileOrder?> FindByRefundAsync(string appRefdSn, CancellationToken cancellationToken = default);

    /// <summary>All orders of a visit, oldest first.</summary>
    /// <param name="visitId">mdtrtId 就诊ID.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<MobileOrder>> FindByVisitAsync(string visitId, CancellationToken cancellationToken = default);

    /// <summary>Orders with <see cref="MobileOrder.IsOpen"/> that have not changed since an instant, oldest first.</summary>
    /// <param name="unchangedSince">The instant.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<MobileOrder>> ListOpenAsync(DateTimeOffset unchangedSince, int most = 1000, CancellationToken cancellationToken = default);

    /// <summary>Orders with <see cref="MobileOrder.IsUnposted"/>, oldest first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<MobileOrder>> ListUnpostedAsync(int most = 1000, CancellationToken cancellationToken = default);

    /// <summary>The history of an order, oldest first.</summary>
    /// <param name="medOrgOrd">medOrgOrd 医疗机构订单号.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<MobileOrderEvent>> ReadEventsAsync(string medOrgOrd, CancellationToken cancellationToken = default);

    /// <summary>A notice that came before, with the order it belongs to; null where it is new.</summary>
    /// <param name="key"><see cref="MobileNotice.Key"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<MobileNotice?> FindNoticeAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>A notice of the platform (6302, 6204) that was taken in.</summary>
/// <param name="Key">What makes it this notice: the same content has the same key, whenever it is sent.</param>
/// <param name="Code">6302 or 6204.</param>
/// <param name="MedOrgOrd">The order that it was applied to.</param>
/// <param name="ReceivedAt">When it came first.</param>
public sealed record MobileNotice(string Key, string Code, string MedOrgOrd, DateTimeOffset ReceivedAt);
