using System;
using System.Threading;
using System.Threading.Tasks;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Room for the index of a large import: with SQLite's usual two megabytes a random code would cost a page of the disk.</summary>
internal sealed class ImportMemory : IDisposable
{
    private readonly DataConnection? _db;

    private ImportMemory(DataConnection? db) => _db = db;

    internal static async Task<ImportMemory> TakeAsync(DataConnection db, DatabaseKind kind, CancellationToken cancellationToken)
    {
        if (kind != DatabaseKind.Sqlite)
        {
            return new ImportMemory(null);
        }

        await db.ExecuteAsync("PRAGMA cache_size = -49152", cancellationToken).ConfigureAwait(false);
        return new ImportMemory(db);
    }

    /// <summary>The connection goes back to a pool: it must not keep the memory.</summary>
    public void Dispose() => _db?.Execute("PRAGMA cache_size = -2000");
}
