using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Benchmarks;

/// <summary>
/// Check and insert of codes into the ledger, beside plain prepared inserts of the same rows into a table of the same shape in the same file, at growing
/// numbers of stored codes. A bill has 10,000 codes of 20 of 2,000 drugs with random serials, in one durable transaction; one code in a hundred is there already.
/// </summary>
internal sealed class LedgerBenchmark : IDisposable
{
    private const int BillSize = 10_000;
    private const int Rounds = 9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger");
    private readonly InsuranceDatabase _database;
    private readonly TraceCodeLedger _ledger;
    private readonly SqliteConnection _raw;
    private readonly Random _random = new(7);
    private readonly Action<int> _progress;
    private int _stored;

    internal LedgerBenchmark(Action<int> progress)
    {
        _progress = progress;
        var file = Path.Combine(_folder.FullName, "ledger.db");
        _database = InsuranceDatabase.Sqlite(file);
        _ledger = new TraceCodeLedger(new DatabaseDeskStore(_database));
        _ledger.AddStockAsync(Bill()).GetAwaiter().GetResult();
        _raw = new SqliteConnection("Data Source=" + file);
        _raw.Open();
        Run("PRAGMA synchronous=FULL");
        Run("CREATE TABLE raw_code (code TEXT NOT NULL PRIMARY KEY, item TEXT NOT NULL, state INTEGER NOT NULL, came_back INTEGER NOT NULL, held_by TEXT NOT NULL, serial TEXT NOT NULL, "
            + "channel INTEGER NOT NULL, lot TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL, invoice TEXT NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID");
    }

    /// <summary>Median seconds per code of ours and of the plain inserts, at each number of stored codes.</summary>
    internal async Task<List<(int Stored, double Ours, double Theirs)>> RunAsync(params int[] sizes)
    {
        var curve = new List<(int, double, double)>();
        foreach (var size in sizes)
        {
            while (_stored < size)
            {
                await BothAsync();
            }

            var rounds = new List<(double Ours, double Theirs)>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add(await BothAsync());
            }

            curve.Add((size, Median(rounds.Select(r => r.Ours)), Median(rounds.Select(r => r.Theirs))));
            // The last points take most of the time: whoever ends it early has the others.
            Console.Error.WriteLine(System.FormattableString.Invariant($"\r{size:N0} stored: {curve[^1].Item2 * 1e6:0.0} us a code, plain {curve[^1].Item3 * 1e6:0.0} us, ratio {curve[^1].Item3 / curve[^1].Item2:0.00}"));
        }

        return curve;
    }

    private async Task<(double Ours, double Theirs)> BothAsync()
    {
        var bill = Bill();
        // The checked codes come to ours a second time, as a supplier's list repeats itself; plain inserts could not take them.
        var repeated = bill.Concat(bill.Take(BillSize / 100)).ToList();
        var start = Stopwatch.GetTimestamp();
        var known = await _ledger.AddStockAsync(repeated);
        var ours = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (known.Count < BillSize / 100)
        {
            throw new InvalidOperationException("The ledger lost sight of codes that it had.");
        }

        start = Stopwatch.GetTimestamp();
        Plain(bill);
        _stored += BillSize;
        _progress(_stored);
        return (ours / repeated.Count, Stopwatch.GetElapsedTime(start).TotalSeconds / bill.Count);
    }

    private List<StockedPack> Bill()
    {
        var drugs = Enumerable.Range(0, 20).Select(_ => 8_100_000 + _random.Next(2_000)).ToList();
        return Enumerable.Range(0, BillSize).Select(i => new StockedPack
        {
            Code = TraceCodeParser.Default.Parse(drugs[i % 20].ToString() + _random.NextInt64(10_000_000_000_000).ToString("D13")).Code,
            Item = "YP" + drugs[i % 20],
            Lot = "L2026A",
            Made = new ChinaTime(2026, 1, 1),
            Expires = new ChinaTime(2028, 1, 1),
            Invoice = "FP20260302001",
        }).ToList();
    }

    private void Plain(List<StockedPack> bill)
    {
        using var transaction = _raw.BeginTransaction();
        using var command = _raw.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO raw_code VALUES (@code, @item, 1, 0, '', '', 0, @lot, '2026-01-01', '2028-01-01', @invoice, 1772416800000)";
        var code = command.Parameters.Add("@code", SqliteType.Text);
        var item = command.Parameters.Add("@item", SqliteType.Text);
        var lot = command.Parameters.Add("@lot", SqliteType.Text);
        var invoice = command.Parameters.Add("@invoice", SqliteType.Text);
        command.Prepare();
        foreach (var pack in bill)
        {
            (code.Value, item.Value, lot.Value, invoice.Value) = (pack.Code.Text, pack.Item, pack.Lot, pack.Invoice);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void Run(string statement)
    {
        using var command = _raw.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(_raw);
        _raw.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
