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
    /// <summary>Fees whose memory is waited for together: as many as a processor fetches at once, and little enough to stay on the stack.</summary>
    private const int AtOnce = 32;

    private readonly MappingArena _arena;

    /// <summary>Builds the index.</summary>
    /// <param name="mappings">All pairs in any order.</param>
    /// <exception cref="MappingOverlapException">Two pairs of one item and list type have a day in common.</exception>
    public MappingIndex(IEnumerable<ItemMapping> mappings)
        : this(Piled(mappings ?? throw new ArgumentNullException(nameof(mappings))))
    {
    }

    internal MappingIndex(MappingPile pile)
    {
        var pairs = pile.Sort();
        _arena = new MappingArena(pairs);
        (Count, ItemCount) = (pairs.Count, pairs.Items);
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
        => On(_arena.Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType))), feeTime);

    /// <summary>The codes of many fees at once, such as those of a month: the same answers, in a large index several times as fast as one after the other.</summary>
    /// <param name="fees">The fees.</param>
    /// <param name="answers">Takes the answers, in the order of the fees; not shorter than they are.</param>
    /// <exception cref="ArgumentException">The answers have too little room, or a fee has no item or list type; nothing is written then.</exception>
    public void Resolve(ReadOnlySpan<MappingQuestion> fees, Span<MappingResolution> answers)
    {
        if (answers.Length < fees.Length)
        {
            throw new ArgumentException("There is room for " + answers.Length.ToString(CultureInfo.InvariantCulture) + " answers and there are " + fees.Length.ToString(CultureInfo.InvariantCulture) + " fees.", nameof(answers));
        }

        for (var i = 0; i < fees.Length; i++)
        {
            if (fees[i].HospitalItem is null || fees[i].ListType is null)
            {
                throw new ArgumentException("Fee " + i.ToString(CultureInfo.InvariantCulture) + " has no " + (fees[i].HospitalItem is null ? "hospital item (medins_list_codg)." : "list type (list_type)."), nameof(fees));
            }
        }

        Span<int> cells = stackalloc int[AtOnce];
        Span<int> types = stackalloc int[AtOnce];
        for (; !fees.IsEmpty; fees = fees.Slice(cells.Length), answers = answers.Slice(cells.Length))
        {
            cells = cells.Slice(0, Math.Min(cells.Length, fees.Length));
            _arena.FindCells(fees.Slice(0, cells.Length), cells, types);
            for (var i = 0; i < cells.Length; i++)
            {
                answers[i] = On(_arena.At(cells[i], fees[i].HospitalItem, types[i]), fees[i].FeeTime);
            }
        }
    }

    /// <summary>All pairs of an item in a list type in the order of their days; empty where it was never mapped.</summary>
    public IReadOnlyList<MappingResolution> History(string hospitalItem, string listType)
    {
        var result = new List<MappingResolution>();
        var pairs = _arena.Find(hospitalItem ?? throw new ArgumentNullException(nameof(hospitalItem)), listType ?? throw new ArgumentNullException(nameof(listType)));
        for (var i = 0; i < pairs.Rows.Length; i++)
        {
            result.Add(Answer(MappingReason.Found, pairs, i));
        }

        return result;
    }

    private static MappingResolution On(MappingArena.ItemPairs pairs, ChinaTime feeTime)
    {
        var rows = pairs.Rows;
        if (rows.IsEmpty)
        {
            return default;
        }

        // The first pair that begins after the day; the one before it began on the day or earlier.
        var day = EffectiveInterval.DayOf(feeTime);
        var later = FirstAfter(rows, day);
        if (later == 0)
        {
            return Answer(MappingReason.BeginsLater, pairs, 0);
        }

        return Answer(rows[later - 1].EndDay > day ? MappingReason.Found : later == rows.Length ? MappingReason.Ended : MappingReason.Gap, pairs, later - 1);
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

    private static MappingResolution Answer(MappingReason reason, MappingArena.ItemPairs pairs, int index)
        => new(reason, pairs.CodeOf(index), EffectiveInterval.OfDays(pairs.Rows[index].FirstDay, pairs.Rows[index].EndDay), pairs.Rows[index].State);

    private static MappingPile Piled(IEnumerable<ItemMapping> mappings)
    {
        var pile = new MappingPile();
        foreach (var mapping in mappings)
        {
            pile.Add(mapping ?? throw new ArgumentException("Mapping " + pile.Count.ToString(CultureInfo.InvariantCulture) + " is null.", nameof(mappings)));
        }

        return pile;
    }
}
