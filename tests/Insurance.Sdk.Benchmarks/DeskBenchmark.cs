using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Benchmarks;

/// <summary>A busy window: prescriptions of three packs, opened, scanned, confirmed, one after the other, on a SQLite file whose commits are flushed.</summary>
internal static class DeskBenchmark
{
    private const int WarmUp = 200;
    private const int Prescriptions = 300;
    private const int PacksEach = 3;

    /// <summary>Median wall time and mean processor time of a scan; a third of opening and confirming is not in it.</summary>
    internal static async Task<(double Wall, double Processor)> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("desk");
        try
        {
            using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "desk.db"));
            var store = new DatabaseDeskStore(database);
            await new TraceCodeLedger(store).AddStockAsync(Enumerable.Range(0, (WarmUp + Prescriptions) * PacksEach).Select(i => new StockedPack
            {
                Code = Code(i), Item = "YP1", Lot = "L1", Made = new ChinaTime(2026, 1, 1), Expires = new ChinaTime(2099, 1, 1),
            }));
            var codes = FourCodeBase.From([new FourCodeRow { Prefix = "8100001", HospitalItemCode = "YP1" }]);
            var desk = new DispensingDesk(store, () => codes);
            var wall = new List<double>();
            var processor = TimeSpan.Zero;
            for (var number = 0; number < WarmUp + Prescriptions; number++)
            {
                var session = await desk.OpenAsync(Prescription(number));
                var start = Environment.CpuUsage.TotalTime;
                for (var pack = 0; pack < PacksEach; pack++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var answer = await session.ScanAsync(Code((number * PacksEach) + pack).Text);
                    if (!answer.IsTaken)
                    {
                        throw new InvalidOperationException(answer.ToString());
                    }

                    wall.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
                }

                processor += number < WarmUp ? TimeSpan.Zero : Environment.CpuUsage.TotalTime - start;
                await session.ConfirmAsync();
            }

            var sorted = wall.Skip(WarmUp * PacksEach).Order().ToList();
            return (sorted[sorted.Count / 2], processor.TotalSeconds / (Prescriptions * PacksEach));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TraceCode Code(int number) => TraceCodeParser.Default.Parse("8100001" + number.ToString("D13")).Code;

    private static Prescription Prescription(int number)
    {
        var prescription = new Prescription { Number = "P" + number, VisitId = "V" + number };
        prescription.Lines.Add(new PrescriptionLine
        {
            Id = "1", Quantity = PacksEach * 24, PackSize = 24, Row = new UploadSalesBatchSelinfoDetail { FixmedinsHilistId = "YP1", FixmedinsHilistName = "示例药品", ManuLotnum = "L1", SelRetnOpterName = "药师乙" },
        });
        return prescription;
    }
}
