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

    /// <summary>The catalogue is held and does not know the code.</summary>
    NationalCodeNotKnown,

    /// <summary>1317 reads something else back than the hospital has.</summary>
    DiffersAtCenter,
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
        foreach (var pair in pairs.Where(p => p.Interval.EndDay > day))
        {
            if (pair.State == MappingState.Differs)
            {
                warnings.Add(new MappingWarning(MappingWarningKind.DiffersAtCenter, pair, null));
            }

            if (!pair.Interval.IsOpen && pair.Interval.EndDay - 1 - day <= days
                && !pairs.Any(p => p.HospitalItem == pair.HospitalItem && p.ListType == pair.ListType && p.Interval.FirstDay == pair.Interval.EndDay))
            {
                warnings.Add(new MappingWarning(MappingWarningKind.EndsSoon, pair, pair.Interval.LastDay));
            }

            if (_catalogueOf.TryGetValue(pair.ListType, out var catalogue) && held.Contains(catalogue))
            {
                // A pair that begins later is judged on its first day.
                var on = pair.Interval.FirstDay > day ? pair.Interval.From : today;
                var answer = await _catalogues.FindAsync(catalogue, pair.NationalCode, on, cancellationToken).ConfigureAwait(false);
                switch (answer.Reason)
                {
                    case CatalogueReason.NotKnown:
                        warnings.Add(new MappingWarning(MappingWarningKind.NationalCodeNotKnown, pair, null));
                        break;
                    case CatalogueReason.Ended or CatalogueReason.Withdrawn:
                        warnings.Add(new MappingWarning(MappingWarningKind.NationalCodeEnded, pair, answer.Row!.ValidTo));
                        break;
                }
            }
        }

        return warnings;
    }
}
