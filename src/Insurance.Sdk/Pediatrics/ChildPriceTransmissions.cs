using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Pediatrics;

/// <summary>One region's way of sending a child's price, and the days on which it holds.</summary>
public sealed class RegionalTransmission
{
    /// <summary>mdtrtarea_admvs 就医地医保区划, six digits: the area of the hospital.</summary>
    public required string Region { get; init; }

    /// <summary>Days on which it holds, by the time of the fee.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>The way.</summary>
    public required ChildPriceTransmission Transmission { get; init; }

    /// <summary>Who said so, and when.</summary>
    public required string Source { get; init; }
}

/// <summary>How child prices are sent, by region and day. There is no default.</summary>
public sealed class ChildPriceTransmissions
{
    /// <summary>What only the bureau or the gateway's vendor can answer.</summary>
    public static IReadOnlyList<string> QuestionsForTheBureau { get; } = new[]
    {
        "field and values of the flag, and whether \"not applicable\" is 0, empty or absent",
        "transactions that carry it (2204, 2301, 6201, 4201, 3301)",
        "age boundary (below 6, or 6 included) and the day that counts",
        "items with their days and rates",
        "whether the add-on has a code of its own and must be mapped with 3301",
        "cap of child items in 1318",
        "how returns are marked",
        "whether 1321 is open",
    };

    private readonly List<RegionalTransmission> _rows;

    /// <summary>Takes what the regions said.</summary>
    /// <exception cref="ChildPriceRulesException">A region is no six digits, or two ways of one region overlap; all errors are listed.</exception>
    public ChildPriceTransmissions(IEnumerable<RegionalTransmission> rows)
    {
        _rows = (rows ?? throw new ArgumentNullException(nameof(rows))).OrderBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.Interval.FirstDay).ToList();
        var errors = new List<string>();
        for (var i = 0; i < _rows.Count; i++)
        {
            if (!IsRegion(_rows[i].Region))
            {
                errors.Add("transmissions: the region \"" + _rows[i].Region + "\" must be six digits");
            }

            if (i > 0 && _rows[i - 1].Region == _rows[i].Region && _rows[i - 1].Interval.Overlaps(_rows[i].Interval))
            {
                errors.Add("transmissions: two ways of region " + _rows[i].Region + " overlap: " + _rows[i - 1].Transmission + ", " + _rows[i - 1].Interval + "; and " + _rows[i].Transmission + ", " + _rows[i].Interval);
            }
        }

        if (errors.Count > 0)
        {
            throw new ChildPriceRulesException(errors);
        }
    }

    /// <summary>Nothing is known of any region.</summary>
    public static ChildPriceTransmissions None { get; } = new(Array.Empty<RegionalTransmission>());

    /// <summary>Regions that something is known of.</summary>
    public IReadOnlyList<string> Regions => _rows.Select(r => r.Region).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>The way of a region on the day of a fee; null where none is set.</summary>
    public ChildPriceTransmission? Find(string region, ChinaTime feeTime)
    {
        foreach (var row in _rows)
        {
            if (row.Region == region && row.Interval.Contains(feeTime))
            {
                return row.Transmission;
            }
        }

        return null;
    }

    /// <summary>The way of a region on the day of a fee.</summary>
    /// <exception cref="ConfigurationException">None is set: the text says what to ask the bureau.</exception>
    public ChildPriceTransmission For(string region, ChinaTime feeTime) => Find(region, feeTime) ?? throw Missing(region, feeTime);

    internal static ConfigurationException Missing(string region, ChinaTime feeTime) => new(
        "childPrice.transmissions." + region,
        "how a child's price is sent is not set for " + feeTime.ToString("yyyy-MM-dd") + ", and no rule is public: a wrong one is fined, so nothing is guessed. Ask the bureau or the gateway's vendor: "
        + string.Join("; ", QuestionsForTheBureau));

    private static bool IsRegion(string? region) => region is { Length: 6 } && region.All(c => c is >= '0' and <= '9');
}
