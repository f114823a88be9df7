using System;
using System.IO;
using System.Linq;
using System.Threading;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

// A pharmacy's lines on their way to a center that loses an answer and refuses a line. Everything is invented; the center runs in this program.
using var stop = new CancellationTokenSource();
await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());
center.Faults.Add("lost-after-booking@3505A");
var folder = Directory.CreateTempSubdirectory("upload-queue-");
var settings = new InsuranceOptions
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
};
settings.MessageIds.Directory = Path.Combine(folder.FullName, "ids");

// snippet: queue-open
using var client = new InsuranceClient(settings);
using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "trace.db"));
var queue = new TraceUploadQueue(client, new TraceUploadStore(database));
// end snippet

// snippet: queue-enqueue
var sale = TraceUpload.Sale(new UploadSalesBatchSelinfoDetail
{
    FixmedinsBchno = "S2026030100010001",                    // the line's own number: unique for each line and direction
    MedListCodg = "XA01AB00000001",
    FixmedinsHilistId = "D001",
    FixmedinsHilistName = "示例药品",
    ManuLotnum = "L1",
    ManuDate = new ChinaTime(2025, 1, 1),
    ExpyEnd = new ChinaTime(2028, 1, 1),
    SelRetnCnt = 1,
    SelRetnTime = new ChinaTime(2026, 3, 1, 9, 30),
    SelRetnOpterName = "药师乙",
    PrscDrName = "医师甲",
    PharName = "药师乙",
    PharPracCertNo = "Y0001",
    HiFeesetlType = "0",
    MdtrtSetlType = "2",
    MdtrtSn = "V0001",
    RtalDocno = "R0001",
    DrugProdBarc = "6900000000000",
    FinlTrnsPric = 12.5m,
    RxFlag = "1",
    TrdnFlag = "0",
    Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" } },
});
await queue.EnqueueAsync([sale], stop.Token);                // durable when it returns; the center may be down
// end snippet

// snippet: queue-return
var back = TraceUpload.SaleReturn(
    new UploadSaleReturnsBatchSelinfoDetail
    {
        FixmedinsBchno = "R2026030100010001",
        MedListCodg = "XA01AB00000001",
        FixmedinsHilistId = "D001",
        FixmedinsHilistName = "示例药品",
        ManuLotnum = "L1",
        ManuDate = new ChinaTime(2025, 1, 1),
        SelRetnCnt = 1,
        SelRetnTime = new ChinaTime(2026, 3, 1, 11, 0),
        SelRetnOpterName = "药师乙",
        MdtrtSn = "V0001",
        RxFlag = "1",
        TrdnFlag = "0",
    },
    saleSerial: sale.Serial);                                // waits for the sale, then gets the center's number of it
await queue.EnqueueAsync([back], stop.Token);
// end snippet

// snippet: queue-once
var round = await queue.RunOnceAsync(stop.Token);            // or RunAsync(token) in a service, RunOnce() on a timer
Console.WriteLine($"{round.Accepted} accepted, {round.Confirmed} confirmed by asking, {round.Quarantined} set aside, {round.Left.Count} left");
// end snippet

// snippet: queue-backlog
var backlog = await queue.BacklogAsync(stop.Token);
Console.WriteLine($"{backlog.Count} open, the oldest since {backlog.OldestAge}; {backlog.Of(TraceUploadState.Quarantined)} set aside");
foreach (var line in await queue.QuarantinedAsync(cancellationToken: stop.Token))
{
    Console.WriteLine($"{line.Serial} {line.Reason}: {line.ReasonText}");   // the center's text: show it, do not log it
}
// end snippet

// snippet: queue-report
var report = await new TraceReports(database).OfDayAsync(new ChinaTime(2026, 3, 1), stop.Token);
await File.WriteAllTextAsync(Path.Combine(folder.FullName, "report.html"), report.ToHtml(), stop.Token);
Console.WriteLine(report.ToText());
// end snippet

var booked = center.Ledger.Documents().Count(d => !d.IsUndone);
Console.WriteLine($"the center's ledger has {booked} records");
return booked == 2 && backlog.Count == 0 ? 0 : 1;
