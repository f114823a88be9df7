using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>A store that a test must not reach.</summary>
internal sealed class NoStore : IMobileOrderStore
{
    public Task<bool> TryAddAsync(MobileOrder order, MobileOrderEvent why, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryChangeAsync(MobileOrder changed, MobileOrderEvent why, MobileNotice? notice = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MobileOrder?> FindAsync(string medOrgOrd, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MobileOrder?> FindByPayOrderAsync(string payOrdId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MobileOrder?> FindByRefundAsync(string appRefdSn, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MobileOrder>> FindByVisitAsync(string visitId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MobileOrder>> ListOpenAsync(DateTimeOffset unchangedSince, int most = 1000, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MobileOrder>> ListUnpostedAsync(int most = 1000, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MobileOrderEvent>> ReadEventsAsync(string medOrgOrd, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MobileNotice?> FindNoticeAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
