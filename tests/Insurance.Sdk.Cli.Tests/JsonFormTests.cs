using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public class JsonFormTests
{
    [Fact]
    public async Task Digests_and_ciphers_come_as_json_too()
    {
        var digest = await CliRun.Of("abc", "sm3", "--in", "-", "--json");
        Assert.Equal(0, digest.ExitCode);
        Assert.Equal("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", digest.Json.GetProperty("digest").GetString());
        var cipher = await CliRun.Of("abc", "sm4", "encrypt", "--key", "0123456789abcdeffedcba9876543210", "--in", "-", "--json");
        Assert.Equal(0, cipher.ExitCode);
        Assert.Equal(32, cipher.Json.GetProperty("cipher").GetString()!.Length);
    }

    [Theory]
    [InlineData("3302", 1)]
    [InlineData("3601", 1)]
    [InlineData("3505A", 0)]
    public async Task A_sample_is_valid_and_what_only_a_call_needs_decided_is_a_warning(string code, int warnings)
    {
        var sample = await CliRun.Of("", "sample", code);
        var lint = await CliRun.Of(sample.Out, "lint", code, "--input", "-", "--json");
        Assert.Equal(0, lint.ExitCode);
        Assert.True(lint.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(warnings, lint.Json.GetProperty("warnings").GetArrayLength());
    }
}
