using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>A mock center and a client that share the desk's clock and its corrections file.</summary>
internal sealed class CenterBench : IAsyncDisposable
{
    internal const string Hospital = "H00000000000";

    private CenterBench(MockCenterServer center, MockCenterOptions options, InsuranceClient client)
    {
        Center = center;
        Options = options;
        Client = client;
    }

    internal MockCenterServer Center { get; }

    internal MockCenterOptions Options { get; }

    internal InsuranceClient Client { get; }

    /// <summary>The sources disagree on the node of 3302: a hospital writes its center's answer into the corrections file.</summary>
    internal static string NodeOf3302(string name) => $$"""{ "transactions": { "3302": { "nodes": { "input": { "": { "name": "{{name}}", "cardinality": "one" } } } } } }""";

    internal static async Task<CenterBench> StartAsync(Desk desk, string? corrections, string? ofCenter = null)
    {
        var options = new MockCenterOptions
        {
            TimeProvider = desk.Clock,
            ClockSkewSeconds = 1_000_000,
            Corrections = (ofCenter ?? corrections) is { } text ? JsonNode.Parse(text)!.AsObject() : null,
            AnsweredFromSpec = { "2204", "2301" }, // Mappings are looked at here, not visits.
        };
        var center = await MockCenterServer.StartAsync(options);
        var settings = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = center.BaseUri + "ebus/test/hsa/hgs/",
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = Hospital,
            InstitutionName = "示例医院",
            Area = "000000",
            Operator = new Operator { Code = "op1", Name = "示例" },

            // The clock of the tests runs ahead while a call is under way.
            Timeout = TimeSpan.FromDays(1),
        };
        settings.MessageIds.Directory = Path.Combine(desk.Folder, "ids");
        settings.Retry.MaxAttempts = 1;
        if (corrections is not null)
        {
            settings.Corrections = Path.Combine(desk.Folder, "corrections.json");
            await File.WriteAllTextAsync(settings.Corrections, corrections);
        }

        return new CenterBench(center, options, new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = desk.Clock }));
    }

    internal MappingChangeRunner Runner(Desk desk, Action<MappingChangeOptions>? adjust = null)
    {
        var options = new MappingChangeOptions { TimeProvider = desk.Clock };
        adjust?.Invoke(options);
        return new MappingChangeRunner(new ClientMappingCenter(Client, Hospital), desk.Mappings, options);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Center.DisposeAsync();
    }
}
