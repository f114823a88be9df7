using System;
using System.IO;
using System.Linq;
using System.Threading;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

// A pharmacy window with a scanner, which types like a keyboard: one scan a line, an empty line confirms. Everything is invented; the center runs in this program.
// Written as a Windows form would be: the blocking twins never wait for the thread of the user interface.
await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());
var folder = Directory.CreateTempSubdirectory("pharmacy-window-");
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

// snippet: window-rooms
// Once, when the program starts:
using var client = new InsuranceClient(settings);
using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "trace.db"));
var store = new DatabaseDeskStore(database);                       // ledger of codes, sessions, scans
var queue = new TraceUploadQueue(client, new TraceUploadStore(database), new TraceUploadQueueOptions { ChannelGuard = store });
var codeStore = new CodeBaseStore(database);                       // which drug stands behind which code
FillBase(codeStore);
var codes = codeStore.Load();
var window = new DispensingDesk(store, () => codes, queue, new DispensingPolicy { RequireStockIn = true });
// end snippet

// snippet: window-stock
// Packs that came in at the dock are in the ledger; those of the system before are put there once.
new TraceCodeLedger(store).AddStock(new[] { 1, 2, 3 }.Select(i => new StockedPack
{
    Code = TraceCodeParser.Default.Parse("8100001" + i.ToString("D13")).Code,
    Item = "YP0001",
    Lot = "L2601A",
    Made = new ChinaTime(2026, 1, 5),
    Expires = new ChinaTime(2028, 1, 4),
}));
// end snippet

// snippet: window-open
// For each prescription:
var prescription = new Prescription { Number = "CF0001", VisitId = "MZ0001", IsInsured = true, SettlementId = "JS0001" };
prescription.Lines.Add(new PrescriptionLine
{
    Id = "1",
    Quantity = 28,                                                 // 28 tablets of packs with 24: one pack, and 4 out of an opened one
    PackSize = 24,
    Row = new UploadSalesBatchSelinfoDetail                        // what the hospital knows of the line; the desk adds the rest
    {
        MedListCodg = "XA01ABD075A002010100483",
        FixmedinsHilistId = "YP0001",
        FixmedinsHilistName = "示例片",
        PrscDrName = "医师甲",
        PrscDrNo = "DR01",
        PharName = "药师乙",
        PharNo = "PH01",
        PharPracCertNo = "YS0001",
        HiFeesetlType = "1",
        Rxno = "CF0001",
        RtalDocno = "CF0001",
        RxFlag = "1",
        FinlTrnsPric = 0.5m,
        DrugProdBarc = "6900000000014",
        SelRetnOpterName = "药师乙",
    },
});
var session = window.Open(prescription);                           // the same number again goes on with its session
// end snippet

foreach (var line in session.Lines())
{
    Console.WriteLine($"{line.Name}：{line.PacksNeeded}盒 + 拆零{line.UnitsNeeded}（可扫 81000010000000000001 … 03）");
}

// snippet: window-scan
while (Console.ReadLine() is { Length: > 0 } scan)
{
    var answer = session.Scan(scan);                               // stored before it is given; never an exception for a wrong scan
    if (answer.Outcome == ScanOutcome.Ambiguous)
    {
        answer = session.Scan(scan, Choose(answer));               // several lines may be meant: ask the person
    }

    Console.WriteLine(answer.ChineseText + answer.Warning);
}
// end snippet

// snippet: window-confirm
var result = session.Confirm("药师乙");                             // ledger, rows and queue lines become durable together
switch (result.Outcome)
{
    case ConfirmOutcome.Confirmed:
        Console.WriteLine(string.Join("\n", result.Rows.Select(r => $"{r.Serial} {r.Units} {(r.IsSplit ? "拆零" : "整盒")} {string.Join(",", r.Codes)}")));
        break;
    case ConfirmOutcome.Incomplete:
        Console.WriteLine(string.Join("\n", result.Incomplete.Select(l => $"{l.Name} 还差{l.PacksLeft}盒、拆零{l.UnitsLeft}")));
        return 1;
    default:
        Console.WriteLine($"{result.Outcome} {string.Join(",", result.Conflicts)}"); // a pack was recalled meanwhile: undo it and scan another
        return 1;
}
// end snippet

// snippet: window-send
// One program of the hospital, on a timer or as a service (queue.RunAsync(token)):
var round = queue.RunOnce(CancellationToken.None);
Console.WriteLine($"{round.Accepted} lines accepted, {round.Left.Count} left");
// end snippet

// snippet: window-return
var back = new ReturnsDesk(store, queue).Open(new ReturnBill { Number = "TH0001", DispensedOn = "CF0001", OperatorName = "药师乙" });
Console.WriteLine(back.Scan(result.Rows[0].Codes[0]).ChineseText); // paired with the row on which it went out
back.Confirm("药师乙");                                             // 3506A waits in the queue until its sale is accepted
// end snippet
Console.WriteLine($"{queue.RunOnce(CancellationToken.None).Accepted} return accepted, the pack is {new TraceCodeLedger(store).Find(result.Rows[0].Codes[0])!.State}");
folder.Delete(recursive: true);
return 0;

// A window would show the lines; here the first is taken.
static string Choose(ScanAnswer answer) => answer.Candidates[0].LineId;

static void FillBase(CodeBaseStore codes)
    => codes.Import([new FourCodeRow { Prefix = "8100001", HospitalItemCode = "YP0001", NationalItemCode = "XA01ABD075A002010100483", Name = "示例片", PackSize = 24 }], FourCodeSource.File, "invented");
