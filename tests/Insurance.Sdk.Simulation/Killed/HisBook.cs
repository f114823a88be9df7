using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Visits;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Simulation.Killed;

/// <summary>The HIS's own table of settlements in the same database: a posting and the journal's confirmation are one transaction.</summary>
internal sealed class HisBook(string file, CallJournal journal)
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ConnectionString;

    internal async Task PostAsync(SettlementResult result, Action<string>? step = null)
    {
        var record = result.ToRecord() ?? throw new InvalidOperationException("The settlement cannot be posted: " + result);
        await journal.PrepareAsync().ConfigureAwait(false);
        await using var connection = await OpenAsync().ConfigureAwait(false);
        step?.Invoke("before posting");
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT OR IGNORE INTO his_book (msgid, setl_id, total) VALUES ($msgid, $setl, $total)";
        insert.Parameters.AddWithValue("$msgid", record.MessageId);
        insert.Parameters.AddWithValue("$setl", record.SettlementId);
        insert.Parameters.AddWithValue("$total", record.TotalAmount.ToString(CultureInfo.InvariantCulture));
        await insert.ExecuteNonQueryAsync().ConfigureAwait(false);
        await journal.ConfirmAsync(record.MessageId!, transaction).ConfigureAwait(false);
        step?.Invoke("before commit");
        await transaction.CommitAsync().ConfigureAwait(false);
        step?.Invoke("behind commit");
    }

    /// <summary>Takes out what the center has taken back.</summary>
    internal async Task VoidAsync(string messageId)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var delete = connection.CreateCommand();
        delete.CommandText = "DELETE FROM his_book WHERE msgid = $msgid";
        delete.Parameters.AddWithValue("$msgid", messageId);
        await delete.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Amounts by msgid.</summary>
    internal async Task<Dictionary<string, decimal>> ReadAsync()
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT msgid, total FROM his_book";
        await using var rows = await select.ExecuteReaderAsync().ConfigureAwait(false);
        var book = new Dictionary<string, decimal>(StringComparer.Ordinal);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            book.Add(rows.GetString(0), decimal.Parse(rows.GetString(1), CultureInfo.InvariantCulture));
        }

        return book;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE IF NOT EXISTS his_book (msgid TEXT PRIMARY KEY, setl_id TEXT NOT NULL, total TEXT NOT NULL)";
        await create.ExecuteNonQueryAsync().ConfigureAwait(false);
        return connection;
    }
}
