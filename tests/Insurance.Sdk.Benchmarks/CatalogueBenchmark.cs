using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Benchmarks;

/// <summary>Import of a drug file of 97 columns, beside the bare batched insert of the same rows into the same kind of database file.</summary>
internal static class CatalogueBenchmark
{
    private const int Columns = 97;

    /// <summary>Seconds of one whole import and of the bare inserts, and the highest memory of the import in bytes.</summary>
    internal static async Task<(double Ours, double Bare, double BareColumns, long Memory)> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("catalogue-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "1301.txt");
            Write(file, rows);
            using var database = InsuranceDatabase.Sqlite(Path.Combine(folder, "store.db"));
            var store = new CatalogueStore(database);
            await store.GetVersionAsync("1301");
            var memory = 0L;
            var progress = new Watcher(_ => memory = Math.Max(memory, Process.GetCurrentProcess().WorkingSet64));
            var watch = Stopwatch.StartNew();
            var report = await store.ImportAsync("1301", file, progress: progress);
            watch.Stop();

            // The bare ways afterwards: what they leave in memory would be counted as ours.
            var bare = Bare(Path.Combine(folder, "bare.db"), file);
            var bareColumns = BareColumns(Path.Combine(folder, "columns.db"), file);
            return report.Added == rows ? (watch.Elapsed.TotalSeconds, bare, bareColumns, memory) : throw new InvalidOperationException(report.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Rows as wide as real ones: some hundred bytes of short values, codes in no order.</summary>
    internal static void Write(string path, int rows)
    {
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        var row = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            row.Clear();
            var code = "XA" + (((long)i * 7919) % 100_000_007).ToString("D9", CultureInfo.InvariantCulture) + "A001010100001";
            for (var c = 1; c <= Columns; c++)
            {
                row.Append(c == 1 ? "" : "\t").Append(c switch
                {
                    1 => code,
                    8 => "示例药品注册名称" + i.ToString(CultureInfo.InvariantCulture),
                    17 => "0.25g*24粒",
                    37 => "Fri Jan 01 00:00:00 CST 2021",
                    38 => "null",
                    62 => "示例准字H" + i.ToString(CultureInfo.InvariantCulture),
                    79 => "1",
                    80 => "R" + i.ToString("D12", CultureInfo.InvariantCulture),
                    83 => "F001_20210101_A",
                    96 or 97 => "null",
                    _ when c % 3 == 0 => "值" + c.ToString(CultureInfo.InvariantCulture),
                    _ => "null",
                });
            }

            writer.WriteLine(row);
        }
    }

    /// <summary>Code and whole text in one table with the code indexed: the least that could be called keeping the rows.</summary>
    private static double Bare(string path, string file)
    {
        using var connection = new SqliteConnection("Data Source=" + path + ";Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=FULL");
        Run(connection, "CREATE TABLE row (code TEXT, content TEXT)");
        Run(connection, "CREATE INDEX row_code ON row (code)");
        var watch = Stopwatch.StartNew();
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
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>One column of the table for each column of the file.</summary>
    private static double BareColumns(string path, string file)
    {
        using var connection = new SqliteConnection("Data Source=" + path + ";Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=FULL");
        var (names, values) = (new StringBuilder(), new StringBuilder());
        for (var c = 1; c <= Columns; c++)
        {
            names.Append(c == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"c{c} TEXT");
            values.Append(c == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"@c{c}");
        }

        Run(connection, "CREATE TABLE row (" + names + ")");
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO row VALUES (" + values + ")";
        for (var c = 1; c <= Columns; c++)
        {
            insert.Parameters.Add(string.Create(CultureInfo.InvariantCulture, $"@c{c}"), SqliteType.Text);
        }

        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split('\t');
            for (var c = 0; c < Columns; c++)
            {
                insert.Parameters[c].Value = cells[c] == "null" ? DBNull.Value : cells[c];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Told on the importing thread, so that the memory is that of the moment.</summary>
    private sealed class Watcher(Action<CatalogueProgress> tell) : IProgress<CatalogueProgress>
    {
        public void Report(CatalogueProgress value) => tell(value);
    }
}
