using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>A store whose writes fail when a test says so: before the write, or after it (the program ends before it hears of it).</summary>
internal sealed class SometimesStore(IMobileOrderStore inner) : IMobileOrderStore
{
    private int _writes;

    /// <summary>Numbers of the writes, counted from 1, that end in an error without having written.</summary>
    internal HashSet<int> FailBefore { get; } = [];

    /// <summary>Numbers of the writes that end in an error after having written.</summary>
    internal HashSet<int> FailAfter { get; } = [];

    internal Exception Failure { get; set; } = new IOException("disk full");

    internal int Writes => _writes;

    public Task<bool> TryAddAsync(MobileOrder order, MobileOrderEvent why, CancellationToken cancellationToken = default)
        => WriteAsync(() => inner.TryAddAsync(order, why, cancellationToken));

    public Task<bool> TryChangeAsync(MobileOrder changed, MobileOrderEvent why, MobileNotice? notice = null, CancellationToken cancellationToken = default)
        => WriteAsync(() => inner.TryChangeAsync(changed, why, notice, cancellationToken));

    public Task<MobileOrder?> FindAsync(string medOrgOrd, CancellationToken cancellationToken = default) => inner.FindAsync(medOrgOrd, cancellationToken);

    public Task<MobileOrder?> FindByPayOrderAsync(string payOrdId, CancellationToken cancellationToken = default) => inner.FindByPayOrderAsync(payOrdId, cancellationToken);

    public Task<MobileOrder?> FindByRefundAsync(string appRefdSn, CancellationToken cancellationToken = default) => inner.FindByRefundAsync(appRefdSn, cancellationToken);

    public Task<IReadOnlyList<MobileOrder>> FindByVisitAsync(string visitId, CancellationToken cancellationToken = default) => inner.FindByVisitAsync(visitId, cancellationToken);

    public Task<IReadOnlyList<MobileOrder>> ListOpenAsync(DateTimeOffset unchangedSince, int most = 1000, CancellationToken cancellationToken = default)
        => inner.ListOpenAsync(unchangedSince, most, cancellationToken);

    public Task<IReadOnlyList<MobileOrder>> ListUnpostedAsync(int most = 1000, CancellationToken cancellationToken = default) => inner.ListUnpostedAsync(most, cancellationToken);

    public Task<IReadOnlyList<MobileOrderEvent>> ReadEventsAsync(string medOrgOrd, CancellationToken cancellationToken = default) => inner.ReadEventsAsync(medOrgOrd, cancellationToken);

    public Task<MobileNotice?> FindNoticeAsync(string key, CancellationToken cancellationToken = default) => inner.FindNoticeAsync(key, cancellationToken);

    internal void FailNext(bool before = true) => (before ? FailBefore : FailAfter).Add(_writes + 1);

    private async Task<bool> WriteAsync(Func<Task<bool>> write)
    {
        var number = Interlocked.Increment(ref _writes);
        if (FailBefore.Remove(number))
        {
            throw Failure;
        }

        var written = await write();
        return FailAfter.Remove(number) ? throw new IOException("power cut") : written;
    }
}
