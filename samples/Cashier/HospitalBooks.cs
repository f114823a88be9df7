using System;
using System.Threading.Tasks;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Visits;
using Microsoft.Data.Sqlite;

namespace Cashier;

/// <summary>The HIS's own books: one table in the database in which the journal lies, too.</summary>
internal sealed class HospitalBooks : IAsyncDisposable
{
    private readonly CallJournal _journal;
    private readonly SqliteConnection _connection;

    private HospitalBooks(CallJournal journal, SqliteConnection connection)
    {
        _journal = journal;
        _connection = connection;
    }

    internal static async Task<HospitalBooks> OpenAsync(string file, CallJournal journal)
    {
        await journal.PrepareAsync();
        var connection = new SqliteConnection("Data Source=" + file);
        await connection.OpenAsync();
        var books = new HospitalBooks(journal, connection);
        await books.RunAsync(null, "CREATE TABLE posting (msgid TEXT PRIMARY KEY, visit TEXT, cash TEXT)");
        return books;
    }

    // snippet: cashier-post
    /// <summary>Posts a settlement or a refund: the books and the journal have it, or neither.</summary>
    internal Task PostAsync(SettlementResult result) => PostAsync(result.MessageId, result.Status.CenterVisitId, result.Amounts.Cash);

    /// <summary>The same from the journal; what is posted already stays as it is.</summary>
    internal Task PostAsync(SettlementRecord record) => PostAsync(record.MessageId!, record.VisitId, record.CashAmount);

    private async Task PostAsync(string messageId, string visit, decimal? cash)
    {
        await using var transaction = (SqliteTransaction)await _connection.BeginTransactionAsync();
        await RunAsync(transaction, "INSERT OR IGNORE INTO posting VALUES ($1, $2, $3)", messageId, visit, cash);
        await _journal.ConfirmAsync(messageId, transaction);
        await transaction.CommitAsync();
    }
    // end snippet

    /// <summary>Takes a settlement out again that the center took back by itself.</summary>
    internal Task TakeOutAsync(string messageId) => RunAsync(null, "DELETE FROM posting WHERE msgid = $1", messageId);

    internal async Task<long> CountAsync()
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM posting";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task RunAsync(SqliteTransaction? transaction, string statement, params object?[] values)
    {
        await using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (i + 1), values[i]?.ToString() ?? "");
        }

        await command.ExecuteNonQueryAsync();
    }
}
