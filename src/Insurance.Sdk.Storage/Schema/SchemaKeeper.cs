using System;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LinqToDB;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Schema;

/// <summary>Brings the tables of a part to the newest step. Several programs may do so at the same moment: one does, the others wait.</summary>
internal static class SchemaKeeper
{
    private static readonly Table Versions = new Table("ins_schema").Text("part", 40).Int("version").Key("part");

    internal static async Task ApplyAsync(DataConnection db, DatabaseKind kind, SchemaPart part, CancellationToken cancellationToken)
    {
        var dialect = new Dialect(kind);
        if (await VersionAsync(db, kind, part, cancellationToken).ConfigureAwait(false) == part.Steps.Length)
        {
            return;
        }

        await LockAsync(db, kind, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var statement in Versions.Statements(dialect))
            {
                await db.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }

            var version = await VersionAsync(db, kind, part, cancellationToken).ConfigureAwait(false) ?? 0;
            for (; version < part.Steps.Length; version++)
            {
                foreach (var statement in part.Steps[version].Changes.SelectMany(c => c.Statements(dialect)))
                {
                    await RunAsync(db, kind, statement, cancellationToken).ConfigureAwait(false);
                }

                await NoteAsync(db, part.Name, version + 1, cancellationToken).ConfigureAwait(false);
            }

            await UnlockAsync(db, kind, commit: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await UnlockAsync(db, kind, commit: false, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Null where the table of versions, or the part, is not there yet.</summary>
    private static async Task<int?> VersionAsync(DataConnection db, DatabaseKind kind, SchemaPart part, CancellationToken cancellationToken)
    {
        var exists = kind switch
        {
            DatabaseKind.Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'ins_schema'",
            DatabaseKind.PostgreSql => "SELECT CASE WHEN to_regclass('ins_schema') IS NULL THEN 0 ELSE 1 END",
            DatabaseKind.MySql => "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'ins_schema'",
            _ => "SELECT CASE WHEN OBJECT_ID(N'ins_schema', N'U') IS NULL THEN 0 ELSE 1 END",
        };
        if (await db.ExecuteAsync<int>(exists, cancellationToken).ConfigureAwait(false) == 0)
        {
            return null;
        }

        var version = await db.ExecuteAsync<int?>("SELECT MAX(version) FROM ins_schema WHERE part = @part", cancellationToken, new DataParameter("part", part.Name, DataType.NVarChar)).ConfigureAwait(false);
        return version <= part.Steps.Length || version is null
            ? version
            : throw new ConfigurationException("database", string.Format(CultureInfo.InvariantCulture,
                "it was written by a newer version of Insurance.Sdk.Storage: its tables of \"{0}\" are at step {1}, this version knows {2}. Update this program; nothing was changed.", part.Name, version, part.Steps.Length));
    }

    private static async Task RunAsync(DataConnection db, DatabaseKind kind, string statement, CancellationToken cancellationToken)
    {
        try
        {
            await db.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e) when (kind == DatabaseKind.MySql && (e.Message.Contains("Duplicate key name") || e.Message.Contains("Duplicate column name")))
        {
            // MySQL commits each of these statements by itself: an earlier attempt that was cut off came this far.
        }
    }

    private static async Task NoteAsync(DataConnection db, string part, int version, CancellationToken cancellationToken)
    {
        var values = new[] { new DataParameter("part", part, DataType.NVarChar), new DataParameter("version", version, DataType.Int32) };
        if (await db.ExecuteAsync("UPDATE ins_schema SET version = @version WHERE part = @part", cancellationToken, values).ConfigureAwait(false) == 0)
        {
            await db.ExecuteAsync("INSERT INTO ins_schema (part, version) VALUES (@part, @version)", cancellationToken, values).ConfigureAwait(false);
        }
    }

    private static async Task LockAsync(DataConnection db, DatabaseKind kind, CancellationToken cancellationToken)
    {
        if (kind == DatabaseKind.MySql)
        {
            // DDL ends transactions there, so the lock is one of the session.
            await db.ExecuteAsync<int?>("SELECT GET_LOCK('ins_schema', 60)", cancellationToken).ConfigureAwait(false);
            return;
        }

        await db.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var statement = kind switch
        {
            DatabaseKind.PostgreSql => "SELECT pg_advisory_xact_lock(7361094)",
            DatabaseKind.SqlServer => "EXEC sp_getapplock @Resource = 'ins_schema', @LockMode = 'Exclusive', @LockOwner = 'Transaction'",
            _ => null,
        };
        if (statement is not null)
        {
            await db.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task UnlockAsync(DataConnection db, DatabaseKind kind, bool commit, CancellationToken cancellationToken)
    {
        if (kind == DatabaseKind.MySql)
        {
            await db.ExecuteAsync<int?>("SELECT RELEASE_LOCK('ins_schema')", cancellationToken).ConfigureAwait(false);
        }
        else if (commit)
        {
            await db.CommitTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await db.RollbackTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
