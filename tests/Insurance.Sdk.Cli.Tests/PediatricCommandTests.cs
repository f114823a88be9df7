using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public sealed class PediatricCommandTests
{
    private const string Rules = """
        { "boundary": "BeforeSixthBirthday",
          "rules": [
            { "id": "GZ-1", "item": "013105010030000", "from": "2026-01-01", "kind": "rate", "rate": 0.2, "source": "虚构通知1号" },
            { "id": "GZ-2", "item": "013105010090000", "from": "2026-01-01", "kind": "rate", "rate": 0.2, "boundary": "BeforeSeventhBirthday", "source": "虚构通知1号" } ],
          "transmissions": [ { "region": "440800", "from": "2026-01-01", "source": "S", "way": "flagField", "path": "price_class", "child": "2", "notChild": "0", "omitWhenNotApplicable": true } ] }
        """;

    [Theory]
    [InlineData("2020-03-02", "013105010030000", "Child", "GZ-1", "2")]
    [InlineData("2020-03-01", "013105010030000", "NotChild", "GZ-1", "0")]
    [InlineData("2020-02-29", "013105010030000", "NotChild", "GZ-1", "0")]
    [InlineData("2020-03-01", "013105010090000", "Child", "GZ-2", "2")]
    [InlineData("2020-03-01", "013105010010000", "NotApplicable", null, null)]
    public async Task A_fee_is_explained(string birth, string item, string decision, string? rule, string? wire)
    {
        var run = await Explain(Rules, "--birth", birth, "--at", "2026-03-01 10:00:00", "--item", item, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((decision, rule, wire), (Text(run, "decision"), Text(run, "rule"), Text(run, "wire")));
        Assert.Equal(["decision", "rule", "wire", "reason"], run.Json.EnumerateObject().Take(4).Select(m => m.Name));
        Assert.DoesNotContain(birth, run.Out);
    }

    [Fact]
    public async Task Without_a_birth_date_nobody_is_a_child_and_nothing_is_sent()
    {
        var run = await Explain(Rules, "--at", "2026-03-01", "--item", "013105010030000", "--json");

        Assert.Equal((0, "Unknown", null), (run.ExitCode, Text(run, "decision"), Text(run, "wire")));
        Assert.Equal("no birth date: never a child (rule GZ-1)", Text(run, "reason"));
    }

    [Fact]
    public async Task People_read_three_lines()
    {
        var run = await Explain(Rules, "--birth", "2020-03-02", "--at", "2026-03-01", "--item", "013105010030000");

        Assert.Equal(
            "Child: the fee arose before the sixth birthday (rule GZ-1)\nrule GZ-1 (013105010030000, 2026-01-01 on): rate 0.2, source 虚构通知1号\nsent as FlagField price_class = 2", run.Line);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-01", "--birth: The birth date (brdy 出生日期) lies after the day of the fee (fee_ocur_time).")]
    [InlineData("2026-02-30", "2026-03-01", "--birth: a real date of the form yyyy-MM-dd is needed")]
    [InlineData("0001-01-01", "2026-03-01", "--birth: The birth date (brdy 出生日期) is a placeholder; leave it out where it is not known.")]
    [InlineData("2020-03-02", "2026-13-01", "--at: a real date of the form yyyy-MM-dd HH:mm:ss or yyyy-MM-dd is needed")]
    [InlineData("2020-03-02", "01.03.2026", "--at: a real date of the form yyyy-MM-dd HH:mm:ss or yyyy-MM-dd is needed")]
    public async Task Input_that_breaks_a_rule_ends_with_5(string birth, string at, string message)
    {
        var run = await Explain(Rules, "--birth", birth, "--at", at, "--item", "013105010030000", "--json");

        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.Equal("insurance: " + message, run.Error.TrimEnd());
    }

    [Fact]
    public async Task All_errors_of_a_rules_file_are_told_and_end_with_5()
    {
        var run = await Explain("""{ "boundary": "BeforeSixthBirthday", "rules": [ { "id": "R1", "item": "A", "from": "2026-01-01", "kind": "rate", "rate": 20 } ], "colour": 1 }""", "--at", "2026-03-01", "--item", "A", "--json");

        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            ["error rules[0].rate: must be above 0 and at most 1: 20 % is 0.2", "error rules[0].source: must be given", "error colour: there is no such member here", "insurance: 3 error(s) in the rules file"],
            run.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_file_that_does_not_say_how_child_prices_are_sent_gives_the_questions_for_the_bureau()
    {
        var run = await Explain("""{ "boundary": "BeforeSixthBirthday", "rules": [ { "id": "R1", "item": "A", "from": "2026-01-01", "kind": "rate", "rate": 0.2, "source": "S" } ] }""", "--birth", "2024-01-01", "--at", "2026-03-01", "--item", "A", "--json");

        Assert.Equal((0, "Child", null), (run.ExitCode, Text(run, "decision"), Text(run, "wire")));
        Assert.Contains("Ask the bureau: field and values of the flag", run.Error);
    }

    [Fact]
    public async Task A_region_that_the_file_does_not_know_is_a_wrong_setting()
    {
        var run = await Explain(Rules, "--at", "2026-03-01", "--item", "A", "--region", "440882");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("childPrice.transmissions.440882", run.Error);
        Assert.Equal(1, (await CliRun.Of("", "pediatric", "explain", "--rules", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), "--at", "2026-03-01", "--item", "A")).ExitCode);
        Assert.Equal(1, (await CliRun.Of("", "pediatric", "explain", "--at", "2026-03-01", "--item", "A")).ExitCode);
    }

    [Fact]
    public async Task A_newborn_billed_under_the_mother_and_a_special_surcharge_are_said_by_the_caller()
    {
        Assert.Equal("NotChild", Text(await Explain(Rules, "--newborn-under-mother", "--at", "2026-03-01", "--item", "013105010030000", "--json"), "decision"));
        Assert.Equal("NotApplicable", Text(await Explain(Rules, "--special", "--birth", "2024-01-01", "--at", "2026-03-01", "--item", "013105010030000", "--json"), "decision"));
        Assert.Equal("NotApplicable", Text(await Explain(Rules, "--list-type", "301", "--birth", "2024-01-01", "--at", "2026-03-01", "--item", "013105010030000", "--json"), "decision"));
    }

    private static Task<CliRun> Explain(string rules, params string[] args) => CliRun.Of(rules, ["pediatric", "explain", "--rules", "-", .. args]);

    private static string? Text(CliRun run, string member) => run.Json.GetProperty(member).GetString();
}
