using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Benchmarks;

/// <summary>One file into one database: our way, or one of the bare ways.</summary>
internal static class CatalogueImportRun
{
    internal static Task OnceAsync(string way, string catalogue, string file, string database)
    {
        switch (way)
        {
            case "ours":
                return OursAsync(catalogue, file, database);
            case "columns":
                BareColumns(database, file);
                return Task.CompletedTask;
            default:
                BareText(database, file);
                return Task.CompletedTask;
        }
    }

    /// <summary>Rows as wide as real ones: some hundred bytes of short values, codes in no order.</summary>
    internal static void Write(string path, string catalogue, int columns, int rows, string version)
    {
        var layout = CatalogueLayout.Of(catalogue);
        int At(CatalogueRole role) => layout.PositionOf(role);
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        var cells = new string[columns];
        for (var c = 1; c <= columns; c++)
        {
            cells[c - 1] = layout.ColumnAt(c)!.IsTime ? "Fri Jan 01 00:00:00 CST 2021" : c % 3 == 0 ? "值" + c.ToString(CultureInfo.InvariantCulture) : "null";
        }

        void Set(CatalogueRole role, string value)
        {
            if (At(role) is > 0 and var place && place <= columns)
            {
                cells[place - 1] = value;
            }
        }

        Set(CatalogueRole.End, "null");
        Set(CatalogueRole.Expiry, "null");
        Set(CatalogueRole.ValidFlag, "1");
        Set(CatalogueRole.Version, version);
        for (var i = 0; i < rows; i++)
        {
            Set(CatalogueRole.Code, "XA" + (((long)i * 7919) % 100_000_007).ToString("D9", CultureInfo.InvariantCulture) + "A001010100001");
            Set(CatalogueRole.Name, "示例药品注册名称" + i.ToString(CultureInfo.InvariantCulture));
            Set(CatalogueRole.ApprovalNumber, "示例准字H" + i.ToString(CultureInfo.InvariantCulture));
            Set(CatalogueRole.Record, "R" + i.ToString("D12", CultureInfo.InvariantCulture));
            writer.WriteLine(string.Join('\t', cells));
        }
    }

    private static async Task OursAsync(string catalogue, string file, string path)
    {
        using var database = InsuranceDatabase.Sqlite(path);
        var report = await new CatalogueStore(database).ImportAsync(catalogue, file);
        if (report.Skipped > 0 || report.Added + report.Repeated != report.Rows)
        {
            throw new InvalidOperationException(report.ToString());
        }
    }

    /// <summary>Code and whole text in one table with the code indexed: the least that could be called keeping the rows.</summary>
    private static void BareText(string path, string file)
    {
        using var connection = Open(path, "CREATE TABLE row (code TEXT, content TEXT)", "CREATE INDEX row_code ON row (code)");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO row VALUES (@c, @t)";
        var code = insert.Parameters.Add("@c", SqliteType.Text);
        var text = insert.Parameters.Add("@t", SqliteType.Text);
        foreach (var line in File.ReadLines(file))
        {
            code.Value = line[..line.IndexOf('\t', StringComparison.Ordinal)];
            text.Value = line;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>One column of the table for each column of the file, no index.</summary>
    private static void BareColumns(string path, string file)
    {
        var columns = File.ReadLines(file).First().Split('\t').Length;
        string List(string mark) => string.Join(',', Enumerable.Range(1, columns).Select(c => mark + c.ToString(CultureInfo.InvariantCulture)));
        using var connection = Open(path, "CREATE TABLE row (" + List("c") + ")");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO row VALUES (" + List("@c") + ")";
        for (var c = 1; c <= columns; c++)
        {
            insert.Parameters.Add("@c" + c.ToString(CultureInfo.InvariantCulture), SqliteType.Text);
        }

        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split('\t');
            for (var c = 0; c < columns; c++)
            {
                insert.Parameters[c].Value = cells[c] == "null" ? DBNull.Value : cells[c];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static SqliteConnection Open(string path, params string[] tables)
    {
        var connection = new SqliteConnection("Data Source=" + path + ";Pooling=False");
        connection.Open();
        foreach (var sql in tables.Prepend("PRAGMA synchronous=FULL").Prepend("PRAGMA journal_mode=WAL"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
