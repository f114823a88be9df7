using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Benchmarks;

/// <summary>3202 of a million rows: the file is built, the center's result is read and held against the books, row by row.</summary>
internal static class ReconcileBenchmark
{
    private const int Every = 10_000;

    internal static (double Seconds, double Megabytes, int Differences) Run(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("insurance-reconcile-");
        try
        {
            var (sent, result) = (Path.Combine(folder.FullName, "sent.zip"), Path.Combine(folder.FullName, "result.zip"));
            WriteResult(result, rows);
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var peak = before;
            var watch = Stopwatch.StartNew();
            using (var file = File.Create(sent))
            {
                DetailFileWriter.Write(Watched(rows, () => peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64)), file);
            }

            var (differences, number) = (0, 0);
            foreach (var row in DetailFileReader.Read(File.OpenRead(result)))
            {
                var own = Record(number++);
                differences += row.IsEqual && row.SettlementId == own.SettlementId && row.TotalAmount == own.TotalAmount ? 0 : 1;
                if (number % Every == 0)
                {
                    peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64);
                }
            }

            if (number != rows || differences != rows / Every)
            {
                throw new InvalidOperationException("The comparison read " + number + " rows and " + differences + " differences.");
            }

            return (watch.Elapsed.TotalSeconds, peak / 1048576.0, differences);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<SettlementRecord> Watched(int rows, Action look)
    {
        for (var i = 0; i < rows; i++)
        {
            if (i % Every == 0)
            {
                look();
            }

            yield return Record(i);
        }
    }

    private static SettlementRecord Record(int i)
    {
        var number = i.ToString("D9", CultureInfo.InvariantCulture);
        return new SettlementRecord
        {
            SettlementId = "S" + number, VisitId = "V" + number, PersonNumber = "P" + number, InsuranceType = "310", ClearingType = "11", ClearingOffice = "440800",
            TotalAmount = 100m + (i % 1000), FundAmount = 60m, AccountAmount = 10m, CashAmount = 30m + (i % 1000), SettledAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)),
        };
    }

    private static void WriteResult(string path, int rows)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using var text = new StreamWriter(archive.CreateEntry("result.txt", CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        for (var i = 0; i < rows; i++)
        {
            var own = Record(i);
            var differs = i % Every == Every - 1;
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{own.PersonNumber}\t{own.VisitId}\t{own.SettlementId}\tH00000000001202603020900{i:D9}\t{(differs ? 1 : 0)}\t0\tnull\t{own.TotalAmount + (differs ? 1m : 0m):0.00}\t{own.FundAmount:0.00}\t{own.AccountAmount:0.00}\n"));
        }
    }
}
