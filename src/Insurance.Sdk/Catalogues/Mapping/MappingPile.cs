using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Insurance.Sdk.Catalogues;

/// <summary>Pairs as they come, in any order and without an object for each: what an index is built from.</summary>
internal sealed class MappingPile
{
    private const int MostLetters = ushort.MaxValue;

    private static readonly Comparer<Row> ByDay = Comparer<Row>.Create(static (a, b) => a.Pair.FirstDay.CompareTo(b.Pair.FirstDay));

    private readonly List<string> _listTypes = new();
    private readonly PackedCodes.Builder _codes = new();
    private Row[] _rows = new Row[16];
    private char[] _letters = new char[256];
    private int _lettersEnd;

    internal int Count { get; private set; }

    internal void Add(ItemMapping pair) => Add(pair.HospitalItem, pair.ListType, pair.NationalCode, pair.Interval, pair.State);

    internal void Add(string item, string listType, string code, EffectiveInterval days, MappingState state)
    {
        if (item.Length > MostLetters)
        {
            throw new ArgumentException("A hospital item has more than " + MostLetters + " letters.");
        }

        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, checked(Count * 2));
        }

        if (_lettersEnd + item.Length > _letters.Length)
        {
            Array.Resize(ref _letters, checked(Math.Max(_lettersEnd + item.Length, _letters.Length * 2)));
        }

        item.CopyTo(0, _letters, _lettersEnd, item.Length);
        _rows[Count] = new Row(_lettersEnd, item.Length, NumberOf(listType), new MappingArena.Pair(days, _codes.Add(code), state));
        _lettersEnd += item.Length;
        Count++;
    }

    /// <summary>The pairs of each item together, by day.</summary>
    /// <exception cref="MappingOverlapException">Two pairs of one item and list type have a day in common.</exception>
    internal SortedPairs Sort()
    {
        var codes = _codes.Build();
        for (var seed = 1ul; ; seed++)
        {
            var (hashes, order) = (new ulong[Count], new int[Count]);
            for (var i = 0; i < Count; i++)
            {
                (hashes[i], order[i]) = (MappingArena.Hash(TextOf(_rows[i]), _rows[i].ListType, seed), i);
            }

            // Numbers are sorted and not texts: it takes a fraction of the time, and which item comes first does not matter.
            Array.Sort(hashes, order);
            var rows = Array.ConvertAll(order, i => _rows[i]);
            if (Starts(hashes, rows) is { } starts && PerfectPlaces.TryFind(hashes, starts) is { } places)
            {
                var sorted = new SortedPairs(_letters, rows, starts, places, seed, _listTypes.ToArray(), codes);
                sorted.RefuseOverlaps();
                return sorted;
            }

            // Two items have one hash, a chance of one in a thousand millions: another seed parts them.
        }
    }

    /// <summary>Where each item begins, and the number of rows, with the rows of an item by day; null where two items have one hash.</summary>
    private int[]? Starts(ulong[] hashes, Row[] rows)
    {
        var starts = new List<int>(rows.Length + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            if (i == 0 || hashes[i] != hashes[i - 1])
            {
                starts.Add(i);
                continue;
            }

            if (rows[i].ListType != rows[i - 1].ListType || !TextOf(rows[i]).SequenceEqual(TextOf(rows[i - 1])))
            {
                return null;
            }
        }

        starts.Add(rows.Length);
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i] - starts[i - 1] > 1)
            {
                Array.Sort(rows, starts[i - 1], starts[i] - starts[i - 1], ByDay);
            }
        }

        return starts.ToArray();
    }

    private ReadOnlySpan<char> TextOf(in Row row) => _letters.AsSpan(row.Text, row.Length);

    private int NumberOf(string listType)
    {
        if (Count > 0 && _rows[Count - 1].ListType is var last && string.Equals(_listTypes[last], listType, StringComparison.Ordinal))
        {
            return last;
        }

        if (_listTypes.IndexOf(listType) is >= 0 and var known)
        {
            return known;
        }

        _listTypes.Add(_listTypes.Count < short.MaxValue ? listType : throw new ArgumentException("There are too many list types."));
        return _listTypes.Count - 1;
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Row
    {
        internal Row(int text, int length, int listType, MappingArena.Pair pair) => (Text, Length, ListType, Pair) = (text, length, listType, pair);

        internal int Text { get; }

        internal int Length { get; }

        internal int ListType { get; }

        internal MappingArena.Pair Pair { get; }
    }

    /// <summary>The pairs of each item together, by day, and the place of each item.</summary>
    internal sealed class SortedPairs
    {
        private readonly char[] _letters;
        private readonly Row[] _rows;
        private readonly int[] _starts;

        internal SortedPairs(char[] letters, Row[] rows, int[] starts, PerfectPlaces places, ulong seed, string[] listTypes, PackedCodes codes)
        {
            (_letters, _rows, _starts) = (letters, rows, starts);
            (Places, Seed, ListTypes, Codes) = (places, seed, listTypes, codes);
        }

        internal PerfectPlaces Places { get; }

        internal ulong Seed { get; }

        internal string[] ListTypes { get; }

        internal PackedCodes Codes { get; }

        internal int Count => _rows.Length;

        internal int Items => _starts.Length - 1;

        internal ReadOnlySpan<Row> Of(int item) => _rows.AsSpan(_starts[item], _starts[item + 1] - _starts[item]);

        internal ReadOnlySpan<char> TextOf(int item) => _letters.AsSpan(_rows[_starts[item]].Text, _rows[_starts[item]].Length);

        internal int ListTypeOf(int item) => _rows[_starts[item]].ListType;

        internal void RefuseOverlaps()
        {
            for (var item = 0; item < Items; item++)
            {
                var rows = Of(item);
                for (var i = 1; i < rows.Length; i++)
                {
                    if (rows[i].Pair.FirstDay < rows[i - 1].Pair.EndDay)
                    {
                        throw new MappingOverlapException(Whole(item, rows[i - 1].Pair), Whole(item, rows[i].Pair));
                    }
                }
            }
        }

        private ItemMapping Whole(int item, in MappingArena.Pair pair)
            => new(TextOf(item).ToString(), ListTypes[ListTypeOf(item)], Codes[pair.Code], EffectiveInterval.OfDays(pair.FirstDay, pair.EndDay)) { State = pair.State };
    }
}
