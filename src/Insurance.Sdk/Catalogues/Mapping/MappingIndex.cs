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
    private const int MostListTypes = char.MaxValue;

    private readonly string[] _listTypes;
    private readonly int[] _buckets;
    private readonly Item[] _items;
    private readonly char[] _texts;
    private readonly Pair[] _pairs;
    private readonly byte[] _states;
    private readonly PackedCodes _codes;

    /// <summary>Builds the index.</summary>
    /// <param name="mappings">All pairs in any order.</param>
    /// <exception cref="MappingOverlapException">Two pairs of one item and list type have a day in common.</exception>
    public MappingIndex(IEnumerable<ItemMapping> mappings)
    {
        var rows = Sorted(mappings ?? throw new ArgumentNullException(nameof(mappings)));
        var listTypes = new List<string>();
        var (items, characters) = Measure(rows);
        _items = new Item[items + 1];
        _texts = new char[characters];
        _pairs = new Pair[rows.Length];
        _states = new byte[rows.Length];
        _buckets = new int[PowerOfTwo(items)];
        var codes = new PackedCodes.Builder();
        var (item, text) = (-1, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (i > 0 && IsSameItem(rows[i - 1], row))
            {
                RefuseOverlap(rows[i - 1], row);
            }
            else
            {
                _texts[text] = (char)NumberOf(row.ListType, listTypes);
                row.HospitalItem.CopyTo(0, _texts, text + 1, row.HospitalItem.Length);
                Chain(++item, Hash(row.HospitalItem, _texts[text]), i, text);
                text += row.HospitalItem.Length + 1;
            }

            _pairs[i] = new Pair(row.Interval.FirstDay, row.Interval.EndDay, codes.Add(row.NationalCode));
            _states[i] = (byte)row.State;
        }

        _items[items] = new Item(-1, 0, rows.Length, text);
        _listTypes = listTypes.ToArray();
        _codes = codes.Build();
        ItemCount = items;
    }

    /// <summary>An index without any pair.</summary>
    public static MappingIndex Empty { get; } = new(Array.Empty<ItemMapping>());

    /// <summary>Number of pairs.</summary>
    public int Count => _pairs.Length;

    /// <summary>Number of hospital items, counted once per list type.</summary>
    public int ItemCount { get; }

    /// <summary>The code that a hospital item had on the day of a fee.</summary>
    /// <param name="hospitalItem">The hospital's own item number; case counts.</param>
    /// <param name="listType">list_type of the pair.</param>
    /// <param name="feeTime">Time of the fee (fee_ocur_time), never that of the settlement. China time; kinds Utc and Local are converted.</param>
    /// <remarks>Allocates nothing, but the text of a code when it is found for the first time.</remarks>
    public MappingResolution Resolve(string hospitalItem, string listType, ChinaTime feeTime)
    {
        var item = Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType)));
        if (item < 0)
        {
            return default;
        }

        var day = EffectiveInterval.DayOf(feeTime);
        var (first, end) = (_items[item].First, _items[item + 1].First);
        var (low, high) = (first, end);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (_pairs[middle].FirstDay <= day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // low is the first pair that begins after the day; the one before it began on the day or earlier.
        if (low == first)
        {
            return Answer(MappingReason.BeginsLater, first);
        }

        var reason = _pairs[low - 1].EndDay > day ? MappingReason.Found : low == end ? MappingReason.Ended : MappingReason.Gap;
        return Answer(reason, low - 1);
    }

    /// <summary>All pairs of an item in a list type in the order of their days; empty where it was never mapped.</summary>
    public IReadOnlyList<MappingResolution> History(string hospitalItem, string listType)
    {
        var item = Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType)));
        if (item < 0)
        {
            return Array.Empty<MappingResolution>();
        }

        var result = new List<MappingResolution>();
        for (var i = _items[item].First; i < _items[item + 1].First; i++)
        {
            result.Add(Answer(MappingReason.Found, i));
        }

        return result;
    }

    private MappingResolution Answer(MappingReason reason, int place)
    {
        ref readonly var pair = ref _pairs[place];
        return new MappingResolution(reason, _codes[pair.Code], EffectiveInterval.OfDays(pair.FirstDay, pair.EndDay), (MappingState)_states[place]);
    }

    private int Find(string hospitalItem, string listType)
    {
        var number = 0;
        while (number < _listTypes.Length && !string.Equals(_listTypes[number], listType, StringComparison.Ordinal))
        {
            number++;
        }

        if (number == _listTypes.Length)
        {
            return -1;
        }

        var hash = Hash(hospitalItem, (char)number);
        for (var i = _buckets[hash & (uint)(_buckets.Length - 1)] - 1; i >= 0; i = _items[i].Next)
        {
            ref readonly var item = ref _items[i];
            if (item.Hash == hash
                && _texts[item.Text] == number
                && _texts.AsSpan(item.Text + 1, _items[i + 1].Text - item.Text - 1).SequenceEqual(hospitalItem.AsSpan()))
            {
                return i;
            }
        }

        return -1;
    }

    private void Chain(int item, uint hash, int first, int text)
    {
        ref var bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        _items[item] = new Item(bucket - 1, hash, first, text);
        bucket = item + 1;
    }

    private static ItemMapping[] Sorted(IEnumerable<ItemMapping> mappings)
    {
        var rows = new List<ItemMapping>(mappings).ToArray();
        if (Array.IndexOf(rows, null) is >= 0 and var gap)
        {
            throw new ArgumentException("Mapping " + gap.ToString(CultureInfo.InvariantCulture) + " is null.", nameof(mappings));
        }

        Array.Sort(rows, static (a, b) =>
        {
            var order = string.CompareOrdinal(a.HospitalItem, b.HospitalItem);
            order = order != 0 ? order : string.CompareOrdinal(a.ListType, b.ListType);
            return order != 0 ? order : a.Interval.FirstDay.CompareTo(b.Interval.FirstDay);
        });
        return rows;
    }

    private static (int Items, int Characters) Measure(ItemMapping[] rows)
    {
        var (items, characters) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (i == 0 || !IsSameItem(rows[i - 1], rows[i]))
            {
                items++;
                characters = checked(characters + rows[i].HospitalItem.Length + 1);
            }
        }

        return (items, characters);
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

    private static int NumberOf(string listType, List<string> known)
    {
        var number = known.IndexOf(listType);
        if (number < 0)
        {
            number = known.Count;
            known.Add(number < MostListTypes ? listType : throw new ArgumentException("Too many list types."));
        }

        return number;
    }

    /// <summary>FNV-1a, finished so that the low bits that choose the bucket depend on all of it. Items are the hospital's own: nobody attacks with them.</summary>
    private static uint Hash(string item, char listType)
    {
        var hash = (2166136261u ^ listType) * 16777619u;
        foreach (var c in item)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 15;
        return hash * 2246822519u;
    }

    private static int PowerOfTwo(int atLeast)
    {
        var size = 4;
        while (size < atLeast)
        {
            size = checked(size * 2);
        }

        return size;
    }

    private readonly struct Pair
    {
        internal Pair(int firstDay, int endDay, int code) => (FirstDay, EndDay, Code) = (firstDay, endDay, code);

        internal int FirstDay { get; }

        internal int EndDay { get; }

        internal int Code { get; }
    }

    /// <summary>A hospital item in one list type; its pairs and its text end where those of the next item begin.</summary>
    private readonly struct Item
    {
        internal Item(int next, uint hash, int first, int text) => (Next, Hash, First, Text) = (next, hash, first, text);

        internal int Next { get; }

        internal uint Hash { get; }

        internal int First { get; }

        internal int Text { get; }
    }
}
