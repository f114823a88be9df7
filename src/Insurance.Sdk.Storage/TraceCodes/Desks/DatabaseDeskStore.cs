using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.Storage.TraceCodes.Desks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;

namespace Insurance.Sdk.Storage;

/// <summary>The store of the desks (dispensing, returns, warehouse) in a database: ledger of codes, sessions, scans.</summary>
/// <remarks>Thread-safe. What a desk has answered is durable; several programs and counters may use the same database.</remarks>
public sealed class DatabaseDeskStore : TraceDeskStore, ITraceChannelGuard
{
    private const int CodesPerQuery = 500;
    private readonly InsuranceDatabase _database;

    /// <summary>Creates the store; its tables are made at first use.</summary>
    /// <param name="database">The database. Its clock is the desks' clock.</param>
    public DatabaseDeskStore(InsuranceDatabase database)
        => _database = database ?? throw new ArgumentNullException(nameof(database));

    internal override TimeProvider Clock => _database.Clock;

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        // A confirm writes codes and queue lines in one transaction: both sets of tables are there before it begins.
        await _database.EnsureAsync(DeskTables.Part, cancellationToken).ConfigureAwait(false);
        await _database.EnsureAsync(QueueTables.Part, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of the codes whose whole pack was given out with its settlement. An opened pack's code may go both ways, with different sales; a pack that came back may too.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<IReadOnlyCollection<string>> SettlementCodesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
        => _database.ReadAsync<IReadOnlyCollection<string>>(
            DeskTables.Part,
            async (db, c) =>
            {
                var found = new List<string>();
                var all = codes.ToList();
                for (var start = 0; start < all.Count; start += CodesPerQuery)
                {
                    var part = all.Skip(start).Take(CodesPerQuery).ToList();
                    found.AddRange(await (from sold in db.GetTable<SoldCodeRow>()
                                          join sale in db.GetTable<SaleRow>() on sold.Serial equals sale.Serial
                                          where part.Contains(sold.Code) && sale.Split == 0 && sale.Channel == TraceChannel.Settlement
                                              // The ledger names the row of a pack's last move: after a return that is no longer the sale's. Virtual codes are no packs.
                                              && !db.GetTable<CodeRow>().Any(pack => pack.Code == sold.Code && pack.Serial != sold.Serial)
                                          select sold.Code).Distinct().ToListAsync(c).ConfigureAwait(false));
                }

                return found;
            },
            cancellationToken);

    internal override async Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await _database.WriteAsync(DeskTables.Part, (db, c) => work(new DeskWork(db, _database), c), cancellationToken).ConfigureAwait(false);
    }

    internal override Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        => _database.ReadAsync(DeskTables.Part, (db, c) => work(new DeskWork(db, _database), c), cancellationToken);
}
