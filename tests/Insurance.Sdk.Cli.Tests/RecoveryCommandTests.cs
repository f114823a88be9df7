using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.Cli.Tests;

/// <summary><c>call --journal</c>, <c>journal list</c>, <c>resolve</c>.</summary>
public sealed class RecoveryCommandTests : IDisposable
{
    private readonly Hospital hospital = new();

    public void Dispose() => hospital.Dispose();

    private string Journal => Path.Combine(hospital.Folder, "journal.db");

    [Fact]
    public async Task A_recorded_call_is_listed_with_state_and_keys()
    {
        await using var center = await hospital.StartCenterAsync();
        Assert.Equal(0, (await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--journal", Journal, "--json")).ExitCode);

        var run = await ListAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var entry = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal(("3505A", "accepted", JsonValueKind.Null), (entry.GetProperty("code").GetString(), entry.GetProperty("state").GetString(), entry.GetProperty("resolution").ValueKind));
        Assert.StartsWith("H00000000000", entry.GetProperty("msgid").GetString());
        Assert.EndsWith("+08:00", entry.GetProperty("sentAt").GetString());
        Assert.NotEqual("", entry.GetProperty("keys").GetProperty("fixmedins_bchno").GetString());
    }

    [Theory]
    [InlineData("lost-after-booking", 0, "adopted")]
    [InlineData("lost-before-booking", 0, "nothingHappened")]
    public async Task A_lost_sale_is_found_out_by_asking(string fault, int exitCode, string result)
    {
        await using var center = await hospital.StartCenterAsync();
        var lost = await LoseAsync(center, "3505A", fault);

        var run = await ResolveAsync("--all", "--settling", "0");

        Assert.Equal(exitCode, run.ExitCode);
        var entry = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal((lost, result), (entry.GetProperty("msgid").GetString(), entry.GetProperty("result").GetString()));
        Assert.Contains("3511", entry.GetProperty("why").GetString());
        Assert.Equal(1, center.Messages.Snapshot().Count(m => m.Code == "3505A"));
        Assert.Equal((0, "[]"), ((await ResolveAsync("--all")).ExitCode, (await ResolveAsync("--all")).Line));
        Assert.Equal(result, (await ListAsync()).Json[0].GetProperty("resolution").GetString());
    }

    [Fact]
    public async Task What_is_too_early_to_believe_ends_with_4_and_says_when_to_ask_again()
    {
        await using var center = await hospital.StartCenterAsync();
        var lost = await LoseAsync(center, "3505A", "lost-before-booking");

        var run = await ResolveAsync(lost);

        Assert.Equal(4, run.ExitCode);
        Assert.Equal("needsPerson", run.Json[0].GetProperty("result").GetString());
        Assert.EndsWith("+08:00", run.Json[0].GetProperty("askAgainAt").GetString());
        Assert.Equal("unknown", (await ListAsync()).Json[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_center_that_is_away_leaves_everything_in_doubt()
    {
        string lost;
        await using (var center = await hospital.StartCenterAsync())
        {
            lost = await LoseAsync(center, "3505A", "lost-after-booking");
        }

        // The runs' clock stands still: a repeat would wait for ever.
        hospital.Set("retry", new JsonObject { ["maxAttempts"] = 1 });
        var run = await ResolveAsync(lost);
        Assert.Equal((4, "needsPerson"), (run.ExitCode, run.Json[0].GetProperty("result").GetString()));
    }

    [Fact]
    public async Task A_record_that_is_closed_is_told_again()
    {
        await using var center = await hospital.StartCenterAsync();
        await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--journal", Journal);
        var id = (await ListAsync()).Json[0].GetProperty("msgid").GetString()!;

        var run = await ResolveAsync(id);

        Assert.Equal((0, "adopted"), (run.ExitCode, run.Json[0].GetProperty("result").GetString()));
    }

    [Fact]
    public async Task A_bill_is_unlocked_by_a_named_person()
    {
        await using var center = await hospital.StartCenterAsync();
        await LoseAsync(center, "3505A", "lost-after-booking");
        var serial = (await ListAsync()).Json[0].GetProperty("keys").GetProperty("fixmedins_bchno").GetString();

        Assert.Equal(1, (await ResolveAsync("--bill", "fixmedins_bchno=" + serial)).ExitCode);
        var run = await ResolveAsync("--bill", "fixmedins_bchno=" + serial, "--who", "cashier 7");

        Assert.Equal((0, "adopted"), (run.ExitCode, run.Json[0].GetProperty("result").GetString()));
        Assert.Equal("cashier 7", (await ListAsync()).Json[0].GetProperty("resolvedBy").GetString());
    }

    [Fact]
    public async Task Only_open_records_or_those_of_a_key_are_listed_on_demand()
    {
        await using var center = await hospital.StartCenterAsync();
        await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--journal", Journal);
        await LoseAsync(center, "3501A", "lost-after-booking");
        Assert.Equal(2, (await ListAsync()).Json.GetArrayLength());
        Assert.Equal("3501A", Assert.Single((await ListAsync("--open")).Json.EnumerateArray()).GetProperty("code").GetString());
        Assert.Empty((await ListAsync("--key", "mdtrt_id=nobody")).Json.EnumerateArray());
        Assert.Contains("3501A\tunknown", (await CliRun.Of("", "journal", "list", "--journal", Journal)).Out);
    }

    [Theory]
    [InlineData("resolve", "--journal", "nowhere.db", "--config", "x.json")]
    [InlineData("resolve", "M1", "--all", "--journal", "nowhere.db", "--config", "x.json")]
    [InlineData("resolve", "--all", "--journal", "nowhere.db", "--config", "x.json", "--aim", "both")]
    [InlineData("journal", "list", "--journal", "nowhere.db")]
    [InlineData("journal", "list")]
    public async Task Wrong_arguments_end_with_1_and_make_no_journal(params string[] args)
    {
        Assert.Equal(1, (await CliRun.Of("", args)).ExitCode);
        Assert.False(File.Exists("nowhere.db"));
    }

    [Fact]
    public async Task A_message_id_that_the_journal_does_not_have_ends_with_1()
    {
        await using var center = await hospital.StartCenterAsync();
        await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--journal", Journal);
        Assert.Equal(1, (await ResolveAsync("H00000000000209901010000000001")).ExitCode);
    }

    private async Task<string> LoseAsync(MockCenterServer center, string code, string fault)
    {
        center.Faults.Add(fault + "@" + code);
        var run = await hospital.CallAsync(code, await Hospital.SampleAsync(code), "--journal", Journal, "--json");
        Assert.Equal(4, run.ExitCode);
        return Hospital.FailureOf(run)["messageId"]!.ToString();
    }

    private Task<CliRun> ListAsync(params string[] more) => CliRun.Of("", ["journal", "list", "--journal", Journal, "--json", .. more]);

    private Task<CliRun> ResolveAsync(params string[] more) => CliRun.Of("", ["resolve", "--journal", Journal, "--config", hospital.Config, "--json", .. more]);
}
