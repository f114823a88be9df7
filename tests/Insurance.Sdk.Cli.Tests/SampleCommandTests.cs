using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Linting;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Tests;

public sealed class SampleCommandTests
{
    [Fact]
    public async Task A_sample_is_JSON_and_nothing_else()
    {
        var run = await CliRun.Of("", "sample", "3505A");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((byte)'{', run.OutBytes[0]);
        Assert.Equal(1, run.Json.GetProperty("selinfoDetail").GetArrayLength());
    }

    [Theory]
    [InlineData("guangdong")]
    [InlineData("hunan")]
    [InlineData("jilin")]
    [InlineData("inner-mongolia")]
    [InlineData("base")]
    public void Every_sample_passes_the_check_of_its_edition(string name)
    {
        var edition = ChosenEdition.Of(name, null);
        var broken = new List<string>();
        foreach (var view in edition.View.Transactions.Where(t => t.HasTable))
        {
            var check = InputCheck.Of(edition.Find(view.Number), Encoding.UTF8.GetBytes(SampleMessage.Input(view, StandardSpec.Current).ToJsonString()));
            broken.AddRange(check.Errors.Where(e => e.Rule != "configuration").Select(e => view.Number + " " + e));
        }

        Assert.Empty(broken);
    }

    [Fact]
    public async Task Without_a_public_table_there_is_no_sample_until_corrections_give_one()
    {
        var folder = Directory.CreateTempSubdirectory("insurance-cli-").FullName;
        try
        {
            var run = await CliRun.Of("", "sample", "ZSMCJ003");
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.Contains("no field table", run.Error);

            var corrections = Path.Combine(folder, "corrections.json");
            await File.WriteAllTextAsync(corrections, """
                {"transactions":{"ZSMCJ003":{"available":"yes","nodes":{"input":{"":{"new":true,"cardinality":"one"}}},
                 "extra":{"input.":[{"code":"drug_trac_codg","name":"药品追溯码","type":"string","length":"100","required":true}]}}}}
                """);
            var config = Path.Combine(folder, "insurance.json");
            await File.WriteAllTextAsync(config, $$"""{"profile":"guangdong","corrections":"{{corrections.Replace("\\", "/", StringComparison.Ordinal)}}"}""");
            run = await CliRun.Of("", "sample", "ZSMCJ003", "--config", config);
            Assert.Equal("", run.Error);
            Assert.Equal("1", run.Json.GetProperty("drug_trac_codg").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
