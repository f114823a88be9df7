using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>Fills the base from the code system of 码上放心, for codes whose drug no list knows. One code of each prefix is asked for.</summary>
public sealed class PlatformFill
{
    private readonly CodeBaseStore _store;

    /// <summary>Creates the fill.</summary>
    /// <param name="store">Where the rows go.</param>
    public PlatformFill(CodeBaseStore store) => _store = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>Asks the code-system query that the settings describe.</summary>
    /// <param name="codes">The codes; those of other systems than 码上放心 are passed over.</param>
    /// <param name="query">The query.</param>
    /// <param name="progress">Told once all is asked.</param>
    /// <param name="cancellationToken">Ends the fill; nothing was stored then.</param>
    /// <returns>The fill; rows that could not be used are counted.</returns>
    public async Task<CodeBaseFill> RunAsync(IEnumerable<TraceCode> codes, TracePlatformCodeQuery query, IProgress<CodeBaseProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = query ?? throw new ArgumentNullException(nameof(query));
        var page = await query.QueryAsync(OneOfEachPrefix(codes), cancellationToken).ConfigureAwait(false);
        return await _store.ImportAsync(page.Rows, FourCodeSource.Platform, query.Method, badRows: page.BadRows.Count, progress: progress, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the package query, whose fields are known: it names the drug, and the hospital finds its item by that.</summary>
    /// <param name="codes">The codes; those of other systems than 码上放心 are passed over.</param>
    /// <param name="platform">The client.</param>
    /// <param name="itemsOf">The hospital's items of a drug (as a rule by 批准文号 and 包装规格), with item codes and pack size; the fill adds prefix and name. None where the hospital does not have it.</param>
    /// <param name="progress">Told after every ten codes.</param>
    /// <param name="cancellationToken">Ends the fill; nothing was stored then.</param>
    /// <returns>The fill, and the drugs of which the hospital has no item.</returns>
    /// <exception cref="ArgumentException">A row of <paramref name="itemsOf"/> is wrong; field and rule are named.</exception>
    public async Task<(CodeBaseFill Fill, IReadOnlyList<PlatformDrug> Unmatched)> RunAsync(
        IEnumerable<TraceCode> codes, TracePlatformClient platform, Func<PackageDrug, IEnumerable<FourCodeRow>> itemsOf, IProgress<CodeBaseProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = platform ?? throw new ArgumentNullException(nameof(platform));
        _ = itemsOf ?? throw new ArgumentNullException(nameof(itemsOf));
        var asked = OneOfEachPrefix(codes);
        var rows = new List<FourCodeRow>();
        var unmatched = new List<PlatformDrug>();
        for (var at = 0; at < asked.Count; at += TracePlatformClient.CodesPerCall)
        {
            foreach (var relation in await platform.QueryPackageRelationAsync(asked.Skip(at).Take(TracePlatformClient.CodesPerCall), cancellationToken).ConfigureAwait(false))
            {
                Take(relation, itemsOf, rows, unmatched);
            }

            progress?.Report(new CodeBaseProgress(Math.Min(at + TracePlatformClient.CodesPerCall, asked.Count), asked.Count));
        }

        var fill = await _store.ImportAsync(rows, FourCodeSource.Platform, "query.relation", cancellationToken: cancellationToken).ConfigureAwait(false);
        return (fill, unmatched);
    }

    private static void Take(PackageRelation relation, Func<PackageDrug, IEnumerable<FourCodeRow>> itemsOf, List<FourCodeRow> rows, List<PlatformDrug> unmatched)
    {
        var prefix = relation.Code.Length >= 7 ? relation.Code.Substring(0, 7) : "";
        foreach (var drug in relation.Drugs)
        {
            var items = itemsOf(drug).ToList();
            foreach (var item in items)
            {
                item.Prefix = prefix;
                item.Name = item.Name.Length > 0 ? item.Name : drug.Name;
                rows.Add(item);
            }

            if (items.Count == 0)
            {
                unmatched.Add(new PlatformDrug(prefix, drug));
            }
        }
    }

    private static List<TraceCode> OneOfEachPrefix(IEnumerable<TraceCode> codes)
        => (codes ?? throw new ArgumentNullException(nameof(codes))).Where(c => c.Kind == TraceCodeKind.Platform).GroupBy(c => c.PrefixNumber).Select(g => g.First()).ToList();
}

/// <summary>A drug that 码上放心 names and the hospital has no item of.</summary>
/// <param name="Prefix">药品标识码 of the code that was asked for.</param>
/// <param name="Drug">What the platform says.</param>
public sealed record PlatformDrug(string Prefix, PackageDrug Drug);
