using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.Catalogues;

/// <summary>Every pair of hospital item and national code in memory: which code an item had at the time of a fee.</summary>
/// <remarks>
/// Immutable and safe for any number of threads; a new state of the mapping is a new index. It takes every pair it is given whatever its
/// <see cref="ItemMapping.State"/>: a pair cancelled at the center still says which code past fees had, and one that was
/// entered by mistake is left out by whoever builds the index. Finding is a hash look-up and a binary search over the item's intervals.
/// </remarks>
public sealed class MappingIndex
{
    private readonly MappingArena _arena;

    /// <summary>Builds the index.</summary>
    /// <param name="mappings">All pairs in any order.</param>
    /// <exception cref="MappingOverlapException">Two pairs of one item and list type have a day in common.</exception>
    public MappingIndex(IEnumerable<ItemMapping> mappings)
    {
        var rows = Sorted(mappings ?? throw new ArgumentNullException(nameof(mappings)));
        var (items, ints) = Measure(rows);
        _arena = new MappingArena(items, ints);
        for (int first = 0, end; first < rows.Length; first = end)
        {
            for (end = first + 1; end < rows.Length && IsSameItem(rows[first], rows[end]); end++)
            {
                RefuseOverlap(rows[end - 1], rows[end]);
            }

            _arena.Add(rows, first, end);
        }

        _arena.Close();
        (Count, ItemCount) = (rows.Length, items);
    }

    /// <summary>An index without any pair.</summary>
    public static MappingIndex Empty { get; } = new(Array.Empty<ItemMapping>());

    /// <summary>Number of pairs.</summary>
    public int Count { get; }

    /// <summary>Number of hospital items, counted once per list type.</summary>
    public int ItemCount { get; }

    /// <summary>The code that a hospital item had on the day of a fee.</summary>
    /// <param name="hospitalItem">The hospital's own item number; case counts.</param>
    /// <param name="listType">list_type of the pair.</param>
    /// <param name="feeTime">Time of the fee (fee_ocur_time), never that of the settlement. China time; kinds Utc and Local are converted.</param>
    /// <remarks>Allocates nothing, but the text of a code when it is found for the first time.</remarks>
    public MappingResolution Resolve(string hospitalItem, string listType, ChinaTime feeTime)
    {
        var pairs = _arena.Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType)));
        if (pairs.IsEmpty)
        {
            return default;
        }

        // The first pair that begins after the day; the one before it began on the day or earlier.
        var day = EffectiveInterval.DayOf(feeTime);
        var later = FirstAfter(pairs, day);
        if (later == 0)
        {
            return Answer(MappingReason.BeginsLater, pairs[0]);
        }

        ref readonly var pair = ref pairs[later - 1];
        return Answer(pair.EndDay > day ? MappingReason.Found : later == pairs.Length ? MappingReason.Ended : MappingReason.Gap, pair);
    }

    /// <summary>All pairs of an item in a list type in the order of their days; empty where it was never mapped.</summary>
    public IReadOnlyList<MappingResolution> History(string hospitalItem, string listType)
    {
        var result = new List<MappingResolution>();
        foreach (ref readonly var pair in _arena.Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType))))
        {
            result.Add(Answer(MappingReason.Found, pair));
        }

        return result;
    }

    private static int FirstAfter(ReadOnlySpan<MappingArena.Pair> pairs, int day)
    {
        var low = 0;
        if (pairs.Length <= 8)
        {
            // Counting has no branch to guess wrong while the memory of the next fee could be on its way.
            for (var i = 0; i < pairs.Length; i++)
            {
                low += pairs[i].FirstDay <= day ? 1 : 0;
            }

            return low;
        }

        var high = pairs.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (pairs[middle].FirstDay <= day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private MappingResolution Answer(MappingReason reason, in MappingArena.Pair pair)
        => new(reason, _arena.CodeOf(pair), EffectiveInterval.OfDays(pair.FirstDay, pair.EndDay), pair.State);

    /// <summary>Pairs of an item together, by first day; which item comes first does not matter. What comes in order needs no sorting.</summary>
    private static ItemMapping[] Sorted(IEnumerable<ItemMapping> mappings)
    {
        var rows = new List<ItemMapping>(mappings).ToArray();
        if (Array.IndexOf(rows, null) is >= 0 and var gap)
        {
            throw new ArgumentException("Mapping " + gap.ToString(CultureInfo.InvariantCulture) + " is null.", nameof(mappings));
        }

        for (var i = 1; i < rows.Length; i++)
        {
            if (Order(rows[i - 1], rows[i]) > 0)
            {
                Group(rows);
                break;
            }
        }

        return rows;
    }

    /// <summary>Items get numbers, and numbers are sorted: comparing texts that begin alike takes several times as long.</summary>
    private static void Group(ItemMapping[] rows)
    {
        var items = new Dictionary<(string Item, string ListType), int>(rows.Length);
        var keys = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var item = (rows[i].HospitalItem, rows[i].ListType);
            if (!items.TryGetValue(item, out var number))
            {
                items.Add(item, number = items.Count);
            }

            keys[i] = ((long)number << 32) | (uint)rows[i].Interval.FirstDay;
        }

        Array.Sort(keys, rows);
    }

    private static int Order(ItemMapping a, ItemMapping b)
    {
        var order = string.CompareOrdinal(a.HospitalItem, b.HospitalItem);
        order = order != 0 ? order : string.CompareOrdinal(a.ListType, b.ListType);
        return order != 0 ? order : a.Interval.FirstDay.CompareTo(b.Interval.FirstDay);
    }

    private static (int Items, int Ints) Measure(ItemMapping[] rows)
    {
        var (items, ints) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var isNew = i == 0 || !IsSameItem(rows[i - 1], rows[i]);
            items += isNew ? 1 : 0;
            ints = checked(ints + MappingArena.Pair.Ints + (isNew ? MappingArena.HeadOf(rows[i].HospitalItem) : 0));
        }

        return (items, ints);
    }

    private static bool IsSameItem(ItemMapping a, ItemMapping b)
        => string.Equals(a.HospitalItem, b.HospitalItem, StringComparison.Ordinal) && string.Equals(a.ListType, b.ListType, StringComparison.Ordinal);

    private static void RefuseOverlap(ItemMapping earlier, ItemMapping later)
    {
        if (earlier.Interval.Overlaps(later.Interval))
        {
            throw new MappingOverlapException(earlier, later);
        }
    }
}
