using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Tests;

public sealed class ReconcileCommandTests : IDisposable
{
    private readonly Hospital hospital = new();

    private string Journal => Path.Combine(hospital.Folder, "journal.db");

    private string Page => Path.Combine(hospital.Folder, "day.html");

    public void Dispose() => hospital.Dispose();

    [Fact]
    public async Task A_day_on_which_nothing_happened_on_either_side_is_balanced()
    {
        await using var center = await hospital.StartCenterAsync();
        hospital.Set("reconciliation", new JsonObject { ["scopes"] = new JsonArray("000000/11/310") });
        await KeepAsync(JournalState.Refused);

        var run = await RunAsync();

        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.True(run.Json.GetProperty("balanced").GetBoolean());
        Assert.Contains("3201 000000/11/310 refd_setl_flag 0: equal", run.Error, StringComparison.Ordinal);
        Assert.Contains("平 balanced", (await RunAsync(json: false)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settlement_that_the_center_does_not_have_ends_with_7_names_it_and_writes_the_page()
    {
        await using var center = await hospital.StartCenterAsync();
        await KeepAsync(JournalState.Accepted);

        var run = await RunAsync();

        Assert.True(run.ExitCode == 7, run.ExitCode + run.Error + run.Out);
        var difference = Assert.Single(run.Json.GetProperty("differences").EnumerateArray());
        Assert.Equal(("reversedAtCenter", "S1", "markReversed"), (difference.GetProperty("kind").GetString(), difference.GetProperty("setl_id").GetString(), difference.GetProperty("remedy").GetString()));
        Assert.Contains("S1", await File.ReadAllTextAsync(Page), StringComparison.Ordinal);
        Assert.DoesNotContain("P0000001", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_center_that_cannot_be_reached_is_no_balance()
    {
        hospital.Knows(new Uri("http://127.0.0.1:9/"));
        hospital.Set("retry", new JsonObject { ["maxAttempts"] = 1 });
        await KeepAsync(JournalState.Accepted);

        var run = await RunAsync();

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("3201 gave no answer", run.Json.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_is_not_there_and_a_day_that_is_none_are_wrong_arguments()
    {
        hospital.Knows(new Uri("http://127.0.0.1:9/"));

        Assert.Equal(1, (await RunAsync()).ExitCode);
        Assert.False(File.Exists(Journal));
        await KeepAsync(JournalState.Accepted);
        Assert.Equal(1, (await CliRun.Of("", "reconcile", "--day", "2.3.2026", "--journal", Journal, "--config", hospital.Config)).ExitCode);
    }

    private Task<CliRun> RunAsync(bool json = true)
        => CliRun.Of("", ["reconcile", "--day", "2026-03-02", "--journal", Journal, "--config", hospital.Config, "--html", Page, .. json ? ["--json"] : Array.Empty<string>()]);

    /// <summary>A settlement as the client would have recorded it.</summary>
    private async Task KeepAsync(JournalState state)
    {
        using var database = InsuranceDatabase.Sqlite(Journal, CliRun.Clock());
        var journal = new CallJournal(database);
        var at = new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.FromHours(8));
        var input = """{"data":{"psn_no":"P0000001","mdtrt_id":"V1","chrg_bchno":"B1","insutype":"310","medfee_sumamt":100.00}}""";
        var output = """{"setlinfo":{"psn_no":"P0000001","mdtrt_id":"V1","setl_id":"S1","insutype":"310","clr_type":"11","clr_optins":"000000","setl_time":"2026-03-02 00:30:01","medfee_sumamt":100.00,"fund_pay_sumamt":60.00,"acct_pay":"10.00","psn_cash_pay":30.00}}""";
        const string Id = "H00000000000202603020030000001";
        await journal.IntendAsync(new JournalIntent(Id, "2207", "2207", "H00000000000", "000000", "0001", at, "", [new("mdtrt_id", "V1"), new("psn_no", "P0000001")], Encoding.UTF8.GetBytes(input)), default);
        await journal.ConcludeAsync(new JournalOutcome(Id, state, at, null, null, null, [new("setl_id", "S1")], state == JournalState.Accepted ? Encoding.UTF8.GetBytes(output) : default));
    }
}
