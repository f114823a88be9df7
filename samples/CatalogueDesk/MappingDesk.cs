using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;
using Insurance.Sdk.Storage.Pediatrics;

namespace CatalogueDesk;

/// <summary>What a hospital's mapping desk does with catalogues and pairs.</summary>
internal sealed class MappingDesk(InsuranceClient client, InsuranceDatabase database, string institution, TextWriter output, string folder)
{
    internal InsuranceClient Client { get; } = client;

    internal TextWriter Output { get; } = output;

    internal CatalogueStore Catalogues { get; } = new(database);

    internal MappingStore Mappings { get; } = new(database);

    internal ChildPriceRecordStore ChildPrices { get; } = new(database);

    // snippet: catalogue-download
    /// <summary>Asks, fetches and imports until the center has nothing newer. A run that was stopped goes on where it was.</summary>
    internal async Task DownloadAsync(string number, CancellationToken cancellationToken)
    {
        var options = new CatalogueDownloadOptions { StartVersion = "0", Folder = folder };
        var downloader = new CatalogueDownloader(new ClientCatalogueSource(Client), Catalogues, options);
        var result = await downloader.RunAsync(number, cancellationToken: cancellationToken);
        foreach (var report in result.Imports)
        {
            Output.WriteLine(report);
        }
    }
    // end snippet

    // snippet: mapping-set
    /// <summary>Brings a pair in, here and at the center.</summary>
    internal async Task MapAsync(ItemMapping pair, CancellationToken cancellationToken)
    {
        var author = new MappingAuthor("0001", "first mapping");
        await Mappings.SetAsync(pair, author, cancellationToken);
        await BringAsync(await Mappings.PlanUploadAsync(pair.HospitalItem, pair.ListType, pair.Interval.From, author, cancellationToken), cancellationToken);
    }
    // end snippet

    // snippet: mapping-change
    /// <summary>Another code from a day on. The past keeps its code; the center is told with 3302, 3301 and 1317.</summary>
    internal async Task ChangeAsync(ItemMapping pair, CancellationToken cancellationToken)
        => await BringAsync(await Mappings.ChangeAsync(pair, new MappingAuthor("0001", "the national code ended"), cancellationToken), cancellationToken);

    private async Task BringAsync(MappingChange change, CancellationToken cancellationToken)
    {
        var options = new MappingChangeOptions
        {
            // 3302 has no date: what is not settled yet must be uploaded before the old pair goes.
            CountUnsettledFees = (old, _) => Task.FromResult(0),
        };
        var runner = new MappingChangeRunner(new ClientMappingCenter(Client, institution), Mappings, options);
        change = await runner.RunAsync(change, cancellationToken);

        // Where it stopped it is kept: runner.ResumeAsync() goes on with it, after a crash as well.
        Output.WriteLine(change);
    }
    // end snippet

    // snippet: mapping-compare
    /// <summary>Holds all pairs against what the center has (1317) and notes the state of each. Gives what is not the same on both sides.</summary>
    internal async Task<IReadOnlyList<ComparedMapping>> CompareAsync(CancellationToken cancellationToken)
    {
        var compared = await Mappings.CompareAsync(new ClientMappingCenter(Client, institution), new MappingAuthor("0001", "daily comparison"), cancellationToken);
        var differences = compared.Where(c => c.Standing != MappingStanding.Same).ToList();
        foreach (var difference in differences)
        {
            Output.WriteLine(difference);
        }

        // On the first day the center knows pairs that this database does not: Mappings.AdoptAsync(compared, …) takes them over.
        return differences;
    }
    // end snippet

    // snippet: mapping-resolve
    /// <summary>The code that an item had at the time of a fee: never that of the settlement.</summary>
    internal async Task<string?> ResolveAsync(string item, string listType, ChinaTime feeTime, CancellationToken cancellationToken)
    {
        var index = await Mappings.LoadIndexAsync(cancellationToken); // Once, not for each fee.
        var resolution = index.Resolve(item, listType, feeTime);
        Output.WriteLine($"{item} at {feeTime}: {resolution}");
        return resolution.Code;
    }
    // end snippet
}
