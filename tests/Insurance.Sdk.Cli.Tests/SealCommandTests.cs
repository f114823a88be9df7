using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Tests;

public sealed class SealCommandTests : IDisposable
{
    private static readonly Sm2PrivateKey Hospital = Sm2PrivateKey.Generate();
    private static readonly Sm2PrivateKey Platform = Sm2PrivateKey.Generate();
    private readonly string folder = Directory.CreateTempSubdirectory("insurance-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_sealed_request_is_opened_by_the_platform()
    {
        var message = await CliRun.Of("{\"b\":1,\"a\":\"测试\"}", "seal", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform), "--trans-type", "ec.query");
        Assert.Equal((0, ""), (message.ExitCode, message.Error));

        var data = await CliRun.Of(message.Out, "open", "--scheme", "mobile-payment", "--config", Config(Platform, Hospital), "--request");
        Assert.Equal((0, "{\"a\":\"测试\",\"b\":\"1\"}\n"), (data.ExitCode, data.Out));

        var json = await CliRun.Of(message.Out, "open", "--scheme", "mobile-payment", "--config", Config(Platform, Hospital), "--request", "--json");
        var opened = JsonDocument.Parse(json.Out).RootElement;
        Assert.True(opened.GetProperty("verified").GetBoolean());
        Assert.Equal("ec.query", opened.GetProperty("transType").GetString());
        Assert.Equal("20260302013005", opened.GetProperty("timestamp").GetString());
        Assert.Equal("测试", opened.GetProperty("data").GetProperty("a").GetString());
    }

    [Fact]
    public async Task A_whole_message_can_be_sealed()
    {
        var message = await CliRun.Of(
            "{\"appId\":\"SDKTESTAPPID0001\",\"data\":{\"a\":\"1\"},\"version\":\"1.0.0\"}", "seal", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform), "--message");

        Assert.Equal("1.0.0", JsonDocument.Parse(message.Out).RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Secrets_may_come_from_the_environment_and_reading_needs_no_private_key()
    {
        var config = Config(Platform, Hospital, section =>
        {
            section.Remove("appSecret");
            section.Remove("privateKey");
        });
        var message = await CliRun.Of("{\"a\":\"1\"}", "seal", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform));
        var environment = new Dictionary<string, string> { ["INSURANCE_MOBILEPAYMENT_APPSECRET"] = "SDKTESTAPPSECRET" };

        Assert.Equal(0, (await CliRun.Of(message.OutBytes, environment, "open", "--scheme", "mobile-payment", "--config", config, "--request")).ExitCode);
        var run = await CliRun.Of(message.OutBytes, [], "open", "--scheme", "mobile-payment", "--config", config, "--request");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("mobilePayment.appSecret", run.Error);
    }

    [Fact]
    public async Task A_failure_answer_ends_with_2_and_a_changed_one_with_6()
    {
        var refused = await CliRun.Of("{\"code\":\"5001\",\"message\":\"余额不足\",\"success\":false}", "open", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("5001", refused.Error);

        var changed = await CliRun.Of("{\"code\":\"0\",\"encData\":\"00\",\"signData\":\"AAAA\"}", "open", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform));
        Assert.Equal(6, changed.ExitCode);
        Assert.Equal(6, (await CliRun.Of("<html>", "open", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform))).ExitCode);
    }

    [Fact]
    public async Task Data_that_are_no_object_end_with_5()
        => Assert.Equal(5, (await CliRun.Of("[1]", "seal", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform))).ExitCode);

    [Theory]
    [InlineData("colour", "red", "mobilePayment.colour")]
    [InlineData("hexCase", "title", "mobilePayment.hexCase")]
    [InlineData("timestamp", "9", "mobilePayment.timestamp")]
    public async Task A_wrong_setting_is_named(string name, string value, string setting)
    {
        var run = await CliRun.Of("{}", "seal", "--scheme", "mobile-payment", "--config", Config(Hospital, Platform, section => section[name] = value));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(setting, run.Error);
    }

    private string Config(Sm2PrivateKey own, Sm2PrivateKey other, Action<JsonObject>? change = null)
    {
        var section = new JsonObject
        {
            ["appId"] = "SDKTESTAPPID0001",
            ["appSecret"] = "SDKTESTAPPSECRET",
            ["privateKey"] = own.ToHex(),
            ["platformPublicKey"] = other.PublicKey.ToBase64(),
            ["hexCase"] = "lower",
        };
        change?.Invoke(section);
        // With a byte-order mark, as an editor on Windows writes it.
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".json");
        File.WriteAllText(file, new JsonObject { ["mobilePayment"] = section }.ToJsonString(), Encoding.UTF8);
        return file;
    }
}
