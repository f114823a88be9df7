using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;

namespace CatalogueDesk;

/// <summary>Client, database and a mock center for the day.</summary>
internal static class Setup
{
    /// <summary>The whole day; false where the child's bill was not sent.</summary>
    internal static async Task<bool> RunAsync(string folder, string here, TextWriter output, CancellationToken cancellationToken)
    {
        var options = new MockCenterOptions { Corrections = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(here, "corrections.json"), cancellationToken))!.AsObject() };
        options.Catalogues.CheckFeeLines = true;
        options.AnsweredFromSpec.Add("2301"); // This day is about mappings and prices: no stay stands behind the bill.
        await using var center = await MockCenterServer.StartAsync(options, cancellationToken);
        var settings = InsuranceOptions.Load(Path.Combine(here, "config.json"));
        settings.BaseUrl = center.BaseUri + "ebus/gdyb_inf/poc/hsa/hgs/";
        settings.Corrections = Path.Combine(here, "corrections.json");
        settings.MessageIds.Directory = Path.Combine(folder, "ids");
        using var client = new InsuranceClient(settings);
        using var database = InsuranceDatabase.Sqlite(Path.Combine(folder, "store.db"));
        var desk = new MappingDesk(client, database, settings.InstitutionCode, output, folder);
        return await Day.RunAsync(desk, options.Catalogues, Path.Combine(here, "child-price.json"), cancellationToken);
    }
}
