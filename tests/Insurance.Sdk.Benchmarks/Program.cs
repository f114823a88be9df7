using System;
using System.Globalization;
using System.IO;
using Insurance.Sdk;
using Insurance.Sdk.Benchmarks;
using Spectre.Console;

// dotnet run -c Release --project tests/Insurance.Sdk.Benchmarks
var table = new Table { Border = TableBorder.Markdown };
table.AddColumns("what", "ours", "beside it", "ratio", "wanted");
var missed = 0;
if (args is ["fees"])
{
    FeesBenchmark.Run(Row);
    AnsiConsole.Write(table);
    return missed == 0 ? 0 : 1;
}

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
FeesBenchmark.Run(Row);
foreach (var rows in new[] { 10_000, 100_000, 1_000_000 })
{
    // One import in the wall's time: the disk is part of it. The memory includes that of the benchmarks before.
    var import = await CatalogueBenchmark.RunAsync(rows);
    var what = "import of " + rows.ToString("N0", CultureInfo.InvariantCulture) + " rows x 97 columns";
    Compare(what + ", bare inserts of the same columns", (import.Ours, import.BareColumns), 0.5);
    Compare(what + ", bare inserts of code and text", (import.Ours, import.Bare), 0);
    Row(what + ", memory", (import.Memory / 1048576.0).ToString("0", CultureInfo.InvariantCulture) + " MB", "", "", "< 250 MB", import.Memory < 250L * 1048576);
}

var size = new FileInfo(typeof(InsuranceClient).Assembly.Location).Length / 1048576.0;
Row("shipped net10.0 DLL", size.ToString("0.0", CultureInfo.InvariantCulture) + " MB", "", "", "< 8 MB", size < 8);
AnsiConsole.Write(table);
return missed == 0 ? 0 : 1;

void Compare(string what, (double Ours, double Theirs) seconds, double wanted)
{
    var ratio = seconds.Theirs / seconds.Ours;
    Row(what, Micro(seconds.Ours), Micro(seconds.Theirs), ratio.ToString("0.00", CultureInfo.InvariantCulture), ">= " + wanted.ToString(CultureInfo.InvariantCulture), ratio >= wanted);
}

void Row(string what, string ours, string theirs, string ratio, string wanted, bool met)
{
    missed += met ? 0 : 1;
    table.AddRow(what, ours, theirs, ratio, wanted + (met ? "" : " MISSED"));
}

static string Micro(double seconds) => (seconds * 1_000_000).ToString("0.0", CultureInfo.InvariantCulture) + " us";
