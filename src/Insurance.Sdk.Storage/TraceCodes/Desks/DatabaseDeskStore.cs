using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.Storage.TraceCodes.Desks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>The store of the desks (dispensing, returns, warehouse) in a database: ledger of codes, sessions, scans.</summary>
/// <remarks>Thread-safe. What a desk has answered is durable; several programs and counters may use the same database.</remarks>
public sealed class DatabaseDeskStore : TraceDeskStore
{
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

    internal override async Task<T> WriteAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await _database.WriteAsync(DeskTables.Part, (db, c) => work(new DeskWork(db, _database), c), cancellationToken).ConfigureAwait(false);
    }

    internal override Task<T> ReadAsync<T>(Func<IDeskWork, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        => _database.ReadAsync(DeskTables.Part, (db, c) => work(new DeskWork(db, _database), c), cancellationToken);
}
