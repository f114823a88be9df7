using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The four-code base (四码) in memory: which drugs stand behind a trace code's prefix, a barcode or a whole code, and the other way round.</summary>
/// <remarks>Never changes, so any number of threads may read it. About 70 bytes a row and 4 MB for the index.
/// Filled by <see cref="FourCodeBaseBuilder"/>; the durable store is CodeBaseStore of Insurance.Sdk.Storage.</remarks>
public sealed class FourCodeBase
{
    /// <summary>Lowest prefix: all begin with 8.</summary>
    internal const int FirstPrefix = 8_000_000;

    /// <summary>How many prefixes there can be.</summary>
    internal const int PrefixSpace = 1_000_000;

    private readonly FourCodeTables _tables;

    internal FourCodeBase(FourCodeTables tables, int version)
    {
        _tables = tables;
        Version = version;
    }

    /// <summary>A base without rows.</summary>
    public static FourCodeBase Empty { get; } = From(Array.Empty<FourCodeRow>());

    /// <summary>Number of the fill that the base shows; 0 for a base that was not stored.</summary>
    public int Version { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _tables.Count;

    /// <summary>How many different prefixes there are.</summary>
    public int PrefixCount => _tables.PrefixCount;

    /// <summary>All rows, by prefix.</summary>
    public FourCodeHits All => new(this, null, 0, Count);

    /// <summary>Makes a base of rows.</summary>
    /// <param name="rows">Rows that <see cref="FourCodeRow.Check"/> has nothing against.</param>
    /// <param name="version">Number of the fill.</param>
    /// <exception cref="ArgumentException">A row is wrong; field and rule are named.</exception>
    public static FourCodeBase From(IEnumerable<FourCodeRow> rows, int version = 0)
    {
        var builder = new FourCodeBaseBuilder();
        foreach (var row in rows ?? throw new ArgumentNullException(nameof(rows)))
        {
            builder.Add(row);
        }

        return builder.Build(version);
    }

    /// <summary>Rows behind a code: those of the whole code where there are any, else those of its prefix or GTIN.</summary>
    public FourCodeHits Find(TraceCode code)
    {
        if (_tables.HasWholeCodes && FindByWholeCode(code.Text) is { Count: > 0 } whole)
        {
            return whole;
        }

        return code.Kind switch
        {
            TraceCodeKind.Platform => FindByPrefix(code.PrefixNumber),
            TraceCodeKind.Gs1 => FindByBarcode(code.DrugPrefix),
            _ => None,
        };
    }

    /// <summary>Rows behind the prefix of a plain code of 20 digits, parsed and looked up without allocation. Rows of whole codes are not looked at.</summary>
    /// <param name="code">The code without anything around it; other texts find nothing.</param>
    public FourCodeHits Find(ReadOnlySpan<char> code)
        => TraceCodeParser.TryParsePrefix(code, out var prefix) ? FindByPrefix(prefix) : None;

    /// <summary>Rows behind a prefix.</summary>
    /// <param name="prefix">Seven digits as a number, 8000000 to 8999999; other numbers find nothing.</param>
    public FourCodeHits FindByPrefix(int prefix)
    {
        var at = prefix - FirstPrefix;
        if ((uint)at >= PrefixSpace)
        {
            return None;
        }

        var starts = _tables.PrefixStarts;
        return new FourCodeHits(this, null, starts[at], starts[at + 1] - starts[at]);
    }

    /// <summary>Rows behind a prefix of seven digits; other texts find nothing.</summary>
    public FourCodeHits FindByPrefix(string prefix)
        => FourCodeRow.TryPrefix(prefix ?? throw new ArgumentNullException(nameof(prefix)), out var number) ? FindByPrefix(number) : None;

    /// <summary>Rows with a barcode. 6900000000001 and the GTIN 06900000000001 are the same.</summary>
    /// <param name="barcode">8, 12, 13 or 14 digits; other texts find nothing.</param>
    public FourCodeHits FindByBarcode(string barcode)
    {
        if (!TryBarcode(barcode ?? throw new ArgumentNullException(nameof(barcode)), out var number))
        {
            return None;
        }

        var keys = _tables.Barcodes;
        var at = Array.BinarySearch(keys, number);
        if (at < 0)
        {
            return None;
        }

        var start = at;
        while (start > 0 && keys[start - 1] == number)
        {
            start--;
        }

        var end = at + 1;
        while (end < keys.Length && keys[end] == number)
        {
            end++;
        }

        return new FourCodeHits(this, _tables.BarcodeRows, start, end - start);
    }

    /// <summary>Rows of one whole code, as manufacturers' codes need.</summary>
    public FourCodeHits FindByWholeCode(string code) => FindByText(_tables.WholeCodeRows, FourCodeField.WholeCode, code);

    /// <summary>Rows of an item of the hospital: its prefixes and barcodes.</summary>
    public FourCodeHits FindByHospitalItem(string hospitalItemCode) => FindByText(_tables.HospitalItemRows, FourCodeField.HospitalItemCode, hospitalItemCode);

    /// <summary>Rows of a national item code (med_list_codg).</summary>
    public FourCodeHits FindByNationalItem(string nationalItemCode) => FindByText(_tables.NationalItemRows, FourCodeField.NationalItemCode, nationalItemCode);

    internal int PrefixOf(int row) => _tables.Prefixes[row];

    internal FourCodeSource SourceOf(int row) => (FourCodeSource)_tables.Sources[row];

    internal int VersionOf(int row) => _tables.Versions[row];

    internal string TextOf(int row, FourCodeField field)
    {
        var text = _tables.Texts.Slice(_tables.Offsets[row], field);
        return text.Count == 0 ? "" : Encoding.UTF8.GetString(text.Array!, text.Offset, text.Count);
    }

    internal static bool TryBarcode(string text, out long number)
    {
        number = 0;
        return text.Length is 8 or 12 or 13 or 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private FourCodeHits None => new(this, null, 0, 0);

    private FourCodeHits FindByText(int[] order, FourCodeField field, string text)
    {
        if (string.IsNullOrEmpty(text ?? throw new ArgumentNullException(nameof(text))) || order.Length == 0)
        {
            return None;
        }

        var wanted = new ArraySegment<byte>(Encoding.UTF8.GetBytes(text));
        var start = LowerBound(order, field, wanted, orEqual: false);
        var end = LowerBound(order, field, wanted, orEqual: true);
        return new FourCodeHits(this, order, start, end - start);
    }

    /// <summary>The first place whose text is not below the wanted one; or, with orEqual, is above it.</summary>
    private int LowerBound(int[] order, FourCodeField field, ArraySegment<byte> wanted, bool orEqual)
    {
        var low = 0;
        var high = order.Length;
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            var compared = FourCodeTexts.Compare(_tables.Texts.Slice(_tables.Offsets[order[middle]], field), wanted);
            if (compared < 0 || (orEqual && compared == 0))
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
}
