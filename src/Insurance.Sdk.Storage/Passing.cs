using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Storage;

/// <summary>Failures after which the database has rolled the transaction back for the sake of another one, so that the same work may run again.</summary>
internal static class Passing
{
    private const int Busy = 5;
    private const int Locked = 6;

    internal static bool Is(DatabaseKind kind, DbException e) => kind switch
    {
        DatabaseKind.Sqlite => e is SqliteException { SqliteErrorCode: Busy or Locked },
        // 40001 serialization failure, 40P01 deadlock, 23505 is not one of them: it is an answer.
        DatabaseKind.PostgreSql => State(e) is "40001" or "40P01",
        // MySQL says 40001 for a deadlock as well; 1205 is a lock wait that timed out.
        DatabaseKind.MySql => State(e) is "40001" || Number(e) is 1205 or 1213,
        // 1205 chosen as deadlock victim.
        _ => Number(e) == 1205,
    };

    private static string? State(DbException e) =>
#if NET
        e.SqlState;
#else
        e.Data["SqlState"] as string;
#endif

    // netstandard2.0 has neither SqlState nor Number on DbException; the drivers put both into Data or ErrorCode.
    private static int Number(DbException e)
        => e.Data["Server Error Code"] is int number ? number : e.Data["HelpLink.EvtID"] is string id && int.TryParse(id, out var parsed) ? parsed : e.ErrorCode;
}
