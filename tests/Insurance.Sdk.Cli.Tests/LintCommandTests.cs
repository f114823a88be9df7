using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public sealed class LintCommandTests
{
    [Fact]
    public async Task A_sample_is_valid()
    {
        var run = await CliRun.Of((await Sample()).ToJsonString(), "lint", "3505A", "--input", "-", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("""{"valid":true,"errors":[],"warnings":[]}""", run.Line);
    }

    [Theory]
    [InlineData("med_list_codg", "1", "type", "input.selinfoDetail[3].med_list_codg")]
    [InlineData("sel_retn_cnt", "\"1\"", "type", "input.selinfoDetail[3].sel_retn_cnt")]
    [InlineData("sel_retn_cnt", "\"many\"", "type", "input.selinfoDetail[3].sel_retn_cnt")]
    [InlineData("sel_retn_cnt", "1e400", "type", "input.selinfoDetail[3].sel_retn_cnt")]
    [InlineData("sel_retn_cnt", "0.12345", "decimals", "input.selinfoDetail[3].sel_retn_cnt")]
    [InlineData("manu_date", "\"2026/03/01\"", "date", "input.selinfoDetail[3].manu_date")]
    [InlineData("manu_date", "20260301", "type", "input.selinfoDetail[3].manu_date")]
    [InlineData("manu_date", "\"2026-02-30\"", "date", "input.selinfoDetail[3].manu_date")]
    [InlineData("manu_lotnum", "\"\"", "required", "input.selinfoDetail[3].manu_lotnum")]
    [InlineData("manu_lotnum", "\"0123456789012345678901234567890\"", "length", "input.selinfoDetail[3].manu_lotnum")]
    [InlineData("manu_lotnun", "\"1\"", "unknown-field", "input.selinfoDetail[3].manu_lotnun")]
    [InlineData("Memo", "\"1\"", "unknown-field", "input.selinfoDetail[3].Memo")]
    [InlineData("drugtracinfo", "{\"drug_trac_codg\":\"1\"}", "rows", "input.selinfoDetail[3].drugtracinfo")]
    [InlineData("drugtracinfo", "[\"1\"]", "rows", "input.selinfoDetail[3].drugtracinfo[0]")]
    [InlineData("drugtracinfo", "\"1\"", "rows", "input.selinfoDetail[3].drugtracinfo")]
    public async Task One_slip_is_one_error_at_its_place(string field, string value, string rule, string path)
    {
        var input = await Sample();
        var rows = input["selinfoDetail"]!.AsArray();
        for (var i = 0; i < 3; i++)
        {
            rows.Insert(0, rows[^1]!.DeepClone());
        }

        rows[3]![field] = JsonNode.Parse(value);
        var run = await CliRun.Of(input.ToJsonString(), "lint", "3505A", "--json");

        Assert.Equal(5, run.ExitCode);
        Assert.False(run.Json.GetProperty("valid").GetBoolean());
        var error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((rule, path), (error.GetProperty("rule").GetString(), error.GetProperty("path").GetString()));
        Assert.Matches("^INS[0-9]{4}$", error.GetProperty("number").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task An_unknown_field_names_the_nearest_known_one_or_the_node_it_belongs_to()
    {
        var input = await Sample();
        input["selinfoDetail"]![0]!["manu_lotnun"] = "1";
        input["selinfoDetail"]![0]!["drug_trac_codg"] = "1";

        var run = await CliRun.Of(input.ToJsonString(), "lint", "3505A");

        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.Contains("the nearest is manu_lotnum", run.Error);
        Assert.Contains("it belongs into the node drugtracinfo", run.Error);
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        var input = await Sample();
        var row = input["selinfoDetail"]![0]!.AsObject();
        row.Remove("manu_lotnum");
        row["rx_flag"] = 1;
        row["sel_retn_time"] = "2026-03-01 09:30";

        var rules = Rules(await CliRun.Of(input.ToJsonString(), "lint", "3505A", "--json"));

        Assert.Equal(["date", "required", "type"], rules.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1}}")]
    [InlineData("{'a':1}")]
    [InlineData("<html>")]
    public async Task Input_that_is_no_JSON_is_one_error_with_its_place(string text)
    {
        var run = await CliRun.Of(text, "lint", "3505A", "--json");

        Assert.Equal(5, run.ExitCode);
        Assert.Equal(["json"], Rules(run));
    }

    [Fact]
    public async Task Deep_nesting_and_other_encodings_are_no_JSON_either()
    {
        Assert.Equal(["json"], Rules(await CliRun.Of(new string('[', 10000) + new string(']', 10000), "lint", "3505A", "--json")));
        Assert.Equal(["json"], Rules(await CliRun.Of([0x7B, 0x22, 0xB2, 0xE2, 0x22, 0x3A, 0x31, 0x7D], [], "lint", "3505A", "--json")));
    }

    [Fact]
    public async Task The_text_a_redirection_of_PowerShell_writes_is_read()
        => Assert.Equal(0, (await CliRun.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes((await Sample()).ToJsonString())], [], "lint", "3505A")).ExitCode);

    [Fact]
    public async Task A_whole_envelope_is_read_with_a_warning()
    {
        var envelope = new JsonObject { ["infno"] = "3505A", ["input"] = await Sample() };

        var run = await CliRun.Of(envelope.ToJsonString(), "lint", "3505A", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("envelope", Assert.Single(run.Json.GetProperty("warnings").EnumerateArray()).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task An_envelope_of_another_transaction_is_no_input()
    {
        var envelope = new JsonObject { ["infno"] = "3506A", ["input"] = await Sample() };

        Assert.Equal(["condition"], Rules(await CliRun.Of(envelope.ToJsonString(), "lint", "3505A", "--json")));
    }

    [Fact]
    public async Task Values_and_odd_names_never_appear()
    {
        var input = await Sample();
        var row = input["selinfoDetail"]![0]!.AsObject();
        row["psn_name"] = 4711;
        row["certno"] = new string('7', 60);
        row["李某某"] = "x";
        row["sel_retn_time"] = "李某某";

        var run = await CliRun.Of(input.ToJsonString(), "lint", "3505A", "--json");
        var told = run.Out + (await CliRun.Of(input.ToJsonString(), "lint", "3505A")).Error;

        Assert.Equal(5, run.ExitCode);
        Assert.DoesNotContain("4711", told);
        Assert.DoesNotContain("777", told);
        Assert.DoesNotContain("李某某", told);
    }

    [Fact]
    public async Task Half_signs_and_doubled_names_are_no_exception()
    {
        var run = await CliRun.Of("""{"selinfoDetail":[{"\ud800":1,"memo":"\udc00","memo":"x","sel_retn_time":"\ud800"}]}""", "lint", "3505A", "--json");

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("duplicate", Rules(run));
    }

    [Fact]
    public async Task A_code_outside_its_list_warns_or_fails_as_configured()
    {
        var folder = Directory.CreateTempSubdirectory("insurance-cli-").FullName;
        try
        {
            var config = Path.Combine(folder, "insurance.json");
            await File.WriteAllTextAsync(config, """{"profile":"guangdong","codeLists":"fail"}""");
            var input = await Sample();
            input["selinfoDetail"]![0]!["trdn_flag"] = "9";

            Assert.Equal(0, (await CliRun.Of(input.ToJsonString(), "lint", "3505A")).ExitCode);
            Assert.Equal(["code"], Rules(await CliRun.Of(input.ToJsonString(), "lint", "3505A", "--config", config, "--json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_number_or_a_missing_file_ends_with_1()
    {
        var unknown = await CliRun.Of("{}", "lint", "3505AA", "--json");
        Assert.Equal((1, ""), (unknown.ExitCode, unknown.Out));
        Assert.Contains("3505A", unknown.Error);

        var missing = await CliRun.Of("", "lint", "3505A", "--input", Path.Combine(Path.GetTempPath(), "insurance-no-such-file.json"));
        Assert.Equal((1, ""), (missing.ExitCode, missing.Out));
    }

    private static async Task<JsonObject> Sample() => JsonNode.Parse((await CliRun.Of("", "sample", "3505A")).Out)!.AsObject();

    private static List<string> Rules(CliRun run)
        => run.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("rule").GetString()!).ToList();
}
