using System;
using System.Data.Common;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Storage;

/// <summary>The connection to a SQLite file that stays open for small, frequent writes.</summary>
/// <remarks>In WAL mode a commit appends to the file's log, and what makes it durable is the flush of that log. SQLite does both in one go and keeps the
/// database locked meanwhile (synchronous=FULL); here the commit comes first (synchronous=NORMAL), then <see cref="Flush"/>, and others write in between.</remarks>
internal sealed class KeptWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly string? _logPath;
    private FileStream? _log;

    internal KeptWriter(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        // At once: a read that is later followed by a write cannot fail half-way.
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _rollback = Command("ROLLBACK");
        using var mode = Command("PRAGMA journal_mode");
        using var path = Command("SELECT file FROM pragma_database_list WHERE name = 'main'");
        // Where there is no log (a share that cannot have one) every commit is flushed by SQLite.
        _logPath = (string?)mode.ExecuteScalar() == "wal" && path.ExecuteScalar() is string { Length: > 0 } file ? file + "-wal" : null;
        using var settings = Command(_logPath is null ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL; " + InsuranceDatabase.LongLog);
        settings.ExecuteNonQuery();
    }

    /// <summary>When the task ends it is in the file, seen by all, and outlives this program; <see cref="Flush"/> makes it outlive a power cut.</summary>
    internal async Task WriteAsync(Func<DbConnection, Task> work)
    {
        _begin.ExecuteNonQuery();
        try
        {
            await work(_connection).ConfigureAwait(false);
            _commit.ExecuteNonQuery();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>Everything that was committed before is on the disk when this returns. One call at a time.</summary>
    internal void Flush()
    {
        if (_logPath is null)
        {
            return;
        }

        // The log lives as long as a connection does, and ours stays open: this is the same file for good.
        _log ??= new FileStream(_logPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
        _log.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        _log?.Dispose();
        _connection.Dispose();
    }

    private void RollBack()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself.
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
