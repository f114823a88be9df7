using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Pediatrics;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;
using Microsoft.Data.Sqlite;

namespace Insurance.Sdk.Benchmarks;

/// <summary>Mapping by day, fee lines and child prices, on one thread, with 500,000 intervals in memory.</summary>
internal static class FeesBenchmark
{
    private const int Intervals = 500_000;
    private const int Asked = 1 << 16;
    private static readonly ChinaTime Begin = new(2020, 1, 1);

    /// <summary>Tells every figure: what, value, beside it, ratio, wanted, met.</summary>
    internal static void Run(Action<string, string, string, string, string, bool> row)
    {
        var index = Load(row);
        var (items, times) = Questions();
        Resolve(index, items, times, row);
        FeeLines(index, items, times, row);
        Decisions(row);
    }

    private static MappingIndex Load(Action<string, string, string, string, string, bool> row)
    {
        var rows = Rows();
        _ = new MappingIndex(rows.Take(20_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var index = new MappingIndex(rows);
        var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Intervals;
        FromDatabase(rows, row);
        row("index of 500,000 mapping intervals, built from rows in memory, processor time", seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s", "", "", "< 2 s", seconds < 2);
        row("index, memory per interval, texts included", bytes.ToString("0", CultureInfo.InvariantCulture) + " bytes", "", "", "< 100 bytes", bytes < 100);
        return index;
    }

    /// <summary>As a program does when it starts: out of the tables, where the pairs lie in no order. A second load, so that the compiler is at rest.</summary>
    private static void FromDatabase(List<ItemMapping> rows, Action<string, string, string, string, string, bool> row)
    {
        var folder = Directory.CreateTempSubdirectory("index-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "store.db");
            using (var database = InsuranceDatabase.Sqlite(file))
            {
                var store = new MappingStore(database);
                store.Set(new ItemMapping("first", "101", "first", new EffectiveInterval(Begin)), new MappingAuthor("benchmark", ""));
                Fill(file, rows);
                store.LoadIndex();
                var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
                var count = store.LoadIndex().Count;
                var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
                row(
                    "index of 500,000 mapping intervals, loaded from SQLite, processor time (wall's clock beside it)", seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
                    wall.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s", "", "< 2 s", seconds < 2 && count == rows.Count + 1);
            }

            SqliteConnection.ClearAllPools();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Fill(string file, List<ItemMapping> rows)
    {
        using var connection = new SqliteConnection("Data Source=" + file + ";Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO ins_mapping (item, list_type, code, first_day, last_day, state) VALUES (@item, @type, @code, @first, @last, @state)";
        var values = new[] { "@item", "@type", "@code", "@first", "@last", "@state" }.Select(n => insert.Parameters.Add(n, SqliteType.Text)).ToArray();
        foreach (var pair in rows.OrderBy(p => p.NationalCode.GetHashCode(StringComparison.Ordinal)))
        {
            object[] cells = [pair.HospitalItem, pair.ListType, pair.NationalCode, pair.Interval.From.ToString("yyyy-MM-dd"), (object?)pair.Interval.LastDay?.ToString("yyyy-MM-dd") ?? DBNull.Value, (int)pair.State];
            for (var i = 0; i < cells.Length; i++)
            {
                values[i].Value = cells[i];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Resolve(MappingIndex index, string[] items, ChinaTime[] times, Action<string, string, string, string, string, bool> row)
    {
        var found = 0;
        void Ask()
        {
            for (var i = 0; i < Asked; i++)
            {
                found += index.Resolve(items[i], "101", times[i]).Code is null ? 0 : 1;
            }
        }

        var fees = items.Select((item, i) => new MappingQuestion(item, "101", times[i])).ToArray();
        var answers = new MappingResolution[Asked];
        void AskTogether()
        {
            index.Resolve(fees, answers);
            found += answers[0].Found ? 1 : 0;
        }

        // The same items, without days: what a look-up in so much memory costs on this machine at this moment.
        var known = Enumerable.Range(0, Intervals / 2).ToDictionary(ItemOf, i => "C" + i.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        void LookUp()
        {
            for (var i = 0; i < Asked; i++)
            {
                found += known[items[i]].Length > 0 ? 1 : 0;
            }
        }

        var (ours, beside) = SideBySide.Time(AskTogether, LookUp);
        Rate(row, "resolve item and time in 500,000 intervals, many fees in one call; Dictionary of the same items without days", Asked / ours, Asked / beside, 5_000_000);
        (ours, beside) = SideBySide.Time(Ask, LookUp);
        Rate(row, "the same, a call for each fee", Asked / ours, Asked / beside, 5_000_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        AskTogether();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        row("resolve, allocated", (allocated / (2.0 * Asked)).ToString("0.0", CultureInfo.InvariantCulture) + " bytes", "", "", "0", allocated == 0 && found > 0);

        // A hospital's own size: the processor's cache holds it, and other programs do not empty it between two fees.
        var small = new MappingIndex(Rows().Take(20_000));
        var own = items.Select((_, i) => ItemOf(i * 7919 % 10_000)).ToArray();
        var seconds = SideBySide.Time(() =>
        {
            for (var i = 0; i < Asked; i++)
            {
                found += small.Resolve(own[i], "101", times[i]).Code is null ? 0 : 1;
            }
        });
        Rate(row, "resolve in 20,000 intervals", Asked / seconds, 0, 5_000_000);
    }

    private static void FeeLines(MappingIndex index, string[] items, ChinaTime[] times, Action<string, string, string, string, string, bool> row)
    {
        var codes = Enumerable.Range(0, 5000).Select(i => items[i]).Distinct(StringComparer.Ordinal).SelectMany(i => index.History(i, "101")).Select(r => r.Code!).Distinct(StringComparer.Ordinal).ToList();
        var all = new EffectiveInterval(Begin);
        var builder = new FeeLineBuilder(
            new FeeLineTables
            {
                Mappings = index,
                NationalItems = new NationalItemTable(codes.Select(c => new NationalItem { NationalCode = c, ListType = "101", Interval = all })),
                InsuranceItems = new InsuranceItemTable(codes.Select(c => new InsuranceItem { NationalCode = c, ListType = "101", Area = "440800", HilistCode = "H" + c, Interval = all })),
                PriceCaps = new PriceCapTable(codes.Select(c => new PriceCap { HilistCode = "H" + c, Area = "440800", LimitType = "2", Interval = all, Amount = 100 })),
            },
            new FeeLineOptions { PriceCapLimitType = "2" });
        var visit = new FeeVisit { VisitId = "1", PersonNumber = "1", InsuredArea = "440800", BatchNumber = "1", MedType = "2101" };
        var charges = Enumerable.Range(0, 5000).Select(i => new FeeCharge
        {
            Serial = i.ToString(CultureInfo.InvariantCulture), HospitalItem = items[i], ListType = "101", Quantity = 2, Price = 12.5m, Amount = 25, FeeTime = times[i],
            DepartmentCode = "K", DepartmentName = "科", DoctorCode = "D", DoctorName = "甲",
        }).ToArray();
        var ready = 0;
        var seconds = SideBySide.Time(() =>
        {
            foreach (var charge in charges)
            {
                ready += builder.Inpatient(visit, charge).IsReady ? 1 : 0;
            }
        });
        Rate(row, "fee lines of 2301 with code, cap and checks", charges.Length / seconds, 0, 100_000, ready > 0);
    }

    private static void Decisions(Action<string, string, string, string, string, bool> row)
    {
        var rules = new ChildPriceRules(Enumerable.Range(0, 400).Select(i => new ChildPriceRule
        {
            Id = "R" + i, Item = "0131050100" + i.ToString("00000", CultureInfo.InvariantCulture), Interval = new EffectiveInterval(Begin), Boundary = AgeBoundary.BeforeSixthBirthday, Surcharge = ChildSurcharge.Rate(0.2m), Source = "S",
        }));
        var patients = Enumerable.Range(0, 1024).Select(i => ChildPatient.Born(Begin.Value.AddDays(-i * 3))).ToArray();
        var codes = Enumerable.Range(0, 1024).Select(i => "0131050100" + (i % 800).ToString("00000", CultureInfo.InvariantCulture)).ToArray();
        var children = 0;
        var seconds = SideBySide.Time(() =>
        {
            for (var i = 0; i < 1024; i++)
            {
                children += rules.Decide(codes[i], "201", patients[i], new ChinaTime(2024, 3, 1)).Status == ChildStatus.Child ? 1 : 0;
            }
        });
        Rate(row, "child-price decisions", 1024 / seconds, 0, 5_000_000, children > 0);
    }

    private static void Rate(Action<string, string, string, string, string, bool> row, string what, double perSecond, double beside, double wanted, bool works = true)
        => row(what, Millions(perSecond), beside > 0 ? Millions(beside) : "", beside > 0 ? (perSecond / beside).ToString("0.00", CultureInfo.InvariantCulture) : "", ">= " + Millions(wanted), works && perSecond >= wanted);

    private static string Millions(double perSecond) => (perSecond / 1_000_000).ToString("0.0##", CultureInfo.InvariantCulture) + " million/s";

    /// <summary>Two intervals an item, every one with a code of its own of 23 letters: the case that needs most room.</summary>
    private static List<ItemMapping> Rows() => Enumerable.Range(0, Intervals).Select(i =>
    {
        var from = Begin.Value.AddDays(i % 2 * 1000);
        return new ItemMapping(ItemOf(i / 2), "101", "XA01ABD075A00201" + i.ToString("0000000", CultureInfo.InvariantCulture), new EffectiveInterval(from, i % 2 == 0 ? from.AddDays(999) : null)) { State = MappingState.Confirmed };
    }).ToList();

    private static (string[] Items, ChinaTime[] Times) Questions()
    {
        var random = new Random(20260301);
        return (Enumerable.Range(0, Asked).Select(_ => ItemOf(random.Next(Intervals / 2))).ToArray(), Enumerable.Range(0, Asked).Select(_ => new ChinaTime(Begin.Value.AddHours(random.Next(24 * 2200)))).ToArray());
    }

    private static string ItemOf(int number) => "YP" + number.ToString("00000000", CultureInfo.InvariantCulture);
}
