using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Benchmarks;

/// <summary>1,000 sales to a mock center by the queue (written down, marked, sent in messages of 100, noted; SQLite file, every commit flushed), beside the same messages with no queue.</summary>
internal static class QueueBenchmark
{
    private const int Lines = 1000;
    private const int Chunk = 100;

    /// <summary>Seconds for all lines with the queue, from typed row to noted acceptance, and without.</summary>
    internal static async Task<(double Queue, double Bare)> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("insurance-queue-");
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = center.BaseUri.ToString(),
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
            ReceiverSystem = "HIS",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
            BatchSize = Chunk,
        };
        options.MessageIds.Directory = Path.Combine(folder.FullName, "ids");
        using var client = new InsuranceClient(options);
        using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "queue.db"));
        var queue = new TraceUploadQueue(client, new TraceUploadStore(database), new TraceUploadQueueOptions { ChunkSize = Chunk });
        var run = 0;
        var result = SideBySide.Time(
            () =>
            {
                center.Reset();
                queue.Enqueue(Rows(++run).Select(r => TraceUpload.Sale(r)).ToList());
                var round = queue.RunOnce();
                if (round.Accepted != Lines)
                {
                    throw new InvalidOperationException("The queue left lines: " + round);
                }
            },
            () =>
            {
                center.Reset();
                var rows = Rows(++run);
                for (var start = 0; start < Lines; start += Chunk)
                {
                    client.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = rows.GetRange(start, Chunk) });
                }
            },
            secondsPerRound: 0.5,
            wall: true);
        folder.Delete(recursive: true);
        return result;
    }

    private static List<UploadSalesBatchSelinfoDetail> Rows(int run) => Enumerable.Range(0, Lines).Select(i => new UploadSalesBatchSelinfoDetail
    {
        MedListCodg = "XA01AB0000" + (i % 50).ToString("D4", CultureInfo.InvariantCulture),
        FixmedinsHilistId = "D" + (i % 50).ToString("D3", CultureInfo.InvariantCulture),
        FixmedinsHilistName = "示例药品",
        FixmedinsBchno = "B" + run.ToString("D6", CultureInfo.InvariantCulture) + i.ToString("D6", CultureInfo.InvariantCulture),
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "Y0001",
        MdtrtSetlType = "2",
        HiFeesetlType = "0",
        MdtrtSn = "V" + i.ToString(CultureInfo.InvariantCulture),
        PsnName = "患者丙",
        ManuLotnum = "L1",
        ManuDate = new ChinaTime(2025, 1, 1),
        ExpyEnd = new ChinaTime(2028, 1, 1),
        RxFlag = "1",
        TrdnFlag = "0",
        FinlTrnsPric = 12.5m,
        RtalDocno = "R" + i.ToString(CultureInfo.InvariantCulture),
        DrugProdBarc = "6900000000000",
        SelRetnCnt = 2,
        SelRetnTime = new ChinaTime(2026, 3, 1, 9, 30),
        SelRetnOpterName = "药师乙",
        Drugtracinfo = { new() { DrugTracCodg = "8100001" + (((long)run * Lines * 2) + i).ToString("D13", CultureInfo.InvariantCulture) }, new() { DrugTracCodg = "8100001" + (((long)run * Lines * 2) + Lines + i).ToString("D13", CultureInfo.InvariantCulture) } },
    }).ToList();
}
