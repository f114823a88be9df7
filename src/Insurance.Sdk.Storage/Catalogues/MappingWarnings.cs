using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>What a person should look at.</summary>
public enum MappingWarningKind
{
    /// <summary>The pair ends soon and no other begins on the day after.</summary>
    EndsSoon,

    /// <summary>The national code is not valid any more while the pair goes on.</summary>
    NationalCodeEnded,

    /// <summary>The national code ends soon while the pair goes on.</summary>
    NationalCodeEndsSoon,

    /// <summary>The catalogue is held and does not know the code.</summary>
    NationalCodeNotKnown,

    /// <summary>1317 reads something else back than the hospital has.</summary>
    DiffersAtCenter,

    /// <summary>A change waits, and fees with its old pair are not settled: 3302 has no date and would take the pair from under them.</summary>
    UnsettledFees,
}

/// <summary>A warning about a pair.</summary>
/// <param name="Kind">What about it.</param>
/// <param name="Pair">The pair.</param>
/// <param name="Since">Last day of the pair or of the national code; null where none is known.</param>
public sealed record MappingWarning(MappingWarningKind Kind, ItemMapping Pair, ChinaTime? Since)
{
    /// <summary>One sentence for a person.</summary>
    public override string ToString() => Pair + ": " + Kind switch
    {
        MappingWarningKind.EndsSoon => "ends on " + Days.Text(Since) + " and nothing follows",
        MappingWarningKind.NationalCodeEnded => "the national code is not valid" + (Since is null ? " any more" : " after " + Days.Text(Since)),
        MappingWarningKind.NationalCodeEndsSoon => "the national code ends on " + Days.Text(Since),
        MappingWarningKind.UnsettledFees => "fees with it are not settled; upload them before the change",
        MappingWarningKind.NationalCodeNotKnown => "the catalogue does not know the national code",
        _ => "the center has something else",
    };
}

/// <summary>Looks for pairs that need a person.</summary>
public sealed class MappingWarnings
{
    private readonly MappingStore _mappings;
    private readonly CatalogueStore _catalogues;
    private readonly IReadOnlyDictionary<string, string> _catalogueOf;

    /// <summary>Creates it.</summary>
    /// <param name="mappings">The pairs.</param>
    /// <param name="catalogues">The catalogues.</param>
    /// <param name="catalogueOf">Which catalogue stands behind a list_type; null takes <see cref="CommonListTypes"/>.</param>
    public MappingWarnings(MappingStore mappings, CatalogueStore catalogues, IReadOnlyDictionary<string, string>? catalogueOf = null)
    {
        _mappings = mappings ?? throw new ArgumentNullException(nameof(mappings));
        _catalogues = catalogues ?? throw new ArgumentNullException(nameof(catalogues));
        _catalogueOf = catalogueOf ?? CommonListTypes;
    }

    /// <summary>list_type and catalogue as Hunan's dictionary and clients in Zhongshan and Shenzhen have them. Elsewhere other numbers are on record: take them from 1901.</summary>
    public static IReadOnlyDictionary<string, string> CommonListTypes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["101"] = "1301", ["102"] = "1302", ["103"] = "1303", ["106"] = "1320", ["201"] = "1305", ["301"] = "1306",
    };

    /// <summary>Tells how many fees with a pair are not settled yet; null where the program cannot tell, and nothing is said of them then.</summary>
    public Func<ItemMapping, CancellationToken, Task<int>>? CountUnsettledFees { get; set; }

    /// <summary>Everything to look at on a day.</summary>
    /// <param name="today">The day, China time.</param>
    /// <param name="days">How many days ahead an end is "soon".</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<MappingWarning>> FindAsync(ChinaTime today, int days = 30, CancellationToken cancellationToken = default)
    {
        var warnings = new List<MappingWarning>();
        var pairs = await _mappings.ListAllAsync(cancellationToken).ConfigureAwait(false);
        var held = (await _catalogues.GetStatusAsync(cancellationToken).ConfigureAwait(false)).Where(s => s.Rows > 0).Select(s => s.Catalogue).ToList();
        var day = EffectiveInterval.DayOf(today);
        var begins = new HashSet<(string, string, int)>(pairs.Select(p => (p.HospitalItem, p.ListType, p.Interval.FirstDay)));
        foreach (var pair in pairs.Where(p => p.Interval.EndDay > day))
        {
            if (pair.State == MappingState.Differs)
            {
                warnings.Add(new MappingWarning(MappingWarningKind.DiffersAtCenter, pair, null));
            }

            if (!pair.Interval.IsOpen && pair.Interval.EndDay - 1 - day <= days && !begins.Contains((pair.HospitalItem, pair.ListType, pair.Interval.EndDay)))
            {
                warnings.Add(new MappingWarning(MappingWarningKind.EndsSoon, pair, pair.Interval.LastDay));
            }

            if (_catalogueOf.TryGetValue(pair.ListType, out var catalogue) && held.Contains(catalogue))
            {
                var versions = await _catalogues.GetVersionsAsync(catalogue, pair.NationalCode, cancellationToken).ConfigureAwait(false);
                if (OfNationalCode(pair, versions.Select(v => v.Row).ToList(), day, days) is { } warning)
                {
                    warnings.Add(warning);
                }
            }
        }

        await AddUnsettledAsync(warnings, cancellationToken).ConfigureAwait(false);
        return warnings;
    }

    /// <summary>Blocking twin of <see cref="FindAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<MappingWarning> Find(ChinaTime today, int days = 30, CancellationToken cancellationToken = default)
        => Task.Run(() => FindAsync(today, days, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private static MappingWarning? OfNationalCode(ItemMapping pair, List<CatalogueRow> rows, int today, int days)
    {
        // A pair that begins later is judged on its first day.
        var on = Math.Max(pair.Interval.FirstDay, today);
        var answer = CatalogueStore.Judge(rows, EffectiveInterval.ToTime(on));
        switch (answer.Reason)
        {
            case CatalogueReason.NotKnown:
                return new MappingWarning(MappingWarningKind.NationalCodeNotKnown, pair, null);
            case CatalogueReason.Ended or CatalogueReason.Withdrawn:
                return new MappingWarning(MappingWarningKind.NationalCodeEnded, pair, answer.Reason == CatalogueReason.Ended ? answer.Row!.ValidTo : null);
            case CatalogueReason.Valid when answer.Row!.ValidTo is { } last && EffectiveInterval.DayOf(last) + 1 is var after && after < pair.Interval.EndDay && after - 1 - today <= days:
                // A version that begins on the day after goes on with the code.
                return CatalogueStore.Judge(rows, EffectiveInterval.ToTime(after)).Reason == CatalogueReason.Valid ? null : new MappingWarning(MappingWarningKind.NationalCodeEndsSoon, pair, last);
            default:
                return null;
        }
    }

    private async Task AddUnsettledAsync(List<MappingWarning> warnings, CancellationToken cancellationToken)
    {
        if (CountUnsettledFees is not { } count)
        {
            return;
        }

        foreach (var change in await _mappings.ListOpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change is { Step: MappingChangeStep.Planned, Old: { } old } && await count(old, cancellationToken).ConfigureAwait(false) > 0)
            {
                warnings.Add(new MappingWarning(MappingWarningKind.UnsettledFees, old, null));
            }
        }
    }
}
