using System;
using System.Runtime.InteropServices;

namespace Insurance.Sdk.Catalogues;

/// <summary>Items with their pairs, each in one line of the processor's cache.</summary>
/// <remarks>
/// Finding an item waits for memory and for little else, so it waits once: every item has a cell of its own (<see cref="PerfectPlaces"/>) with its
/// head, its text two letters an int, and its pairs, and the strings of its codes have a place that follows from the cell. What does not fit
/// into a cell (long texts, many pairs) lies in a second array, and the cell says where.
/// </remarks>
internal sealed class MappingArena
{
    private const int CellInts = 16;
    private const int CellPairs = 2;
    private const int HeadInts = 2;

    private readonly PerfectPlaces _places;
    private readonly ulong _seed;
    private readonly int[] _cells;
    private readonly int _firstCell;
    private readonly int[] _large;
    private readonly string[] _listTypes;
    private readonly PackedCodes _codes;
    private readonly string?[] _texts;

    /// <summary>Takes the pairs of all items.</summary>
    internal MappingArena(MappingPile.SortedPairs pairs)
    {
        (_places, _seed, _listTypes, _codes) = (pairs.Places, pairs.Seed, pairs.ListTypes, pairs.Codes);
        (_cells, _firstCell) = Cells(_places.Count);
        var (large, text) = Measure(pairs);
        (_large, _texts) = (new int[large], new string?[text]);
        (large, text) = (1, _places.Count * CellPairs);
        for (var i = 0; i < pairs.Items; i++)
        {
            var (rows, item, number) = (pairs.Of(i).Length, pairs.TextOf(i).Length, pairs.ListTypeOf(i));
            var cell = Cell(_places.Of(Hash(pairs.TextOf(i), number, _seed)));
            cell[0] = HeadOf(item, number);
            if (Fits(item, rows))
            {
                cell[1] = rows;
                Write(pairs, i, cell.Slice(HeadInts));
                continue;
            }

            cell[1] = -large;
            (_large[large], _large[large + 1]) = (rows, text);
            Write(pairs, i, _large.AsSpan(large + HeadInts));
            (large, text) = (large + TextEnd(item) + (rows * Pair.Ints), text + rows);
        }
    }

    /// <summary>The pairs of an item in the order of their days.</summary>
    internal ItemPairs Find(string item, string listType) => NumberOf(listType) is >= 0 and var number ? At(_places.Of(Hash(item.AsSpan(), number, _seed)), item, number) : default;

    /// <summary>
    /// The first half of finding many: the cells of their items. Each step is done for all of them before the next one begins, so that the memory of all is
    /// on its way at once; the second half then finds it in the cache.
    /// </summary>
    /// <param name="fees">The fees.</param>
    /// <param name="cells">Takes the cells.</param>
    /// <param name="numbers">Takes the numbers of the list types; -1 for an item that is not there.</param>
    /// <returns>How many of the items have been asked for before.</returns>
    internal int FindCells(ReadOnlySpan<MappingQuestion> fees, Span<int> cells, Span<int> numbers)
    {
        var known = 0;
        for (var i = 0; i < fees.Length; i++)
        {
            numbers[i] = i > 0 && ReferenceEquals(fees[i].ListType, fees[i - 1].ListType) ? numbers[i - 1] : NumberOf(fees[i].ListType);
            cells[i] = _places.Of(Hash(fees[i].HospitalItem.AsSpan(), numbers[i], _seed));
        }

        for (var i = 0; i < fees.Length; i++)
        {
            // A cell that is not the item's is told here already, which also fetches it.
            if (_cells[_firstCell + (cells[i] * CellInts)] != HeadOf(fees[i].HospitalItem.Length, numbers[i]))
            {
                numbers[i] = -1;
            }
        }

        // Counting reads the places of the strings, and reading fetches them.
        for (var i = 0; i < fees.Length; i++)
        {
            known += _texts[cells[i] * CellPairs] is null ? 0 : 1;
        }

        return known;
    }

    /// <summary>The second half: the pairs in a cell, where it is the item's.</summary>
    internal ItemPairs At(int place, string item, int number)
    {
        if (number < 0)
        {
            return default;
        }

        // Read before the cell is, and not behind it: the two come from memory together.
        ref var texts = ref _texts[place * CellPairs];
        var text = texts;
        var cell = Cell(place);
        if (cell[0] != HeadOf(item.Length, number))
        {
            return default;
        }

        var (count, first) = (cell[1], place * CellPairs);
        ReadOnlySpan<int> rest = cell;
        if (count < 0)
        {
            rest = _large.AsSpan(-count);
            (count, first) = (rest[0], rest[1]);
            text = _texts[first];
        }

        return MemoryMarshal.Cast<int, char>(rest.Slice(HeadInts)).Slice(0, item.Length).SequenceEqual(item.AsSpan())
            ? new ItemPairs(this, MemoryMarshal.Cast<int, Pair>(rest.Slice(TextEnd(item.Length), count * Pair.Ints)), first, text)
            : default;
    }

    /// <summary>Length of the second array, which begins with a place that nobody has, and of the strings.</summary>
    private (int Large, int Texts) Measure(MappingPile.SortedPairs pairs)
    {
        var (large, texts) = (1, _places.Count * CellPairs);
        for (var i = 0; i < pairs.Items; i++)
        {
            var (rows, item) = (pairs.Of(i).Length, pairs.TextOf(i).Length);
            if (!Fits(item, rows))
            {
                (large, texts) = (checked(large + TextEnd(item) + (rows * Pair.Ints)), texts + rows);
            }
        }

        return (large, texts);
    }

    /// <summary>Cells that begin where a line of the cache does. Frameworks that cannot keep an array in its place have them across two lines.</summary>
    private static (int[] Cells, int First) Cells(int count)
    {
        var ints = checked((count + 1) * CellInts);
#if NET
        var cells = GC.AllocateArray<int>(ints, pinned: true);
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(cells, 0) % (CellInts * sizeof(int)));
        return (cells, beyond == 0 ? 0 : CellInts - (beyond / sizeof(int)));
#else
        return (new int[ints], 0);
#endif
    }

    private static void Write(MappingPile.SortedPairs pairs, int item, Span<int> room)
    {
        var text = pairs.TextOf(item);
        text.CopyTo(MemoryMarshal.Cast<int, char>(room));
        var places = MemoryMarshal.Cast<int, Pair>(room.Slice(TextEnd(text.Length) - HeadInts));
        var rows = pairs.Of(item);
        for (var i = 0; i < rows.Length; i++)
        {
            places[i] = rows[i].Pair;
        }
    }

    private static bool Fits(int letters, int pairs) => pairs <= CellPairs && TextEnd(letters) + (pairs * Pair.Ints) <= CellInts;

    private static int TextEnd(int letters) => HeadInts + ((letters + 1) / 2);

    /// <summary>Never 0, which is the head of a free cell.</summary>
    private static int HeadOf(int letters, int number) => letters | ((number + 1) << 16);

    private Span<int> Cell(int place) => _cells.AsSpan(_firstCell + (place * CellInts), CellInts);

    /// <summary>Number of a list type that has pairs, else -1.</summary>
    private int NumberOf(string listType)
    {
        for (var number = 0; number < _listTypes.Length; number++)
        {
            if (string.Equals(_listTypes[number], listType, StringComparison.Ordinal))
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>Four letters at a time, mixed so that all bits depend on all of them. Items are the hospital's own: nobody attacks with them.</summary>
    internal static ulong Hash(ReadOnlySpan<char> item, int listType, ulong seed)
    {
        const ulong Odd = 0xFF51AFD7ED558CCD;
        var rest = MemoryMarshal.AsBytes(item);
        var hash = unchecked(((((ulong)item.Length << 32) | (uint)listType) + seed) * Odd);
        for (; rest.Length >= sizeof(ulong); rest = rest.Slice(sizeof(ulong)))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(rest));
        }

        for (; rest.Length >= sizeof(char); rest = rest.Slice(sizeof(char)))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<char>(rest));
        }

        return Mix(hash);

        static ulong Mix(ulong value)
        {
            value = unchecked(value * Odd);
            return value ^ (value >> 32);
        }
    }

    /// <summary>Days, code and state of a pair in three ints.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Pair
    {
        internal const int Ints = 3;
        private const int StateBits = 4;
        private readonly int _codeAndState;

        internal Pair(EffectiveInterval days, int code, MappingState state)
        {
            (FirstDay, EndDay) = (days.FirstDay, days.EndDay);
            _codeAndState = checked(code * (1 << StateBits)) | ((int)state & ((1 << StateBits) - 1));
        }

        internal int FirstDay { get; }

        internal int EndDay { get; }

        internal int Code => _codeAndState >> StateBits;

        internal MappingState State => (MappingState)(_codeAndState & ((1 << StateBits) - 1));
    }

    /// <summary>The pairs of one item in the order of their days; none where it has none.</summary>
    internal readonly ref struct ItemPairs
    {
        private readonly MappingArena _arena;
        private readonly int _firstText;
        private readonly string? _text;

        internal ItemPairs(MappingArena arena, ReadOnlySpan<Pair> rows, int firstText, string? text)
        {
            (_arena, _firstText, _text) = (arena, firstText, text);
            Rows = rows;
        }

        internal ReadOnlySpan<Pair> Rows { get; }

        /// <summary>A code becomes a string when it is first asked for and stays one. Two threads may both make it; either one is right.</summary>
        internal string CodeOf(int pair)
            => (pair == 0 ? _text : null) ?? (_arena._texts[_firstText + pair] ??= _arena._codes[Rows[pair].Code]);
    }
}
