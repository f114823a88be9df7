using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>A node as one edition has it: its fields in the order of the generated table, then those that only corrections know.</summary>
internal sealed class NodePlan
{
    private NameTable? _names;
    private FieldPlan[]? _fields;
    private NodeCells? _cells;
    private byte[][]? _keys;

    internal NodePlan(string id)
    {
        Id = id;
    }

    internal string Id { get; }

    internal string? WireName { get; set; }

    internal List<string> AlsoSeen { get; } = new();

    internal string? Parent { get; set; }

    internal bool IsMany { get; set; }

    internal bool RowsAtRoot { get; set; }

    internal FieldPresence Presence { get; set; }

    /// <summary>Fields; the first <see cref="TypedCount"/> have a property, the others live in <see cref="StandardRecord.Extra"/>.</summary>
    internal List<FieldPlan> Fields { get; } = new();

    internal int TypedCount { get; set; }

    /// <summary>A field by its place; the plan is complete when this is first asked.</summary>
    internal FieldPlan this[int field] => (_fields ??= Fields.ToArray())[field];

    /// <summary>What the usual values need, in the fields' order; the plan is complete when this is first asked.</summary>
    internal NodeCells Cells => _cells ??= new NodeCells(this);

    internal NameTable Names => _names ??= NameTable.Of(this);

    private readonly ConcurrentDictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The field at each place of the last object that was read: rows of one answer look alike. A guess that is always checked, so threads may share it.</summary>
    private readonly int[] _lastAt = new int[64];

    /// <summary>Place of the field that the property name means; -1 for an unknown one.</summary>
    /// <param name="json">Stands on the property name.</param>
    /// <param name="place">How many properties of the object came before.</param>
    internal int Find(ref Utf8JsonReader json, int place)
    {
        if (place < _lastAt.Length && !json.HasValueSequence)
        {
            var guess = _lastAt[place];
            var keys = _keys ??= Fields.ConvertAll(f => f.KeyBytes).ToArray();
            if (guess < keys.Length && json.ValueSpan.SequenceEqual(keys[guess]))
            {
                return guess;
            }

            var found = Names.Find(ref json);
            if (found >= 0)
            {
                _lastAt[place] = found;
            }

            return found;
        }

        return Names.Find(ref json);
    }

    /// <summary><see cref="IndexOf"/> for a code that the table itself names, again and again; the plan is complete when this is first asked.</summary>
    internal int PlaceOf(string code)
    {
        if (!_places.TryGetValue(code, out var place))
        {
            _places[code] = place = IndexOf(code);
        }

        return place;
    }

    internal FieldPlan? FindField(string code) => IndexOf(code) is >= 0 and var field ? Fields[field] : null;

    /// <summary>Place of a field: its exact spelling first, then without case and underscores; -1 where there is none.</summary>
    internal int IndexOf(string code)
    {
        var exact = Fields.FindIndex(f => f.Code == code);
        return exact >= 0 ? exact : Fields.FindIndex(f => FieldName.Same(f.Code, code) || FieldName.Same(f.WriteAs, code));
    }
}

/// <summary>Finds a field by the key of an answer: case and underscores do not matter.</summary>
internal sealed class NameTable
{
    private readonly byte[]?[] _names;
    private readonly int[] _fields;
    private readonly int _mask;

    /// <summary>Fields that differ in nothing but case and underscores (4701: mdtrt_sn and mdtrtsn): their exact spelling decides.</summary>
    private List<(byte[] Exact, int Field)>? _twins;

    private NameTable(int capacity)
    {
        _names = new byte[capacity][];
        _fields = new int[capacity];
        _mask = capacity - 1;
    }

    internal static NameTable Of(NodePlan node)
    {
        var capacity = 16;
        var count = 0;
        foreach (var field in node.Fields)
        {
            count += 2 + field.AcceptAs.Count + (field.Child?.AlsoSeen.Count ?? 0);
        }

        while (capacity < count * 2)
        {
            capacity *= 2;
        }

        var table = new NameTable(capacity);
        // The table's own spellings first: an alias never hides a real field.
        for (var i = 0; i < node.Fields.Count; i++)
        {
            table.Add(node.Fields[i].WriteAs, i, isOwnSpelling: true);
            table.Add(node.Fields[i].Code, i, isOwnSpelling: true);
        }

        for (var i = 0; i < node.Fields.Count; i++)
        {
            foreach (var alias in node.Fields[i].AcceptAs)
            {
                table.Add(alias, i);
            }

            if (node.Fields[i].Child is { } child)
            {
                foreach (var alias in child.AlsoSeen)
                {
                    table.Add(alias, i);
                }
            }
        }

        return table;
    }

    /// <summary>Place of the field the reader's property name means; -1 for an unknown one.</summary>
    internal int Find(ref Utf8JsonReader json)
    {
        return json.HasValueSequence || json.ValueIsEscaped ? Find(UnescapedName(ref json)) : Find(json.ValueSpan);
    }

    private static byte[] UnescapedName(ref Utf8JsonReader json)
    {
        try
        {
            return Encoding.UTF8.GetBytes(json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return json.ValueSpan.ToArray();
        }
    }

    internal int Find(ReadOnlySpan<byte> name)
    {
        if (_twins is not null)
        {
            foreach (var (exact, field) in _twins)
            {
                if (name.SequenceEqual(exact))
                {
                    return field;
                }
            }
        }

        var slot = Hash(name) & _mask;
        while (_names[slot] is { } known)
        {
            if (Same(known, name))
            {
                return _fields[slot];
            }

            slot = (slot + 1) & _mask;
        }

        return -1;
    }

    private void Add(string name, int field, bool isOwnSpelling = false)
    {
        if (name.Length == 0)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(FieldName.Normal(name));
        var known = Find(bytes);
        if (known >= 0)
        {
            if (known != field && isOwnSpelling)
            {
                (_twins ??= new()).Add((Encoding.UTF8.GetBytes(name), field));
            }

            return;
        }

        var slot = Hash(bytes) & _mask;
        while (_names[slot] is not null)
        {
            slot = (slot + 1) & _mask;
        }

        _names[slot] = bytes;
        _fields[slot] = field;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var b in name)
        {
            if (b != (byte)'_')
            {
                hash = (hash ^ Lower(b)) * 16777619u;
            }
        }

        return (int)(hash & 0x7fffffff);
    }

    private static bool Same(byte[] known, ReadOnlySpan<byte> name)
    {
        var i = 0;
        foreach (var b in name)
        {
            if (b == (byte)'_')
            {
                continue;
            }

            if (i == known.Length || known[i] != Lower(b))
            {
                return false;
            }

            i++;
        }

        return i == known.Length;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
