using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Insurance.Sdk.Catalogues;

/// <summary>Items with their pairs, one after the other in one array, and a hash table that says where each begins.</summary>
/// <remarks>
/// An item is: length of its text and number of its list type, number of its pairs, its text two letters an int, its pairs. Text and pairs of an item are
/// neighbours because finding one waits for memory and for little else: one place of the table, one of the items, one of the codes.
/// </remarks>
internal sealed class MappingArena
{
    private const int MostLetters = ushort.MaxValue;

    private readonly Slot[] _slots;
    private readonly int[] _ints;
    private readonly List<string> _listTypesBuilt = new();
    private PackedCodes.Builder? _codesBuilt = new();
    private string[] _listTypes = Array.Empty<string>();
    private PackedCodes _codes = null!;
    private int _end = 1;

    internal MappingArena(int items, int ints)
    {
        // A third of the places stays free; place 0 of the items means a free one.
        _slots = new Slot[Math.Max(4, (int)(items * 1.35))];
        _ints = new int[checked(ints + 1)];
    }

    internal static int HeadOf(string item) => 2 + ((item.Length + 1) / 2);

    /// <summary>Takes the pairs of one item, in the order of their days.</summary>
    internal void Add(ItemMapping[] rows, int first, int end)
    {
        var item = rows[first].HospitalItem;
        if (item.Length > MostLetters)
        {
            throw new ArgumentException("A hospital item has more than " + MostLetters + " letters.");
        }

        var listType = NumberOf(rows[first].ListType);
        var hash = Hash(item, listType);
        var slot = PlaceOf(hash);
        while (_slots[slot].Item != 0)
        {
            slot = slot + 1 == _slots.Length ? 0 : slot + 1;
        }

        _slots[slot] = new Slot(hash, _end);
        _ints[_end] = item.Length | (listType << 16);
        _ints[_end + 1] = end - first;
        item.AsSpan().CopyTo(MemoryMarshal.Cast<int, char>(_ints.AsSpan(_end + 2)));
        _end += HeadOf(item);
        for (var i = first; i < end; i++)
        {
            MemoryMarshal.Cast<int, Pair>(_ints.AsSpan(_end, Pair.Ints))[0] = new Pair(rows[i].Interval, _codesBuilt!.Add(rows[i].NationalCode), rows[i].State);
            _end += Pair.Ints;
        }
    }

    internal void Close()
    {
        _codes = _codesBuilt!.Build();
        _codesBuilt = null;
        _listTypes = _listTypesBuilt.ToArray();
    }

    internal string CodeOf(in Pair pair) => _codes[pair.Code];

    /// <summary>The pairs of an item in the order of their days; empty where there are none.</summary>
    internal ReadOnlySpan<Pair> Find(string item, string listType)
    {
        var number = 0;
        while (number < _listTypes.Length && !string.Equals(_listTypes[number], listType, StringComparison.Ordinal))
        {
            number++;
        }

        if (number == _listTypes.Length)
        {
            return default;
        }

        var hash = Hash(item, number);
        var head = item.Length | (number << 16);
        for (var slot = PlaceOf(hash); _slots[slot].Item is not 0 and var place; slot = slot + 1 == _slots.Length ? 0 : slot + 1)
        {
            if (_slots[slot].Hash == hash && _ints[place] == head
                && MemoryMarshal.Cast<int, char>(_ints.AsSpan(place + 2)).Slice(0, item.Length).SequenceEqual(item.AsSpan()))
            {
                return MemoryMarshal.Cast<int, Pair>(_ints.AsSpan(place + HeadOf(item), _ints[place + 1] * Pair.Ints));
            }
        }

        return default;
    }

    private int NumberOf(string listType)
    {
        var number = _listTypesBuilt.IndexOf(listType);
        if (number < 0)
        {
            number = _listTypesBuilt.Count;
            _listTypesBuilt.Add(number < short.MaxValue ? listType : throw new ArgumentException("There are too many list types."));
        }

        return number;
    }

    private int PlaceOf(uint hash) => (int)(((ulong)hash * (ulong)_slots.Length) >> 32);

    /// <summary>Four letters at a time, mixed so that the high bits that choose the place depend on all of them. Items are the hospital's own: nobody attacks with them.</summary>
    private static uint Hash(string item, int listType)
    {
        const ulong Odd = 0xFF51AFD7ED558CCD;
        var rest = MemoryMarshal.AsBytes(item.AsSpan());
        var hash = unchecked((((ulong)item.Length << 32) | (uint)listType) * Odd);
        for (; rest.Length >= sizeof(ulong); rest = rest.Slice(sizeof(ulong)))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(rest));
        }

        for (; rest.Length >= sizeof(char); rest = rest.Slice(sizeof(char)))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<char>(rest));
        }

        return (uint)(Mix(hash) >> 32);

        static ulong Mix(ulong value)
        {
            value = unchecked(value * Odd);
            return value ^ (value >> 32);
        }
    }

    private readonly struct Slot
    {
        internal Slot(uint hash, int item) => (Hash, Item) = (hash, item);

        internal uint Hash { get; }

        internal int Item { get; }
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
}
