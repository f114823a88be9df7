using System;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("transactions")]
    [InlineData("show")]
    [InlineData("sample")]
    [InlineData("lint")]
    [InlineData("call")]
    [InlineData("decode")]
    [InlineData("mock")]
    [InlineData("seal")]
    [InlineData("open")]
    [InlineData("sm3")]
    public async Task Every_command_has_help(string command)
    {
        var run = await CliRun.Of("", command, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(" " + command + " ", run.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fly")]
    [InlineData("lint")]
    [InlineData("lint 3505A --colour red")]
    [InlineData("call 3505A")]
    [InlineData("call 3505A --config x.json --timeout soon")]
    [InlineData("decode 3505A --status fine")]
    [InlineData("mock")]
    [InlineData("mock --port high")]
    [InlineData("sample 3505A --edition mars")]
    [InlineData("transactions --edition mars --json")]
    [InlineData("show 1 2")]
    [InlineData("lint 3505A --input=")]
    [InlineData("decode 3505A --input=")]
    [InlineData("call 3505A --config=")]
    [InlineData("mock --port 0 --ledger=")]
    [InlineData("sample 3505A --config=")]
    [InlineData("sm2")]
    public async Task Wrong_arguments_end_with_1_and_one_line(string line)
    {
        var run = await CliRun.Of("", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("insurance: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_fault_for_a_number_that_does_not_exist_and_an_impossible_status_are_told()
    {
        var mock = await CliRun.Of("", "mock", "--port", "0", "--fault", "cut@9999");
        Assert.Equal(1, mock.ExitCode);
        Assert.Contains("9999", mock.Error);
        var decode = await CliRun.Of("{}", "decode", "3505A", "--input", "-", "--status", "99");
        Assert.Equal(1, decode.ExitCode);
    }
}
