using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Benchmarks;

/// <summary>
/// Imports of catalogue files beside bare batched inserts of the same rows. Every measurement is a process of its own, so that the highest memory is
/// that of one import and of nothing else; each begins with a small file that brings the compiler to rest.
/// </summary>
internal static class CatalogueBenchmark
{
    /// <summary>What a process that was started for one measurement does.</summary>
    internal static async Task<int> MeasureAsync(string[] args)
    {
        var (way, catalogue, file, database) = (args[1], args[2], args[3], args[4]);
        await CatalogueImportRun.OnceAsync(way, catalogue, file + ".small", Path.Combine(Path.GetDirectoryName(file)!, Guid.NewGuid().ToString("N") + ".db"));
        var cpu = Environment.CpuUsage.TotalTime;
        var wall = Stopwatch.StartNew();
        await CatalogueImportRun.OnceAsync(way, catalogue, file, database);
        wall.Stop();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        using var process = Process.GetCurrentProcess();
        Console.Out.WriteLine(FormattableString.Invariant($"measured {cpu.TotalSeconds} {wall.Elapsed.TotalSeconds} {process.PeakWorkingSet64}"));
        return 0;
    }

    /// <summary>Tells every figure. The three large catalogues in one database come with <paramref name="full"/>: some minutes and a few gigabytes.</summary>
    internal static async Task RunAsync(bool full, Action<string, (double Ours, double Theirs), double> compare, Action<string, string, string, string, string, bool> row)
    {
        var perRow = new List<double>();
        foreach (var rows in new[] { 10_000, 100_000, 1_000_000 })
        {
            var what = "import of " + Number(rows) + " rows x 97 columns";
            perRow.Add(await OfAsync(what, "1301", 97, rows, compare, row) / rows);
        }

        var growth = perRow[^1] / perRow[0];
        row("import, cost of a row at 1,000,000 over that at 10,000", growth.ToString("0.00", CultureInfo.InvariantCulture), "", "", "linear: < 1.5", growth < 1.5);
        if (full)
        {
            await OfAsync("import of 300,000 drugs x 97 columns", "1301", 97, 300_000, compare, row);
            await OfAsync("import of 100,000 services x 19 columns", "1305", 19, 100_000, compare, row);
            await OfAsync("import of 1,500,000 consumables x 71 columns", "1306", 71, 1_500_000, compare, row);
        }
    }

    /// <summary>One file: first load, and a second version of every code on top of it. Gives the seconds of the first load.</summary>
    private static async Task<double> OfAsync(string what, string catalogue, int columns, int rows, Action<string, (double Ours, double Theirs), double> compare, Action<string, string, string, string, string, bool> row)
    {
        var folder = Directory.CreateTempSubdirectory("catalogue-bench-").FullName;
        try
        {
            string File(string version)
            {
                var path = Path.Combine(folder, version + ".txt");
                CatalogueImportRun.Write(path, catalogue, columns, rows, version);
                CatalogueImportRun.Write(path + ".small", catalogue, columns, 30_000, version);
                return path;
            }

            var file = File("F001_20210101_A");
            var database = Path.Combine(folder, "store.db");
            var ours = await MeasureAsync("ours", catalogue, file, database);
            var byColumn = await MeasureAsync("columns", catalogue, file, Path.Combine(folder, "columns.db"));
            var byRow = await MeasureAsync("text", catalogue, file, Path.Combine(folder, "text.db"));
            var next = await MeasureAsync("ours", catalogue, File("F001_20260101_A"), database);
            compare(what + ", bare inserts of the same columns", (ours.Cpu, byColumn.Cpu), 0.5);

            // In a small file the compiler still works beside us; the least there is to do leaves it nothing to hide behind.
            compare(what + ", bare inserts of code and text", (ours.Cpu, byRow.Cpu), rows >= 100_000 ? 0.5 : 0);
            compare(what + ", both on the wall's clock", (ours.Wall, byColumn.Wall), 0.5);
            compare(what + ", a second version of every code, bare inserts of the same columns", (next.Cpu, byColumn.Cpu), 0.5);
            Memory(what + ", highest memory of the process", ours.Peak);
            Memory(what + ", the same of the second version", next.Peak);
            return ours.Cpu;

            void Memory(string name, long bytes)
                => row(name, (bytes / 1048576.0).ToString("0", CultureInfo.InvariantCulture) + " MB", "", "", "< 250 MB", bytes < 250L * 1048576);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Cpu, double Wall, long Peak)> MeasureAsync(string way, string catalogue, string file, string database)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "catalogue-once", way, catalogue, file, database },
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var words = output.Split('\n').FirstOrDefault(l => l.StartsWith("measured ", StringComparison.Ordinal))?.Split(' ') ?? throw new InvalidOperationException("A measurement failed: " + output);
        return (double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture), long.Parse(words[3], CultureInfo.InvariantCulture));
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
