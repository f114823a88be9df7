using System;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.Cli.Tests;

/// <summary>A hospital's folder with its configuration file, and runs of the program with it.</summary>
internal sealed class Hospital : IDisposable
{
    private readonly JsonObject settings = new()
    {
        ["profile"] = "guangdong",
        ["paasId"] = "mock-account",
        ["token"] = "mock-token",
        ["institutionCode"] = "H00000000000",
        ["institutionName"] = "示例医院",
        ["area"] = "000000",
    };

    internal Hospital()
    {
        Folder = Directory.CreateTempSubdirectory("insurance-cli-").FullName;
        settings["messageIds"] = new JsonObject { ["directory"] = Path.Combine(Folder, "ids") };
    }

    internal string Folder { get; }

    internal string Config => Path.Combine(Folder, "insurance.json");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal void Set(string setting, JsonNode? value)
    {
        settings[setting] = value;
        File.WriteAllText(Config, settings.ToJsonString());
    }

    internal void Knows(Uri center) => Set("baseUrl", center.AbsoluteUri + "ebus/test/hsa/hgs/");

    /// <summary>A center that shares the clock of the runs.</summary>
    internal async Task<MockCenterServer> StartCenterAsync(MockCenterOptions? options = null)
    {
        options ??= new MockCenterOptions();
        options.TimeProvider = CliRun.Clock();
        var center = await MockCenterServer.StartAsync(options);
        Knows(center.BaseUri);
        return center;
    }

    internal Task<CliRun> CallAsync(string code, string input, params string[] more)
        => CliRun.Of(Encoding.UTF8.GetBytes(input), [], ["call", code, "--input", "-", "--config", Config, .. more]);

    internal static async Task<string> SampleAsync(string code) => (await CliRun.Of("", "sample", code)).Out;

    /// <summary>The JSON line that a failure leaves last.</summary>
    internal static JsonObject FailureOf(CliRun run) => JsonNode.Parse(run.Error.TrimEnd().Split('\n')[^1])!.AsObject();
}
