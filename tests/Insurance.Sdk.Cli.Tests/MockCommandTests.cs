using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Tests;

public sealed class MockCommandTests : IDisposable
{
    private readonly Hospital hospital = new();

    public void Dispose() => hospital.Dispose();

    [Fact]
    public async Task It_listens_with_the_clients_own_file_until_it_is_ended()
    {
        hospital.Set("mock", new JsonObject { ["lineAnswers"] = "echo", ["strictStock"] = false });
        await using var mock = await RunningMock.StartAsync("--config", hospital.Config, "--ledger", Path.Combine(hospital.Folder, "ledger.jsonl"));
        hospital.Knows(mock.Address);

        Assert.Equal(0, (await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"))).ExitCode);

        Assert.Equal(0, await mock.EndAsync());
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(hospital.Folder, "ledger.jsonl")));
    }

    [Fact]
    public async Task Without_a_file_any_institution_may_call_with_the_mock_account()
    {
        await using var mock = await RunningMock.StartAsync();
        hospital.Knows(mock.Address);

        Assert.Equal(0, (await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"))).ExitCode);
    }

    [Fact]
    public async Task Persons_of_the_file_are_known_to_the_center()
    {
        hospital.Set("mock", new JsonObject
        {
            ["persons"] = new JsonArray(new JsonObject
            {
                ["psn_no"] = "99999900000000007777",
                ["psn_name"] = "示例",
                ["certno"] = "PAPER7777",
                ["tokens"] = new JsonArray("TOKEN7777"),
                ["insuinfo"] = new JsonArray(new JsonObject { ["insutype"] = "310", ["insuplc_admdvs"] = "990007", ["balc"] = 12.5 }),
            }),
            ["resultFileRefusals"] = 2,
        });
        await using var mock = await RunningMock.StartAsync("--config", hospital.Config);
        hospital.Knows(mock.Address);
        var run = await hospital.CallAsync("1101", """{"data":{"mdtrt_cert_type":"01","mdtrt_cert_no":"TOKEN7777"}}""", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("99999900000000007777", run.Out);
        Assert.Contains("990007", run.Out);
    }

    [Theory]
    [InlineData("0", "mock.persons")]
    [InlineData("[{\"psn_no\":\"1\",\"psn_name\":\"n\"}]", "mock.persons[0].certno")]
    [InlineData("[{\"psn_no\":\"1\",\"psn_name\":\"n\",\"certno\":\"c\",\"name\":\"n\"}]", "mock.persons[0].name")]
    [InlineData("[{\"psn_no\":\"1\",\"psn_name\":\"n\",\"certno\":\"c\"},{\"psn_no\":\"2\",\"psn_name\":\"n\",\"certno\":\"c\"}]", "mock.persons[1]")]
    [InlineData("[{\"psn_no\":\"1\",\"psn_name\":\"n\",\"certno\":\"c\",\"insuinfo\":[{\"insutype\":\"310\"}]}]", "mock.persons[0].insuinfo[0].insuplc_admdvs")]
    public async Task A_person_that_cannot_be_read_is_named(string persons, string setting)
    {
        hospital.Set("mock", new JsonObject { ["persons"] = JsonNode.Parse(persons) });
        Assert.Contains(setting, (await CliRun.Of("", "mock", "--port", "0", "--config", hospital.Config)).Error);
    }

    [Fact]
    public async Task Faults_of_the_command_line_hit_so_often_as_they_say()
    {
        await using var mock = await RunningMock.StartAsync("--fault", "gateway-json@3505A:2", "--fault", "lost-after-booking@3505A");
        hospital.Knows(mock.Address);
        var input = await Hospital.SampleAsync("3505A");
        var codes = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await hospital.CallAsync("3505A", input)).ExitCode);
        }

        Assert.Equal([3, 3, 4, 0], codes);
    }

    [Fact]
    public async Task It_speaks_sealed_bodies_with_the_center_key_of_the_file()
    {
        var (client, platform) = (Sm2PrivateKey.Generate(), Sm2PrivateKey.Generate());
        hospital.Set("protection", new JsonObject
        {
            ["kind"] = "sm2-sm4",
            ["clientId"] = "SDKTESTCLIENT001",
            ["privateKey"] = client.ToBase64(),
            ["platformPublicKey"] = platform.PublicKey.ToBase64(),
        });
        Assert.Contains("mock.centerPrivateKey", (await CliRun.Of("", "mock", "--port", "0", "--config", hospital.Config)).Error);

        hospital.Set("mock", new JsonObject { ["centerPrivateKey"] = platform.ToBase64() });
        await using var mock = await RunningMock.StartAsync("--config", hospital.Config, "--fault", "bad-signature@3505A");
        hospital.Knows(mock.Address);

        Assert.Equal((0, ""), Short(await hospital.CallAsync("9001", await Hospital.SampleAsync("9001"), "--json")));
        Assert.Equal(4, (await hospital.CallAsync("3505A", await Hospital.SampleAsync("3505A"))).ExitCode);
    }

    [Fact]
    public async Task It_is_the_payment_platform_as_well_with_the_platforms_key_of_the_file()
    {
        var (own, platform) = (Sm2PrivateKey.Generate(), Sm2PrivateKey.Generate());
        var channel = new JsonObject
        {
            ["baseUrl"] = "http://127.0.0.1:9/pay/{infno}",
            ["appId"] = "SDKTESTAPPID0001",
            ["appSecret"] = "SDKTESTAPPSECRET",
            ["privateKey"] = own.ToHex(),
            ["platformPublicKey"] = platform.PublicKey.ToBase64(),
        };
        hospital.Set("mobilePayment", channel);
        hospital.Set("mock", new JsonObject { ["mobilePrivateKey"] = own.ToHex() });
        Assert.Contains("mock.mobilePrivateKey: does not belong to", (await CliRun.Of("", "mock", "--port", "0", "--config", hospital.Config)).Error);

        hospital.Set("mock", new JsonObject { ["mobilePrivateKey"] = platform.ToHex(), ["mobileCallback"] = "http://192.0.2.1/" });
        Assert.Contains("mock.mobileCallback", (await CliRun.Of("", "mock", "--port", "0", "--config", hospital.Config)).Error);

        hospital.Set("mock", new JsonObject { ["mobilePrivateKey"] = platform.ToHex() });
        await using var mock = await RunningMock.StartAsync("--config", hospital.Config);
        channel = (JsonObject)channel.DeepClone();
        channel["baseUrl"] = mock.Address + "pay/{infno}";
        hospital.Set("mobilePayment", channel);
        hospital.Knows(mock.Address);

        // The order does not exist: the platform opened the message and refused it.
        var run = await hospital.CallAsync("6301", await Hospital.SampleAsync("6301"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("订单不存在", run.Out + run.Error);
    }

    [Theory]
    [InlineData("--port", "0", "--fault", "cut")]
    [InlineData("--port", "0", "--fault", "melt@3505A")]
    [InlineData("--port", "0", "--fault", "cut@3505A:0")]
    public async Task A_fault_that_is_none_ends_with_1_and_the_list_of_kinds(params string[] args)
    {
        var run = await CliRun.Of("", ["mock", .. args]);

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("lost-before-booking, lost-after-booking, delay, reset, cut, html502, gateway-json, empty, duplicate, bad-signature", run.Error);
    }

    [Fact]
    public async Task A_port_in_use_and_a_wrong_choice_end_with_1()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Equal(1, (await CliRun.Of("", "mock", "--port", mock.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))).ExitCode);
        Assert.Equal(1, (await CliRun.Of("", "mock", "--port", "70000")).ExitCode);

        hospital.Set("mock", new JsonObject { ["lineAnswer"] = "echo" });
        var run = await CliRun.Of("", "mock", "--port", "0", "--config", hospital.Config);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("mock.lineAnswer", run.Error);
    }

    private static (int ExitCode, string Error) Short(CliRun run) => (run.ExitCode, run.Error);

    /// <summary>The command in this process; ended by its token, as a signal would.</summary>
    private sealed class RunningMock : IAsyncDisposable
    {
        private readonly CancellationTokenSource end = new();
        private readonly FirstLine stdout = new();
        private readonly StringWriter stderr = new();
        private Task<int>? run;

        internal Uri Address { get; private set; } = null!;

        internal static async Task<RunningMock> StartAsync(params string[] more)
        {
            var mock = new RunningMock();
            mock.run = Task.Run(() => new Cli(CliRun.Clock(), _ => null).RunAsync(["mock", "--port", "0", .. more], Stream.Null, mock.stdout, mock.stderr, mock.end.Token));
            if (await Task.WhenAny(mock.run, mock.stdout.Line) == mock.run)
            {
                Assert.Fail(mock.stderr.ToString());
            }

            mock.Address = new Uri(await mock.stdout.Line);
            return mock;
        }

        internal async Task<int> EndAsync()
        {
            await end.CancelAsync();
            return await run!;
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            end.Dispose();
        }
    }

    /// <summary>Output that tells when its first line is whole.</summary>
    private sealed class FirstLine : MemoryStream
    {
        private readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<string> Line => line.Task;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            line.TrySetResult(Encoding.UTF8.GetString(buffer.Span).TrimEnd('\n'));
            return ValueTask.CompletedTask;
        }
    }
}
