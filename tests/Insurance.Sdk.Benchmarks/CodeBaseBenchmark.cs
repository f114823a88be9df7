using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Benchmarks;

/// <summary>The four-code base of a large hospital: 300,000 rows on 200,000 prefixes, from a SQLite file, and scans looked up in it.</summary>
internal sealed class CodeBaseBenchmark
{
    private const int RowCount = 300_000;
    private const int PrefixCount = 200_000;
    private const int ScanCount = 4096;

    private readonly FourCodeBase _base;
    private readonly Dictionary<int, int[]> _dictionary;
    private readonly string[] _scans;
    private readonly int[] _prefixes;
    private readonly TraceCodeParser _parser = new();

    private CodeBaseBenchmark(FourCodeBase loaded)
    {
        _base = loaded;
        _dictionary = Rows().GroupBy(r => int.Parse(r.Prefix, CultureInfo.InvariantCulture)).ToDictionary(g => g.Key, g => g.Select(r => r.Version).ToArray());
        var random = new Random(1);
        _prefixes = Enumerable.Range(0, ScanCount).Select(_ => Prefix(random.Next(PrefixCount))).ToArray();
        _scans = _prefixes.Select((p, i) => p.ToString(CultureInfo.InvariantCulture) + i.ToString("0000000000000", CultureInfo.InvariantCulture)).ToArray();
    }

    /// <summary>Processor time of a load.</summary>
    internal double LoadSeconds { get; private init; }

    /// <summary>Memory that a loaded base holds.</summary>
    internal double LoadMegabytes { get; private init; }

    /// <summary>Processor time of the fill.</summary>
    internal double FillSeconds { get; private init; }

    internal static async Task<CodeBaseBenchmark> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ins");
        try
        {
            using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "base.db"));
            var store = new CodeBaseStore(database);
            var begun = Environment.CpuUsage.TotalTime;
            await store.ImportAsync(Rows(), FourCodeSource.File, "benchmark");
            var fill = (Environment.CpuUsage.TotalTime - begun).TotalSeconds;

            // The first load also pays for the compiler; it is kept for the count of memory.
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var loaded = await store.LoadAsync();
            var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
            var start = Environment.CpuUsage.TotalTime;
            await store.LoadAsync();
            var load = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            return new CodeBaseBenchmark(loaded) { LoadSeconds = load, LoadMegabytes = megabytes, FillSeconds = fill };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>4096 scans of plain codes, parsed and looked up.</summary>
    internal int Resolve()
    {
        var found = 0;
        foreach (var scan in _scans)
        {
            found += _base.Find(scan.AsSpan()).Count;
        }

        return found;
    }

    /// <summary>The same with the whole parser, which also takes scans with noise.</summary>
    internal int ResolveParsed()
    {
        var found = 0;
        foreach (var scan in _scans)
        {
            found += _base.Find(_parser.Parse(scan).Code).Count;
        }

        return found;
    }

    /// <summary>4096 look-ups of numbers that are there already.</summary>
    internal int Bare()
    {
        var found = 0;
        foreach (var prefix in _prefixes)
        {
            found += _dictionary.TryGetValue(prefix, out var rows) ? rows.Length : 0;
        }

        return found;
    }

    private static int Prefix(int number) => 8_000_000 + (number * 5);

    private static IEnumerable<FourCodeRow> Rows()
    {
        for (var i = 0; i < RowCount; i++)
        {
            var number = i.ToString("000000", CultureInfo.InvariantCulture);
            yield return new FourCodeRow
            {
                Prefix = Prefix(i % PrefixCount).ToString(CultureInfo.InvariantCulture),
                HospitalItemCode = "YP" + number,
                NationalItemCode = "XTEST000000000000" + number,
                StandardDrugCode = "86900000" + number,
                Name = "测试药品片剂" + number,
                PackSize = 24,
            };
        }
    }
}
