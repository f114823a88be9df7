using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.Schema;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.MySql;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.DataProvider.SqlServer;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Storage;

/// <summary>The database in which the stores keep what must not be forgotten: trace codes, upload queue, catalogues, mappings.</summary>
/// <remarks>
/// <para>All tables begin with <c>ins_</c>, so they may stand in the hospital's own database. They are made and brought up to date at first use.
/// Thread-safe; one instance per database and program. Several programs may use the same database.</para>
/// <para>SQLite files run in WAL mode and are flushed at every commit: what a store has confirmed survives a power cut. The journal alone leaves one thing to the
/// next flush, the outcome of a call: its intent is on the disk, so recovery asks where a power cut took the outcome.</para>
/// </remarks>
public sealed class InsuranceDatabase : IDisposable
{
    private const int BusySeconds = 30;
    private const int Repeats = 5;

    // A log of 16 MB in place of 4 is brought into the database less often, and fewer pages twice.
    internal const string LongLog = "PRAGMA wal_autocheckpoint=4000";

    private readonly DataOptions _options;
    private readonly SemaphoreSlim? _writer;
    private readonly SemaphoreSlim _schemaGate = new(1, 1);
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);
    private readonly SqliteConnection? _keptOpen;
    private readonly bool _isSqliteFile;
    private KeptWriter? _kept;

    private InsuranceDatabase(DatabaseKind kind, DataOptions options, TimeProvider? clock, SqliteConnection? keptOpen, bool isSqliteFile)
    {
        Kind = kind;
        Clock = clock ?? TimeProvider.System;
        _options = options;
        _keptOpen = keptOpen;
        _isSqliteFile = isSqliteFile;
        // SQLite has one writer; waiting here is fair and cheap, waiting in SQLite is polling.
        _writer = kind == DatabaseKind.Sqlite ? new SemaphoreSlim(1, 1) : null;
    }

    /// <summary>The product.</summary>
    public DatabaseKind Kind { get; }

    internal TimeProvider Clock { get; }

    /// <summary>A SQLite file; it is made where it does not exist. <c>:memory:</c> is a database of its own that ends with this object.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="clock">Where time comes from; the system's clock by default.</param>
    public static InsuranceDatabase Sqlite(string file, TimeProvider? clock = null)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            throw new ArgumentException("The path of the database file is empty.", nameof(file));
        }

        var inMemory = file == ":memory:";
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = inMemory ? "ins-" + Guid.NewGuid().ToString("N") : file,
            Mode = inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            DefaultTimeout = BusySeconds,
            Pooling = true,
        }.ConnectionString;
        SqliteConnection? keptOpen = null;
        if (inMemory)
        {
            keptOpen = new SqliteConnection(text);
            keptOpen.Open();
        }

        return new InsuranceDatabase(DatabaseKind.Sqlite, new DataOptions().UseSQLite(text, SQLiteProvider.Microsoft), clock, keptOpen, !inMemory);
    }

    /// <summary>A PostgreSQL database. The program references the package Npgsql.</summary>
    public static InsuranceDatabase PostgreSql(string connectionString, TimeProvider? clock = null)
        => new(DatabaseKind.PostgreSql, Options(DatabaseKind.PostgreSql, () => new DataOptions().UsePostgreSQL(connectionString, PostgreSQLVersion.v95)), clock, null, false);

    /// <summary>A MySQL or MariaDB database. The program references the package MySqlConnector.</summary>
    public static InsuranceDatabase MySql(string connectionString, TimeProvider? clock = null)
        => new(DatabaseKind.MySql, Options(DatabaseKind.MySql, () => new DataOptions().UseMySql(connectionString, MySqlVersion.MySql80, MySqlProvider.MySqlConnector)), clock, null, false);

    /// <summary>A SQL Server database. The program references the package Microsoft.Data.SqlClient.</summary>
    public static InsuranceDatabase SqlServer(string connectionString, TimeProvider? clock = null)
        => new(DatabaseKind.SqlServer, Options(DatabaseKind.SqlServer, () => new DataOptions().UseSqlServer(connectionString, SqlServerVersion.v2017, SqlServerProvider.MicrosoftDataSqlClient)), clock, null, false);

    /// <summary>Reads what people give on a command line: <c>postgres:</c>, <c>mysql:</c> or <c>sqlserver:</c> and a connection string, otherwise the path of a SQLite file (<c>sqlite:</c> may stand before it).</summary>
    public static InsuranceDatabase Parse(string text, TimeProvider? clock = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("No database is named: give the path of a SQLite file, or postgres:, mysql:, sqlserver: and a connection string.", nameof(text));
        }

        foreach (var (prefix, open) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return open(text.Substring(prefix.Length), clock);
            }
        }

        return Sqlite(text, clock);
    }

    private static readonly (string, Func<string, TimeProvider?, InsuranceDatabase>)[] Prefixes =
    [
        ("postgres:", PostgreSql), ("mysql:", MySql), ("sqlserver:", SqlServer), ("sqlite:", Sqlite),
    ];

    /// <summary>Reads; nothing is locked for others. Never called within <see cref="WriteAsync{T}(SchemaPart, Func{DataConnection, CancellationToken, Task{T}}, CancellationToken)"/>: that has its own connection.</summary>
    /// <param name="part">The tables that the work needs.</param>
    /// <param name="work">The queries. May run again after a passing failure of the connection.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<T> ReadAsync<T>(SchemaPart part, Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await EnsureAsync(part, cancellationToken).ConfigureAwait(false);
        if (_keptOpen is not null)
        {
            // A database in memory has no WAL: readers and the writer take turns.
            await _writer!.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            using var db = await OpenAsync(cancellationToken).ConfigureAwait(false);
            return await work(db, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_keptOpen is not null)
            {
                _writer!.Release();
            }
        }
    }

    /// <summary>Reads and writes in one transaction: all of it is durable when the task ends, or nothing is.</summary>
    /// <param name="part">The tables that the work needs.</param>
    /// <param name="work">Work on the database alone: it runs again where the database rolled it back for the sake of another program (deadlock, serialization, busy).</param>
    /// <param name="cancellationToken">Ends the work; what was written is rolled back.</param>
    internal async Task<T> WriteAsync<T>(SchemaPart part, Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await EnsureAsync(part, cancellationToken).ConfigureAwait(false);
        if (_writer is not null)
        {
            await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            for (var left = Repeats; ; left--)
            {
                try
                {
                    return await OnceAsync(work, cancellationToken).ConfigureAwait(false);
                }
                catch (DbException e) when (left > 0 && Passing.Is(Kind, e))
                {
                    // Rolled back as a whole; the next round sees what the other program wrote.
                }
            }
        }
        finally
        {
            _writer?.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(SchemaPart, Func{DataConnection, CancellationToken, Task{T}}, CancellationToken)"/>
    internal Task WriteAsync(SchemaPart part, Func<DataConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
        => WriteAsync(part, async (db, c) =>
        {
            await work(db, c).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    /// <summary>A SQLite file has one writer at a time anyway: small, frequent writes share a connection that stays open, with its prepared statements.</summary>
    internal bool KeepsWriter => _isSqliteFile;

    /// <summary>Reads and writes in one transaction on the connection that stays open (see <see cref="KeepsWriter"/>).</summary>
    /// <param name="part">The tables that the work needs.</param>
    /// <param name="work">The statements. They run again where the database was busy.</param>
    /// <remarks>It is in the file when the task ends, and on the disk after <see cref="FlushKept"/>.</remarks>
    internal async Task WriteKeptAsync(SchemaPart part, Func<DbConnection, Task> work)
    {
        await EnsureAsync(part, CancellationToken.None).ConfigureAwait(false);
        await _writer!.WaitAsync().ConfigureAwait(false);
        try
        {
            _kept ??= new KeptWriter(_options.ConnectionOptions.ConnectionString!);
            for (var left = Repeats; ; left--)
            {
                try
                {
                    await _kept.WriteAsync(work).ConfigureAwait(false);
                    return;
                }
                catch (DbException e) when (left > 0 && Passing.Is(Kind, e))
                {
                    // Rolled back as a whole; the next round sees what the other program wrote.
                }
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>What <see cref="WriteKeptAsync"/> wrote before is on the disk when this returns. One call at a time.</summary>
    internal void FlushKept() => _kept?.Flush();

    /// <summary>Writes within the caller's own transaction: it becomes durable with the caller's commit, or not at all.</summary>
    /// <param name="part">The tables that the work needs; they must exist already (see <see cref="EnsureAsync"/>), a caller's transaction is no place to make tables.</param>
    /// <param name="transaction">The caller's open transaction, on a connection of this product.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<T> WriteAsync<T>(SchemaPart part, DbTransaction transaction, Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        _ = transaction ?? throw new ArgumentNullException(nameof(transaction));
        lock (_ready)
        {
            if (!_ready.Contains(part.Name))
            {
                throw new InvalidOperationException("Call PrepareAsync of the store before its first use within a transaction: tables are not made in the middle of one.");
            }
        }

        using var db = new DataConnection(_options.UseTransaction(Provider(), transaction));
        return await work(db, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the tables of a part, or brings them up to date.</summary>
    /// <exception cref="ConfigurationException">The tables were made by a newer version of this library.</exception>
    internal async Task EnsureAsync(SchemaPart part, CancellationToken cancellationToken)
    {
        lock (_ready)
        {
            if (_ready.Contains(part.Name))
            {
                return;
            }
        }

        await _schemaGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using (var db = await OpenAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_isSqliteFile)
                {
                    await db.ExecuteAsync("PRAGMA journal_mode=WAL", cancellationToken).ConfigureAwait(false);
                }

                await SchemaKeeper.ApplyAsync(db, Kind, part, cancellationToken).ConfigureAwait(false);
            }

            lock (_ready)
            {
                _ready.Add(part.Name);
            }
        }
        finally
        {
            _schemaGate.Release();
        }
    }

    /// <summary>Gives the file's connections back.</summary>
    public void Dispose()
    {
        _kept?.Dispose();
        _keptOpen?.Dispose();
        _writer?.Dispose();
        _schemaGate.Dispose();
        if (_isSqliteFile)
        {
            using var any = new SqliteConnection(_options.ConnectionOptions.ConnectionString);
            SqliteConnection.ClearPool(any);
        }
    }

    private async Task<T> OnceAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var db = await OpenAsync(cancellationToken).ConfigureAwait(false);
        // On SQLite this is BEGIN IMMEDIATE: a read that is later followed by a write cannot fail half-way.
        await db.BeginTransactionAsync(Kind == DatabaseKind.Sqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        var result = await work(db, cancellationToken).ConfigureAwait(false);
        await db.CommitTransactionAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<DataConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DataConnection? db = null;
        try
        {
            db = new DataConnection(_options);
            if (Kind == DatabaseKind.Sqlite)
            {
                // FULL: a commit is on the disk before it is confirmed. WAL stays with the file and is set with the tables.
                await db.ExecuteAsync("PRAGMA synchronous=FULL; " + LongLog, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await db.OpenDbConnectionAsync(cancellationToken).ConfigureAwait(false);
            }

            return db;
        }
        catch (Exception e) when (IsMissingDriver(e))
        {
            db?.Dispose();
            throw MissingDriver(Kind);
        }
        catch
        {
            db?.Dispose();
            throw;
        }
    }

    private LinqToDB.DataProvider.IDataProvider Provider()
    {
        using var db = new DataConnection(_options);
        return db.DataProvider;
    }

    // Some drivers are loaded when the options are made, some at the first connection.
    private static DataOptions Options(DatabaseKind kind, Func<DataOptions> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (IsMissingDriver(e))
        {
            throw MissingDriver(kind);
        }
    }

    private static ConfigurationException MissingDriver(DatabaseKind kind)
        => new("database", "the database needs a package that this program does not have: reference " + (kind switch
        {
            DatabaseKind.PostgreSql => "Npgsql",
            DatabaseKind.MySql => "MySqlConnector",
            _ => "Microsoft.Data.SqlClient",
        }) + ".");

    private static bool IsMissingDriver(Exception e)
        => e is System.IO.FileNotFoundException or TypeLoadException || (e is InvalidOperationException && e.Message.StartsWith("Cannot load assembly", StringComparison.Ordinal)) || (e.InnerException is not null && IsMissingDriver(e.InnerException));
}
