using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>Rows by key and by day.</summary>
/// <remarks>
/// A center's rows may overlap: nothing says that they do not. The row that begins last counts, and of two that begin on one day the one given
/// last: the order in which the center sends its corrections.
/// </remarks>
internal sealed class DatedTable<TRow>
    where TRow : class
{
    private readonly Dictionary<DatedKey, TRow[]> _rows = new();
    private readonly Func<TRow, EffectiveInterval> _interval;

    internal DatedTable(IEnumerable<TRow> rows, Func<TRow, DatedKey> key, Func<TRow, EffectiveInterval> interval, string name)
    {
        _interval = interval;
        var lists = new Dictionary<DatedKey, List<TRow>>();
        foreach (var row in rows ?? throw new ArgumentNullException(name))
        {
            var place = key(row ?? throw new ArgumentException("A row is null.", name));
            if (!lists.TryGetValue(place, out var list))
            {
                lists.Add(place, list = new List<TRow>(1));
            }

            list.Add(row);
            Count++;
        }

        foreach (var pair in lists)
        {
            _rows.Add(pair.Key, InOrder(pair.Value));
        }
    }

    internal int Count { get; }

    internal TRow? Find(DatedKey key, ChinaTime time)
    {
        if (!_rows.TryGetValue(key, out var rows))
        {
            return null;
        }

        for (var i = rows.Length - 1; i >= 0; i--)
        {
            if (_interval(rows[i]).Contains(time))
            {
                return rows[i];
            }
        }

        return null;
    }

    /// <summary>All rows of a key, those that begin last at the end; empty where there are none.</summary>
    internal IReadOnlyList<TRow> All(DatedKey key) => _rows.TryGetValue(key, out var rows) ? rows : Array.Empty<TRow>();

    /// <summary>Insertion keeps the given order among rows of one day, and a key has few rows.</summary>
    private TRow[] InOrder(List<TRow> rows)
    {
        var result = rows.ToArray();
        for (var i = 1; i < result.Length; i++)
        {
            var row = result[i];
            var place = i;
            for (; place > 0 && _interval(result[place - 1]).FirstDay > _interval(row).FirstDay; place--)
            {
                result[place] = result[place - 1];
            }

            result[place] = row;
        }

        return result;
    }
}

/// <summary>Up to three texts that together name the rows of one thing; case counts.</summary>
internal readonly record struct DatedKey(string First, string Second, string Third);
