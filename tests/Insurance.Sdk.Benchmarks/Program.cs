using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Benchmarks;
using Spectre.Console;

// dotnet run -c Release --project tests/Insurance.Sdk.Benchmarks [-- call | catalogue [full] | fees | queue | codebase | desk | journal | reconcile | ledger [10000000]]
if (args is ["catalogue-once", _, _, _, _])
{
    return await CatalogueBenchmark.MeasureAsync(args);
}

AnsiConsole.Profile.Width = 300; // A row of the table is a line wherever it goes.
var table = new Table { Border = TableBorder.Markdown };
table.AddColumns("what", "ours", "beside it", "ratio", "wanted");
var missed = 0;
if (args is ["fees"])
{
    FeesBenchmark.Run(Row);
    AnsiConsole.Write(table);
    return missed == 0 ? 0 : 1;
}

if (args is ["catalogue", ..])
{
    await CatalogueBenchmark.RunAsync(args is [_, "full"], Compare, Row);
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["queue"])
{
    Compare("queue of 1,000 lines to the mock center, the same messages with no queue", await QueueBenchmark.RunAsync(), 1 / 1.5);
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["desk"])
{
    await DeskAsync();
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["codebase"])
{
    await CodeBaseAsync();
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["ledger", ..])
{
    // ledger 10000000 draws the whole curve; it needs 10 GB of disk and about ten minutes.
    var most = args is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
    await LedgerAsync(new[] { 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000 }.Where(s => s <= most).ToArray());
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["call"])
{
    await CallAsync();
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["journal"])
{
    await JournalAsync();
    AnsiConsole.Write(table);
    return missed;
}

if (args is ["reconcile"])
{
    Reconcile();
    AnsiConsole.Write(table);
    return missed;
}

await CallAsync();
await CodeBaseAsync();
FeesBenchmark.Run(Row);
Compare("queue of 1,000 lines to the mock center, the same messages with no queue", await QueueBenchmark.RunAsync(), 1 / 1.5);
await DeskAsync();
await JournalAsync();
Reconcile();
await LedgerAsync(100_000, 1_000_000);
await CatalogueBenchmark.RunAsync(full: false, Compare, Row);
var size = new FileInfo(typeof(InsuranceClient).Assembly.Location).Length / 1048576.0;
Row("shipped net10.0 DLL", size.ToString("0.0", CultureInfo.InvariantCulture) + " MB", "", "", "< 8 MB", size < 8);
AnsiConsole.Write(table);
return missed == 0 ? 0 : 1;

async Task CallAsync()
{
    var codec = new CodecBenchmark();
    Compare("encode 20-line 3505A envelope, Newtonsoft", SideBySide.Time(() => codec.Encode(), () => codec.EncodeNewtonsoft()), 2);
    Compare("decode 20-line 3505A answer, Newtonsoft", SideBySide.Time(() => codec.Decode(), () => codec.DecodeNewtonsoft()), 2);
    Compare("encode, System.Text.Json reflection", SideBySide.Time(() => codec.Encode(), () => codec.EncodeReflection()), 1);
    Compare("decode, System.Text.Json reflection", SideBySide.Time(() => codec.Decode(), () => codec.DecodeReflection()), 1);
    if (Sm2Benchmark.Run() is { } sm2)
    {
        Compare("SM2 sign, openssl speed", (1 / sm2.Sign, 1 / sm2.OpenSslSign), 2);
        Compare("SM2 verify, openssl speed", (1 / sm2.Verify, 1 / sm2.OpenSslVerify), 2);
    }

    Compare("whole call of 20 lines on loopback, bare HttpClient post", await LoopbackBenchmark.RunAsync(20), 0.7);
    Compare("whole call of one line on loopback, bare HttpClient post", await LoopbackBenchmark.RunAsync(1), 0.7);
    Compare("20 callers at once, one line each", await LoopbackBenchmark.RunAsync(1, 20), 0.7);
}

async Task CodeBaseAsync()
{
    var codes = await CodeBaseBenchmark.CreateAsync();
    Row("load of 300,000 rows of the four-code base from SQLite, processor time", codes.LoadSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s", "", "", "< 2 s", codes.LoadSeconds < 2);
    Row("memory of the loaded base", codes.LoadMegabytes.ToString("0", CultureInfo.InvariantCulture) + " MB", "", "", "< 150 MB", codes.LoadMegabytes < 150);
    Row("fill of these rows into SQLite, processor time", codes.FillSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s", "", "", "", true);
    Compare("4096 plain scans parsed and resolved, bare Dictionary<int, …>", SideBySide.Time(() => codes.Resolve(), () => codes.Bare()), 0.5);
    Compare("4096 scans through the whole parser, bare Dictionary<int, …>", SideBySide.Time(() => codes.ResolveParsed(), () => codes.Bare()), 0.5);
}

async Task DeskAsync()
{
    var desk = await DeskBenchmark.RunAsync();
    Row("a scan at the window, processor time of the program", Micro(desk.Processor), "", "", "", true);
    Row("a scan at the window, on the wall (SQLite file, every answer flushed)", Micro(desk.Wall), "", "", "< 50 ms", desk.Wall < 0.05);
}

async Task JournalAsync()
{
    Compare("8 callers at the mock center, each call journaled (SQLite, FULL), without a journal: time per call", await JournalBenchmark.AtMockCenterAsync(), 0.6);
    // No center answers in the time of a flush: this row shows what is left of the journal where nothing hides it.
    var bare = await JournalBenchmark.AtBareServerAsync();
    Row("the same at a server that only answers", Micro(bare.Journaled), Micro(bare.Plain), (bare.Plain / bare.Journaled).ToString("0.00", CultureInfo.InvariantCulture), "", true);
    Compare("recovery's look at 100 open records in a journal of 1,000,000, in one of 1,000", await JournalBenchmark.LooksAsync(1_000_000), 0.8);
}

void Reconcile()
{
    var (seconds, megabytes, _) = ReconcileBenchmark.Run(1_000_000);
    Row("3202 file of 1,000,000 rows built, the result read and compared", seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s", "", "", "< 10 s", seconds < 10);
    Row("working set of the process meanwhile", megabytes.ToString("0", CultureInfo.InvariantCulture) + " MB", "", "", "< 300 MB", megabytes < 300);
}

async Task LedgerAsync(params int[] sizes)
{
    using var ledger = new LedgerBenchmark(stored => Console.Error.Write($"\r{stored:N0} codes stored "));
    var curve = await ledger.RunAsync(sizes);
    foreach (var (stored, ours, theirs) in curve)
    {
        Compare("check and insert a code, " + stored.ToString("N0", CultureInfo.InvariantCulture) + " stored, plain SQLite insert", (ours, theirs), 0.5);
    }

    // What the plain insert itself loses is the disk's and the tree's, not ours.
    var growth = curve[^1].Ours / curve[0].Ours;
    Row("cost per code, last size over first", growth.ToString("0.00", CultureInfo.InvariantCulture), (curve[^1].Theirs / curve[0].Theirs).ToString("0.00", CultureInfo.InvariantCulture), "", "flat: < 1.5", growth < 1.5);
}

void Compare(string what, (double Ours, double Theirs) seconds, double wanted)
{
    var ratio = seconds.Theirs / seconds.Ours;
    Row(what, Micro(seconds.Ours), Micro(seconds.Theirs), ratio.ToString("0.00", CultureInfo.InvariantCulture), ">= " + wanted.ToString("0.##", CultureInfo.InvariantCulture), ratio >= wanted);
}

void Row(string what, string ours, string theirs, string ratio, string wanted, bool met)
{
    missed += met ? 0 : 1;
    table.AddRow(what, ours, theirs, ratio, wanted + (met ? "" : " MISSED"));
}

static string Micro(double seconds) => (seconds * 1_000_000).ToString("0.0", CultureInfo.InvariantCulture) + " us";
