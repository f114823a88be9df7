using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.Cli.Tests;

public sealed class CallCommandTests : IDisposable
{
    private readonly Hospital hospital = new();

    public void Dispose() => hospital.Dispose();

    [Fact]
    public async Task An_accepted_call_prints_its_output()
    {
        await using var center = await hospital.StartCenterAsync();

        var run = await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.False(string.IsNullOrEmpty(run.Json.GetProperty("signinoutb").GetProperty("sign_no").GetString()));
    }

    [Fact]
    public async Task A_sale_is_booked_and_people_read_its_message_id()
    {
        await using var center = await hospital.StartCenterAsync();

        var run = await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--insured-area", "000000", "--operator", "op7", "--operator-name", "示例");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("accepted, msgid H00000000000", run.Error);
        Assert.Equal("3505A", Assert.Single(center.Ledger.Documents()).Code);
    }

    [Fact]
    public async Task A_line_that_the_center_refuses_is_told_and_the_call_stays_accepted()
    {
        await using var center = await hospital.StartCenterAsync();
        var input = await Hospital.SampleAsync("3505A");
        Assert.Equal((0, ""), Short(await hospital.CallAsync("3505A", input, "--json")));

        var again = await hospital.CallAsync("3505A", input, "--json");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("line 0 refused", again.Error);
        Assert.Contains("1 of 1 lines were not", again.Error);
        Assert.Equal("0", again.Json.GetProperty("selinfoErrDetail")[0].GetProperty("retRslt").GetString());
    }

    [Fact]
    public async Task A_refusal_ends_with_2()
    {
        await using var center = await hospital.StartCenterAsync(new MockCenterOptions { InstitutionCodes = { "H00000000009" } });

        var run = await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"), "--json");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        var failure = Hospital.FailureOf(run);
        Assert.Equal("refused", failure["outcome"]!.ToString());
        Assert.Equal("-1", failure["centerCode"]!.ToString());
        Assert.NotEqual("", failure["centerText"]!.ToString());
        Assert.StartsWith("H00000000000", failure["messageId"]!.ToString());
    }

    [Fact]
    public async Task The_gateways_no_ends_with_3()
    {
        await using var center = await hospital.StartCenterAsync();
        hospital.Set("token", "another");

        var run = await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Equal("notProcessed", Hospital.FailureOf(run)["outcome"]!.ToString());
        Assert.Empty(center.Ledger.Documents());
    }

    [Fact]
    public async Task A_center_that_is_not_there_ends_with_3()
    {
        Uri address;
        await using (var center = await hospital.StartCenterAsync())
        {
            address = center.BaseUri;
        }

        hospital.Knows(address);

        Assert.Equal(3, (await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"))).ExitCode);
    }

    [Theory]
    [InlineData("lost-before-booking")]
    [InlineData("lost-after-booking")]
    [InlineData("reset")]
    [InlineData("cut")]
    [InlineData("html502")]
    [InlineData("empty")]
    public async Task A_lost_answer_to_a_sale_ends_with_4_and_says_what_to_ask(string fault)
    {
        await using var center = await hospital.StartCenterAsync();
        center.Faults.Add(fault + "@3505A");

        var run = await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"), "--json");

        Assert.Equal((4, ""), (run.ExitCode, run.Out));
        var failure = Hospital.FailureOf(run);
        Assert.Equal("unknown", failure["outcome"]!.ToString());
        Assert.Contains("3511", failure["confirmedBy"]!.AsArray().Select(c => c!.ToString()));
        Assert.Contains("do not send it again", run.Error);
        Assert.Equal(1, center.Messages.Snapshot().Count(m => m.Code == "3505A"));
    }

    [Fact]
    public async Task A_time_limit_that_passes_ends_with_4()
    {
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());
        hospital.Knows(center.BaseUri);
        center.Faults.Add("delay@3505A");

        var run = await CliRun.Of(
            TimeProvider.System, Encoding.UTF8.GetBytes(await Hospital.SampleAsync("3505A")), [], "call", "3505A", "--config", hospital.Config, "--timeout", "1.5");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("1.5 s", run.Error);
    }

    [Fact]
    public async Task A_query_without_a_usable_answer_ends_with_6()
    {
        await using var center = await hospital.StartCenterAsync();
        hospital.Set("retry", new JsonObject { ["maxAttempts"] = 1 });
        center.Faults.Add("cut@3513");

        Assert.Equal(6, (await hospital.CallAsync("3513", await Hospital.SampleAsync("3513"))).ExitCode);
    }

    [Fact]
    public async Task Invalid_input_ends_with_5_and_never_leaves()
    {
        await using var center = await hospital.StartCenterAsync();

        var run = await hospital.CallAsync("3505A", """{"selinfoDetail":[{"manuLotnum":"1"}]}""", "--json");

        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        var failure = Hospital.FailureOf(run);
        Assert.Equal("invalidInput", failure["outcome"]!.ToString());
        Assert.Contains(failure["errors"]!.AsArray(), e => e!["path"]!.ToString() == "input.selinfoDetail[0].manuLotnum");
        Assert.Empty(center.Messages.Snapshot());
    }

    [Fact]
    public async Task What_is_no_JSON_ends_with_5()
    {
        await using var center = await hospital.StartCenterAsync();

        Assert.Equal(5, (await hospital.CallAsync("3505A", "{")).ExitCode);
        Assert.Equal(5, (await hospital.CallAsync("3505A", "{", "--unchecked")).ExitCode);
    }

    [Fact]
    public async Task Unchecked_input_goes_out_as_it_is_and_the_center_judges()
    {
        await using var center = await hospital.StartCenterAsync();

        var run = await hospital.CallAsync("3505A", """{"selinfoDetail":[{"manuLotnum":"1"}]}""", "--unchecked");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("center: ", run.Error);
    }

    [Fact]
    public async Task An_area_that_is_no_area_ends_with_5()
    {
        await using var center = await hospital.StartCenterAsync();

        Assert.Equal(5, (await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"), "--insured-area", "GD")).ExitCode);
    }

    [Fact]
    public async Task Secrets_may_come_from_the_environment()
    {
        await using var center = await hospital.StartCenterAsync();
        hospital.Set("token", null);
        var environment = new Dictionary<string, string> { ["INSURANCE_TOKEN"] = "mock-token" };

        var run = await CliRun.Of(Encoding.UTF8.GetBytes(await Hospital.SampleAsync("9001")), environment, "call", "9001", "--config", hospital.Config, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("token", "")]
    [InlineData("area", "GD")]
    [InlineData("profile", "mars")]
    public async Task A_wrong_setting_ends_with_1_and_is_named(string setting, string value)
    {
        hospital.Set("baseUrl", "http://127.0.0.1:9/");
        hospital.Set(setting, value);

        var run = await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"), "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(setting, run.Error);
    }

    [Fact]
    public async Task Unknown_numbers_and_missing_files_end_with_1()
    {
        hospital.Set("baseUrl", "http://127.0.0.1:9/");

        Assert.Equal(1, (await hospital.CallAsync("3505AA", "{}")).ExitCode);
        Assert.Equal(1, (await CliRun.Of("{}", "call", "3505A", "--config", Path.Combine(hospital.Folder, "none.json"))).ExitCode);
        Assert.Equal(1, (await CliRun.Of("", "call", "3505A", "--config", hospital.Config, "--input", Path.Combine(hospital.Folder, "none.json"))).ExitCode);
        Assert.Equal(1, (await hospital.CallAsync("3505A", "{}", "--timeout", "0")).ExitCode);
    }

    [Fact]
    public async Task A_meaning_of_another_edition_does_not_go_out_under_its_number()
    {
        hospital.Set("baseUrl", "http://127.0.0.1:9/");

        var run = await hospital.CallAsync("2203A@hunan", "{}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no number of its own", run.Error);
    }

    private static (int ExitCode, string Error) Short(CliRun run) => (run.ExitCode, run.Error);
}
