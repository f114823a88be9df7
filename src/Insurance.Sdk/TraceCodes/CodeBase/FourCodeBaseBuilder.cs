using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Takes rows one after the other and makes a <see cref="FourCodeBase"/> of them, without keeping the rows.</summary>
/// <remarks>For one thread, and for one base.</remarks>
public sealed class FourCodeBaseBuilder
{
    private readonly FourCodeTexts _texts = new();
    private readonly List<int> _offsets = new();
    private readonly List<int> _prefixes = new();
    private readonly List<byte> _sources = new();
    private readonly List<int> _versions = new();
    private readonly List<long> _barcodes = new();
    private readonly string[] _fields = new string[(int)FourCodeField.Count];
    private bool _isBuilt;

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">The row is wrong; field and rule are named.</exception>
    public void Add(FourCodeRow row)
    {
        if ((row ?? throw new ArgumentNullException(nameof(row))).Check() is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(row));
        }

        FourCodeRow.TryPrefix(row.Prefix, out var prefix);
        FourCodeBase.TryBarcode(row.Barcode, out var barcode);
        _fields[(int)FourCodeField.HospitalItemCode] = row.HospitalItemCode;
        _fields[(int)FourCodeField.NationalItemCode] = row.NationalItemCode;
        _fields[(int)FourCodeField.Barcode] = row.Barcode;
        _fields[(int)FourCodeField.StandardDrugCode] = row.StandardDrugCode;
        _fields[(int)FourCodeField.WholeCode] = row.WholeCode;
        _fields[(int)FourCodeField.Name] = row.Name;
        _fields[(int)FourCodeField.PackSize] = row.PackSize?.ToString(CultureInfo.InvariantCulture) ?? "";
        _offsets.Add(_texts.Add(_fields));
        _prefixes.Add(prefix);
        _sources.Add((byte)row.Source);
        _versions.Add(row.Version);
        _barcodes.Add(barcode);
    }

    /// <summary>Makes the base.</summary>
    /// <param name="version">Number of the fill.</param>
    /// <exception cref="InvalidOperationException">The builder was used before.</exception>
    public FourCodeBase Build(int version = 0)
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("A builder makes one base");
        }

        _isBuilt = true;
        _texts.Trim();
        var starts = Starts(out var prefixCount, out var withoutPrefix);
        var place = new int[_prefixes.Count];
        var next = (int[])starts.Clone();
        for (var i = 0; i < place.Length; i++)
        {
            place[i] = _prefixes[i] == 0 ? withoutPrefix++ : next[_prefixes[i] - FourCodeBase.FirstPrefix]++;
        }

        var offsets = Placed(_offsets, place);
        return new FourCodeBase(
            new FourCodeTables
            {
                Texts = _texts,
                PrefixCount = prefixCount,
                PrefixStarts = starts,
                Offsets = offsets,
                Prefixes = Placed(_prefixes, place),
                Sources = Placed(_sources, place),
                Versions = Placed(_versions, place),
                Barcodes = SortedBarcodes(place, out var barcodeRows),
                BarcodeRows = barcodeRows,
                WholeCodeRows = Sorted(offsets, FourCodeField.WholeCode),
                HospitalItemRows = Sorted(offsets, FourCodeField.HospitalItemCode),
                NationalItemRows = Sorted(offsets, FourCodeField.NationalItemCode),
            },
            version);
    }

    /// <summary>Counts the rows of each prefix and adds up: where each prefix begins. Rows without prefix stand before all others.</summary>
    private int[] Starts(out int prefixCount, out int withoutPrefix)
    {
        var starts = new int[FourCodeBase.PrefixSpace + 1];
        var without = 0;
        prefixCount = 0;
        foreach (var prefix in _prefixes)
        {
            if (prefix == 0)
            {
                without++;
            }
            else if (starts[prefix - FourCodeBase.FirstPrefix + 1]++ == 0)
            {
                prefixCount++;
            }
        }

        starts[0] = without;
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        withoutPrefix = 0;
        return starts;
    }

    private long[] SortedBarcodes(int[] place, out int[] rows)
    {
        var count = 0;
        foreach (var barcode in _barcodes)
        {
            count += barcode > 0 ? 1 : 0;
        }

        var keys = new long[count];
        rows = new int[count];
        var at = 0;
        for (var i = 0; i < _barcodes.Count; i++)
        {
            if (_barcodes[i] > 0)
            {
                keys[at] = _barcodes[i];
                rows[at++] = place[i];
            }
        }

        Array.Sort(keys, rows);
        return keys;
    }

    /// <summary>The rows that have a text in a field, in the order of the text.</summary>
    private int[] Sorted(int[] offsets, FourCodeField field)
    {
        var rows = new List<int>();
        for (var row = 0; row < offsets.Length; row++)
        {
            if (_texts.Slice(offsets[row], field).Count > 0)
            {
                rows.Add(row);
            }
        }

        var sorted = rows.ToArray();
        Array.Sort(sorted, new ByText(_texts, offsets, field));
        return sorted;
    }

    private static T[] Placed<T>(List<T> values, int[] place)
    {
        var placed = new T[place.Length];
        for (var i = 0; i < place.Length; i++)
        {
            placed[place[i]] = values[i];
        }

        return placed;
    }

    /// <summary>Order of a text, and of the row among equal ones: the same rows always make the same base.</summary>
    private sealed class ByText : IComparer<int>
    {
        private readonly FourCodeTexts _texts;
        private readonly int[] _offsets;
        private readonly FourCodeField _field;

        internal ByText(FourCodeTexts texts, int[] offsets, FourCodeField field)
        {
            _texts = texts;
            _offsets = offsets;
            _field = field;
        }

        public int Compare(int x, int y)
        {
            var compared = FourCodeTexts.Compare(_texts.Slice(_offsets[x], _field), _texts.Slice(_offsets[y], _field));
            return compared != 0 ? compared : x.CompareTo(y);
        }
    }
}
