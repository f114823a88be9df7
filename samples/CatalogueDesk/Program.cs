using System;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;

namespace CatalogueDesk;

/// <summary>A mapping desk's day against a mock center with invented catalogues.</summary>
internal static class Program
{
    private static async System.Threading.Tasks.Task<int> Main()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var folder = Directory.CreateTempSubdirectory("catalogue-desk-").FullName;
        try
        {
            return await RunAsync(folder, Console.Out, stop.Token) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The whole day; false where the child's bill was not sent.</summary>
    internal static async System.Threading.Tasks.Task<bool> RunAsync(string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var here = AppContext.BaseDirectory;
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
