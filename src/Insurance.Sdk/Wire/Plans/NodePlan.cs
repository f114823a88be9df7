using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>A node as one edition has it: its fields in the order of the generated table, then those that only corrections know.</summary>
internal sealed class NodePlan
{
    private NameTable? _names;

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

    internal NameTable Names => _names ??= NameTable.Of(this);

    internal FieldPlan? FindField(string code)
    {
        foreach (var field in Fields)
        {
            if (FieldName.Same(field.Code, code))
            {
                return field;
            }
        }

        return null;
    }

    internal int IndexOf(string code)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (FieldName.Same(Fields[i].Code, code))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Finds a field by the key of an answer: case and underscores do not matter.</summary>
internal sealed class NameTable
{
    private readonly byte[]?[] _names;
    private readonly int[] _fields;
    private readonly int _mask;

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
            table.Add(node.Fields[i].WriteAs, i);
            table.Add(node.Fields[i].Code, i);
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
        if (json.HasValueSequence || json.ValueIsEscaped)
        {
            return Find(Encoding.UTF8.GetBytes(json.GetString()!));
        }

        return Find(json.ValueSpan);
    }

    internal int Find(ReadOnlySpan<byte> name)
    {
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

    private void Add(string name, int field)
    {
        if (name.Length == 0)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(FieldName.Normal(name));
        if (Find(bytes) >= 0)
        {
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
