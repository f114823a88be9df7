using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Catalogues;

/// <summary>How a pair stands between the hospital and the center.</summary>
public enum MappingStanding
{
    /// <summary>Both have it with the same code and days.</summary>
    Same = 0,

    /// <summary>The hospital has not sent it yet, and the center has none such.</summary>
    NotSent = 1,

    /// <summary>The center has it and does not show it as valid: under review, or taken back there.</summary>
    NotValidThere = 2,

    /// <summary>Both have the code, with other days.</summary>
    OtherDays = 3,

    /// <summary>It was sent, and the center does not have it.</summary>
    NotAtCenter = 4,

    /// <summary>It was taken back, and the center still has it.</summary>
    StillAtCenter = 5,

    /// <summary>Only the center has it.</summary>
    OnlyAtCenter = 6,
}

/// <summary>A pair of the hospital, or of the center, or of both.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Here">The hospital's pair; null where only the center has one.</param>
/// <param name="There">The center's pair; null where it has none.</param>
public sealed record ComparedMapping(MappingStanding Standing, ItemMapping? Here, CenterMapping? There)
{
    /// <summary>One sentence for a person.</summary>
    public override string ToString() => (Here?.ToString() ?? There!.HospitalItem + " (list type " + There.ListType + ") -> " + There.Pair.NationalCode + DaysOf(There.Pair)) + ": " + Standing switch
    {
        MappingStanding.Same => "the center has the same",
        MappingStanding.NotSent => "not sent to the center yet",
        MappingStanding.NotValidThere => "the center does not show it as valid",
        MappingStanding.OtherDays => "the center has other days" + DaysOf(There!.Pair),
        MappingStanding.NotAtCenter => "the center does not have it",
        MappingStanding.StillAtCenter => "was taken back and the center still has it",
        _ => "only the center has it",
    };

    private static string DaysOf(CenterPair pair)
        => ", " + (pair.From is { } from ? EffectiveInterval.Text(EffectiveInterval.DayOf(from)) : "?") + (pair.LastDay is { } last ? " to " + EffectiveInterval.Text(EffectiveInterval.DayOf(last)) : " on");
}

/// <summary>The hospital's pairs held against everything that 1317 reads back.</summary>
public static class MappingComparison
{
    /// <summary>Compares. Rows that the center does not show as valid count only beside a pair of the hospital's.</summary>
    /// <param name="here">The hospital's pairs.</param>
    /// <param name="there">Rows of <see cref="IMappingCenter.ReadAllAsync"/>.</param>
    /// <returns>Every pair of both sides once, by item and list type.</returns>
    public static IReadOnlyList<ComparedMapping> Of(IEnumerable<ItemMapping> here, IEnumerable<CenterMapping> there)
    {
        _ = here ?? throw new ArgumentNullException(nameof(here));
        _ = there ?? throw new ArgumentNullException(nameof(there));
        var mine = here.GroupBy(p => (p.HospitalItem, p.ListType)).ToDictionary(g => g.Key, g => g.OrderBy(p => p.Interval.FirstDay).ToList());
        var theirs = there.GroupBy(r => (r.HospitalItem, r.ListType)).ToDictionary(g => g.Key, g => g.ToList());
        var result = new List<ComparedMapping>();
        foreach (var key in mine.Keys.Concat(theirs.Keys.Where(k => !mine.ContainsKey(k))).OrderBy(k => k.HospitalItem, StringComparer.Ordinal).ThenBy(k => k.ListType, StringComparer.Ordinal))
        {
            Item(
                mine.TryGetValue(key, out var pairs) ? pairs : new List<ItemMapping>(),
                theirs.TryGetValue(key, out var rows) ? rows : new List<CenterMapping>(),
                result);
        }

        return result;
    }

    internal static bool IsSame(CenterPair there, ItemMapping here)
        => there.NationalCode == here.NationalCode
            && (there.From is not { } from || EffectiveInterval.DayOf(from) == here.Interval.FirstDay)
            && (there.LastDay is { } last ? EffectiveInterval.DayOf(last) + 1 : EffectiveInterval.OpenEnd) == here.Interval.EndDay;

    /// <summary>The best partner first: a row belongs to one pair, and one with the same days must not be taken by a pair that only shares its code.</summary>
    private static void Item(List<ItemMapping> pairs, List<CenterMapping> rows, List<ComparedMapping> result)
    {
        var valid = rows.Where(r => r.Pair.IsValid).ToList();
        var partners = new Dictionary<ItemMapping, CenterMapping>();
        Match(pairs.Where(p => p.State != MappingState.Cancelled), IsSame);
        Match(pairs.Where(p => p.State != MappingState.Cancelled), static (row, pair) => row.NationalCode == pair.NationalCode);
        Match(pairs.Where(p => p.State == MappingState.Cancelled), static (row, pair) => row.NationalCode == pair.NationalCode);
        foreach (var pair in pairs)
        {
            var partner = partners.TryGetValue(pair, out var row) ? row : null;
            partner ??= pair.State == MappingState.Cancelled ? null : rows.Find(r => !r.Pair.IsValid && r.Pair.NationalCode == pair.NationalCode);
            result.Add(new ComparedMapping(Standing(pair, partner), pair, partner));
        }

        result.AddRange(valid.Select(r => new ComparedMapping(MappingStanding.OnlyAtCenter, null, r)));

        void Match(IEnumerable<ItemMapping> of, Func<CenterPair, ItemMapping, bool> fits)
        {
            foreach (var pair in of)
            {
                if (!partners.ContainsKey(pair) && valid.Find(r => fits(r.Pair, pair)) is { } found)
                {
                    partners.Add(pair, found);
                    valid.Remove(found);
                }
            }
        }
    }

    private static MappingStanding Standing(ItemMapping pair, CenterMapping? partner) => (pair.State, partner) switch
    {
        (MappingState.Cancelled, null) => MappingStanding.Same,
        (MappingState.Cancelled, _) => MappingStanding.StillAtCenter,
        (MappingState.New, null) => MappingStanding.NotSent,
        (_, null) => MappingStanding.NotAtCenter,
        (MappingState.New, { Pair.IsValid: false }) => MappingStanding.NotSent,
        (_, { Pair.IsValid: false }) => MappingStanding.NotValidThere,
        _ => IsSame(partner!.Pair, pair) ? MappingStanding.Same : MappingStanding.OtherDays,
    };
}
