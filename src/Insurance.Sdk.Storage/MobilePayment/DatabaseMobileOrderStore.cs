using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;
using Insurance.Sdk.Storage.MobilePayment;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage;

/// <summary>Mobile-payment orders, refunds and notices in a database. Several programs may share it.</summary>
public sealed class DatabaseMobileOrderStore : IMobileOrderStore
{
    private readonly InsuranceDatabase _database;
    private readonly IPersonalDataProtection? _protection;

    /// <summary>Creates the store; its tables are made at first use.</summary>
    /// <param name="database">The database.</param>
    /// <param name="protection">Protects names, identity numbers and tokens at rest; null keeps them as they are.</param>
    public DatabaseMobileOrderStore(InsuranceDatabase database, IPersonalDataProtection? protection = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _protection = protection;
    }

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _database.EnsureAsync(MobileOrderTables.Part, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> TryAddAsync(MobileOrder order, MobileOrderEvent why, CancellationToken cancellationToken = default)
    {
        var row = RowOf(order ?? throw new ArgumentNullException(nameof(order)), 1);
        try
        {
            return await _database.WriteAsync(
                MobileOrderTables.Part,
                async (db, c) =>
                {
                    if (await db.GetTable<MobileOrderRow>().AnyAsync(r => r.MedOrgOrd == row.MedOrgOrd || r.PayKey == row.PayKey, c).ConfigureAwait(false))
                    {
                        return false;
                    }

                    await db.InsertAsync(row, token: c).ConfigureAwait(false);
                    await AddEventAsync(db, row.MedOrgOrd, why, c).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DbException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another program may have written the same number in between: then it is taken. Any other error comes again.
            if (await IsTakenAsync(row, Array.Empty<MobileRefundRow>(), null, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            throw;
        }
    }

    /// <inheritdoc />
    public async Task<bool> TryChangeAsync(MobileOrder changed, MobileOrderEvent why, MobileNotice? notice = null, CancellationToken cancellationToken = default)
    {
        var version = (changed ?? throw new ArgumentNullException(nameof(changed))).Version;
        var row = RowOf(changed, version + 1);
        var refunds = changed.Refunds.Select(r => MobileOrderRows.RowOf(row.MedOrgOrd, r)).ToList();
        try
        {
            return await _database.WriteAsync(
                MobileOrderTables.Part,
                async (db, c) =>
                {
                    // The version goes up first: whoever comes second waits here, and then finds another one.
                    if (await db.GetTable<MobileOrderRow>().Where(r => r.MedOrgOrd == row.MedOrgOrd && r.Version == version).Set(r => r.Version, version + 1).UpdateAsync(c).ConfigureAwait(false) == 0)
                    {
                        return false;
                    }

                    await db.UpdateAsync(row, token: c).ConfigureAwait(false);
                    await WriteRefundsAsync(db, row.MedOrgOrd, refunds, c).ConfigureAwait(false);
                    if (notice is not null)
                    {
                        await db.InsertAsync(
                            new MobileNoticeRow { Key = notice.Key, Code = notice.Code, MedOrgOrd = notice.MedOrgOrd, ReceivedAt = notice.ReceivedAt.ToUnixTimeMilliseconds() },
                            token: c).ConfigureAwait(false);
                    }

                    await AddEventAsync(db, row.MedOrgOrd, why, c).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DbException) when (!cancellationToken.IsCancellationRequested)
        {
            if (await IsTakenAsync(row, refunds, notice?.Key, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            throw;
        }
    }

    /// <inheritdoc />
    public Task<MobileOrder?> FindAsync(string medOrgOrd, CancellationToken cancellationToken = default)
        => OneAsync(db => db.GetTable<MobileOrderRow>().Where(r => r.MedOrgOrd == medOrgOrd), cancellationToken);

    /// <inheritdoc />
    public Task<MobileOrder?> FindByPayOrderAsync(string payOrdId, CancellationToken cancellationToken = default)
        => OneAsync(db => db.GetTable<MobileOrderRow>().Where(r => r.PayKey == payOrdId && r.PayOrdId != null), cancellationToken);

    /// <inheritdoc />
    public Task<MobileOrder?> FindByRefundAsync(string appRefdSn, CancellationToken cancellationToken = default)
        => OneAsync(
            db => from refund in db.GetTable<MobileRefundRow>()
                  join order in db.GetTable<MobileOrderRow>() on refund.MedOrgOrd equals order.MedOrgOrd
                  where refund.AppRefdSn == appRefdSn
                  select order,
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MobileOrder>> FindByVisitAsync(string visitId, CancellationToken cancellationToken = default)
        => string.IsNullOrEmpty(visitId)
            ? Task.FromResult<IReadOnlyList<MobileOrder>>(Array.Empty<MobileOrder>())
            : ManyAsync(db => db.GetTable<MobileOrderRow>().Where(r => r.VisitId == visitId).OrderBy(r => r.CreatedAt).ThenBy(r => r.MedOrgOrd), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MobileOrder>> ListOpenAsync(DateTimeOffset unchangedSince, int most = 1000, CancellationToken cancellationToken = default)
    {
        var until = unchangedSince.ToUnixTimeMilliseconds();
        return ManyAsync(db => db.GetTable<MobileOrderRow>().Where(r => r.OpenSince != null && r.OpenSince <= until).OrderBy(r => r.OpenSince).ThenBy(r => r.MedOrgOrd).Take(most), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<MobileOrder>> ListUnpostedAsync(int most = 1000, CancellationToken cancellationToken = default)
        => ManyAsync(db => db.GetTable<MobileOrderRow>().Where(r => r.UnpostedSince != null).OrderBy(r => r.UnpostedSince).ThenBy(r => r.MedOrgOrd).Take(most), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MobileOrderEvent>> ReadEventsAsync(string medOrgOrd, CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<MobileOrderEvent>>(
            MobileOrderTables.Part,
            async (db, c) => (await db.GetTable<MobileEventRow>().Where(e => e.MedOrgOrd == medOrgOrd).OrderBy(e => e.Id).ToListAsync(c).ConfigureAwait(false))
                .ConvertAll(e => new MobileOrderEvent(MobileOrderRows.Instant(e.At)!.Value, e.What, e.Who)),
            cancellationToken);

    /// <inheritdoc />
    public Task<MobileNotice?> FindNoticeAsync(string key, CancellationToken cancellationToken = default)
        => _database.ReadAsync<MobileNotice?>(
            MobileOrderTables.Part,
            async (db, c) => await db.GetTable<MobileNoticeRow>().FirstOrDefaultAsync(n => n.Key == key, c).ConfigureAwait(false) is { } row
                ? new MobileNotice(row.Key, row.Code, row.MedOrgOrd, MobileOrderRows.Instant(row.ReceivedAt)!.Value)
                : null,
            cancellationToken);

    /// <summary>Takes orders out that have not changed since an instant and of which nothing is open or unposted, with their refunds, notices and history.</summary>
    /// <param name="before">The instant.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many.</returns>
    public Task<int> RemoveClosedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var until = before.ToUnixTimeMilliseconds();
        return _database.WriteAsync(
            MobileOrderTables.Part,
            async (db, c) =>
            {
                var old = db.GetTable<MobileOrderRow>().Where(r => r.ChangedAt < until && r.OpenSince == null && r.UnpostedSince == null);
                await db.GetTable<MobileRefundRow>().Where(x => old.Any(r => r.MedOrgOrd == x.MedOrgOrd)).DeleteAsync(c).ConfigureAwait(false);
                await db.GetTable<MobileNoticeRow>().Where(x => old.Any(r => r.MedOrgOrd == x.MedOrgOrd)).DeleteAsync(c).ConfigureAwait(false);
                await db.GetTable<MobileEventRow>().Where(x => old.Any(r => r.MedOrgOrd == x.MedOrgOrd)).DeleteAsync(c).ConfigureAwait(false);
                return await old.DeleteAsync(c).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static Task AddEventAsync(DataConnection db, string medOrgOrd, MobileOrderEvent why, CancellationToken cancellationToken)
        => db.InsertAsync(
            new MobileEventRow { MedOrgOrd = medOrgOrd, At = why.At.ToUnixTimeMilliseconds(), What = MobileOrderRows.Cut(why.What, 300)!, Who = MobileOrderRows.Cut(why.Who, 100) },
            token: cancellationToken);

    private static async Task WriteRefundsAsync(DataConnection db, string medOrgOrd, List<MobileRefundRow> refunds, CancellationToken cancellationToken)
    {
        if (refunds.Count == 0)
        {
            return;
        }

        var known = await db.GetTable<MobileRefundRow>().Where(r => r.MedOrgOrd == medOrgOrd).Select(r => r.AppRefdSn).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var refund in refunds)
        {
            if (known.Contains(refund.AppRefdSn))
            {
                await db.UpdateAsync(refund, token: cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await db.InsertAsync(refund, token: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a write failed because a number is taken by now.</summary>
    private Task<bool> IsTakenAsync(MobileOrderRow row, IReadOnlyCollection<MobileRefundRow> refunds, string? notice, CancellationToken cancellationToken)
        => _database.ReadAsync(
            MobileOrderTables.Part,
            async (db, c) =>
            {
                if (await db.GetTable<MobileOrderRow>().AnyAsync(r => (r.MedOrgOrd == row.MedOrgOrd && r.Version >= row.Version) || (r.PayKey == row.PayKey && r.MedOrgOrd != row.MedOrgOrd), c).ConfigureAwait(false)
                    || (notice is not null && await db.GetTable<MobileNoticeRow>().AnyAsync(n => n.Key == notice, c).ConfigureAwait(false)))
                {
                    return true;
                }

                var numbers = refunds.Select(r => r.AppRefdSn).ToList();
                return numbers.Count > 0 && await db.GetTable<MobileRefundRow>().AnyAsync(r => numbers.Contains(r.AppRefdSn) && r.MedOrgOrd != row.MedOrgOrd, c).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<MobileOrder?> OneAsync(Func<DataConnection, IQueryable<MobileOrderRow>> query, CancellationToken cancellationToken)
        => await ManyAsync(query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } orders ? orders[0] : null;

    private Task<IReadOnlyList<MobileOrder>> ManyAsync(Func<DataConnection, IQueryable<MobileOrderRow>> query, CancellationToken cancellationToken)
        => _database.ReadAsync<IReadOnlyList<MobileOrder>>(
            MobileOrderTables.Part,
            async (db, c) =>
            {
                var rows = await query(db).ToListAsync(c).ConfigureAwait(false);
                var refunds = new List<MobileRefundRow>();
                // In portions: products limit the length of a list in a statement.
                for (var start = 0; start < rows.Count; start += 500)
                {
                    var numbers = rows.Skip(start).Take(500).Select(r => r.MedOrgOrd).ToList();
                    refunds.AddRange(await db.GetTable<MobileRefundRow>().Where(r => numbers.Contains(r.MedOrgOrd)).ToListAsync(c).ConfigureAwait(false));
                }

                var byOrder = refunds.ToLookup(r => r.MedOrgOrd, StringComparer.Ordinal);
                return rows.ConvertAll(r => MobileOrderRows.OrderOf(r, byOrder[r.MedOrgOrd], MobileOrderRows.Read(Unprotect(r))));
            },
            cancellationToken);

    private MobileOrderRow RowOf(MobileOrder order, long version)
    {
        var secrets = MobileOrderRows.Write(order.Secrets);
        return MobileOrderRows.RowOf(order, version, _protection is not null, _protection?.Protect(secrets) ?? secrets);
    }

    private byte[] Unprotect(MobileOrderRow row) => row.IsProtected == 0
        ? row.Secrets
        : (_protection ?? throw new ConfigurationException("mobileOrders.protection", "the orders are protected, and this store was opened without a key")).Unprotect(row.Secrets);
}
