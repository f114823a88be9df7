using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Tests;

public sealed class TraceQueueCommandTests : IDisposable
{
    private readonly Hospital hospital = new();

    public TraceQueueCommandTests() => hospital.Set("operator", new JsonObject { ["code"] = "0001", ["name"] = "操作员甲" });

    private string Database => Path.Combine(hospital.Folder, "trace.db");

    public void Dispose() => hospital.Dispose();

    [Theory]
    [InlineData("", 0, "accepted", 2)]
    [InlineData("gateway-json@3505A", 3, "notProcessed", 2)]
    [InlineData("lost-before-booking@3505A", 4, "unknown", 2)]
    [InlineData("lost-after-booking@3505A", 0, "confirmed", 2)]
    public async Task One_round_ends_with_the_code_of_what_is_left(string fault, int exitCode, string member, int count)
    {
        await using var center = await hospital.StartCenterAsync();
        if (fault.Length > 0)
        {
            center.Faults.Add(fault);
        }

        await EnqueueAsync("S1", "S2");
        var run = await CliRun.Of("", "trace", "queue", "--db", Database, "--config", hospital.Config, "--once", "--json");
        Assert.True(run.ExitCode == exitCode, run.ExitCode + run.Error + run.Out);
        Assert.Equal((count, exitCode), (run.Json.GetProperty(member).GetInt32(), run.Json.GetProperty("exitCode").GetInt32()));
        Assert.Equal(exitCode == 0 ? 0 : 2, run.Json.GetProperty("left").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Lines_that_were_set_aside_are_shown_with_their_reason()
    {
        await using var center = await hospital.StartCenterAsync(new MockCenterOptions { StrictStock = true });
        await EnqueueAsync("S1");
        var run = await CliRun.Of("", "trace", "queue", "--db", Database, "--config", hospital.Config, "--once");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("set aside: S1 refused: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("0 open", run.Out, StringComparison.Ordinal);

        // They are counted in the round in which it happened.
        Assert.Equal(0, (await CliRun.Of("", "trace", "queue", "--db", Database, "--config", hospital.Config, "--once")).ExitCode);
    }

    [Fact]
    public async Task Without_once_it_runs_until_it_is_ended()
    {
        await using var center = await hospital.StartCenterAsync();
        await EnqueueAsync("S1", "S2");
        using var end = new CancellationTokenSource();
        using var stdout = new MemoryStream();
        using var stderr = new StringWriter();
        var run = new Cli(CliRun.Clock(), _ => null).RunAsync(["trace", "queue", "--db", Database, "--config", hospital.Config], Stream.Null, Stream.Synchronized(stdout), TextWriter.Synchronized(stderr), end.Token);
        using var database = InsuranceDatabase.Sqlite(Database);
        while (!run.IsCompleted && (await new TraceUploadStore(database).BacklogAsync(DateTimeOffset.UnixEpoch, default)).Count > 0)
        {
            await Task.Yield();
        }

        end.Cancel();
        Assert.True(await run == 0, stderr.ToString());
        Assert.StartsWith("2 open (2 waiting, 0 sending, 0 in doubt), 0 set aside, oldest ", System.Text.Encoding.UTF8.GetString(stdout.ToArray()), StringComparison.Ordinal);
        Assert.Equal(2, center.Ledger.Documents().Count);
    }

    [Fact]
    public async Task The_report_of_a_day_comes_as_table_json_and_page()
    {
        await using var center = await hospital.StartCenterAsync();
        await EnqueueAsync("S1", "S2");
        await CliRun.Of("", "trace", "queue", "--db", Database, "--config", hospital.Config, "--once");
        var page = Path.Combine(hospital.Folder, "day.html");
        var run = await CliRun.Of("", "trace", "report", "--db", Database, "--day", "2026-03-01", "--html", page);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sale lines: 2 accepted", run.Out, StringComparison.Ordinal);
        Assert.Contains("示例药品", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        run = await CliRun.Of("", "trace", "report", "--db", Database, "--day", "2026-03-01", "--json");
        Assert.Equal(2, run.Json.GetProperty("total").GetProperty("sent").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("total").GetProperty("collectionRate").ValueKind);
    }

    [Theory]
    [InlineData("trace", "report", "--db", "x.db", "--day", "2026-02-30")]
    [InlineData("trace", "report", "--db", "x.db")]
    [InlineData("trace", "queue", "--db", "x.db", "--once")]
    [InlineData("trace", "report", "--db", "x.db", "--day", "2026-03-01")]
    [InlineData("trace", "resolve", "81000010000000000001", "--db", "sqlite:x.db", "--json")]
    [InlineData("trace", "base", "--db", "x.db")]
    public async Task Wrong_arguments_end_with_1_and_make_no_database(params string[] args)
    {
        var run = await CliRun.Of("", args);
        Assert.Equal(1, run.ExitCode);
        Assert.False(File.Exists("x.db"));
    }

    [Fact]
    public async Task One_round_on_a_mistyped_database_is_no_empty_queue()
    {
        await using var center = await hospital.StartCenterAsync();
        var run = await CliRun.Of("", "trace", "queue", "--db", Database + "x", "--config", hospital.Config, "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no such database file", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database + "x"));
    }

    private async Task EnqueueAsync(params string[] serials)
    {
        using var database = InsuranceDatabase.Sqlite(Database);
        await new TraceUploadStore(database).EnqueueAsync(Array.ConvertAll(serials, Sale), DateTimeOffset.UnixEpoch, default);
    }

    private static TraceUpload Sale(string serial) => TraceUpload.Sale(new UploadSalesBatchSelinfoDetail
    {
        MedListCodg = "XA01AB00000001",
        FixmedinsHilistId = "D001",
        FixmedinsHilistName = "示例药品",
        FixmedinsBchno = serial,
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "Y0001",
        MdtrtSetlType = "2",
        HiFeesetlType = "0",
        MdtrtSn = "V" + serial,
        ManuLotnum = "L1",
        ManuDate = new ChinaTime(2025, 1, 1),
        ExpyEnd = new ChinaTime(2028, 1, 1),
        RxFlag = "1",
        TrdnFlag = "0",
        FinlTrnsPric = 12.5m,
        RtalDocno = "R" + serial,
        DrugProdBarc = "6900000000000",
        SelRetnCnt = 1,
        SelRetnTime = new ChinaTime(2026, 3, 1, 9, 30),
        SelRetnOpterName = "药师乙",
        Drugtracinfo = { new UploadSalesBatchDrugtracinfo { DrugTracCodg = "8100001000000000000" + serial[1..] } },
    });
}
