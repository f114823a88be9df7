using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>One row of a catalogue file: the whole text as it came, and its columns by place.</summary>
public sealed class CatalogueRow
{
    /// <summary>From here on a last day is the center's way of writing "no end": 2099-12-31, 2999-12-31, 9999-12-31.</summary>
    private const int NoEndFrom = 2099;

    private readonly int[] _starts;
    private bool _hasDays;
    private ChinaTime? _from;
    private ChinaTime? _to;
    private CatalogueRole? _badDay;

    internal CatalogueRow(CatalogueLayout layout, long rowNumber, string text, int[] starts)
    {
        Layout = layout;
        RowNumber = rowNumber;
        Text = text;
        _starts = starts;
    }

    /// <summary>The columns' meaning.</summary>
    public CatalogueLayout Layout { get; }

    /// <summary>Row in the file, from 1; 0 for a row that was read back from a store.</summary>
    public long RowNumber { get; }

    /// <summary>The row as it came, columns separated by TAB, with columns beyond the known ones.</summary>
    public string Text { get; }

    /// <summary>Number of columns the row has.</summary>
    public int ColumnCount => _starts.Length;

    /// <summary>The value of a column; null where it is absent: the word null, an empty text, or a column the row does not have.</summary>
    /// <param name="position">Place, from 1.</param>
    public string? this[int position]
    {
        get
        {
            if (position < 1 || position > _starts.Length)
            {
                return null;
            }

            var start = _starts[position - 1];
            var end = position < _starts.Length ? _starts[position] - 1 : Text.Length;
            while (start < end && Text[start] == ' ')
            {
                start++;
            }

            while (end > start && Text[end - 1] == ' ')
            {
                end--;
            }

            var length = end - start;
            return length == 0 || (length == 4 && string.CompareOrdinal(Text, start, "null", 0, 4) == 0) ? null : Text.Substring(start, length);
        }
    }

    /// <summary>The value of the column with a role; null where the row or the layout has none.</summary>
    public string? this[CatalogueRole role] => this[Layout.PositionOf(role)];

    /// <summary>The value of a column by its field code; null where it is absent or no such column is known.</summary>
    public string? ByCode(string fieldCode)
    {
        foreach (var column in Layout.Columns)
        {
            if (column.Code == fieldCode)
            {
                return this[column.Position];
            }
        }

        return null;
    }

    /// <summary>The national code, or the id of a diagnosis file.</summary>
    public string Code => this[CatalogueRole.Code] ?? "";

    /// <summary>What, beside the code, says which row a newer version replaces; "" for most catalogues.</summary>
    public string Part
    {
        get
        {
            var part = "";
            foreach (var position in Layout.PartColumns)
            {
                part += (part.Length == 0 && position == Layout.PartColumns[0] ? "" : "|") + this[position];
            }

            return part.Trim('|').Length == 0 ? "" : part;
        }
    }

    /// <summary>The version the row belongs to.</summary>
    public CatalogueVersion Version => new(this[CatalogueRole.Version] ?? "");

    /// <summary>First day of validity: 开始日期, or 生效时间 where the file has no 开始日期; null where none is stated.</summary>
    public ChinaTime? ValidFrom
    {
        get
        {
            ReadDays();
            return _from;
        }
    }

    /// <summary>Last day of validity: the earlier one of 结束日期 and 失效时间; null where none is stated.</summary>
    public ChinaTime? ValidTo
    {
        get
        {
            ReadDays();
            return _to;
        }
    }

    /// <summary>False where 有效标志 says that the row is taken back; a missing flag counts as valid.</summary>
    public bool IsValid => this[CatalogueRole.ValidFlag] is not "0";

    /// <summary>True where the row is taken back and no last day says since when: there is none, or it is the far one that stands for no end.</summary>
    internal bool IsWithdrawn => !IsValid && (ValidTo is not { } to || to.Value.Year >= NoEndFrom);

    /// <summary>Splits a row that was kept, such as in a store.</summary>
    /// <param name="layout">Layout of its catalogue.</param>
    /// <param name="text">The row, columns separated by TAB.</param>
    public static CatalogueRow Split(CatalogueLayout layout, string text)
    {
        _ = layout ?? throw new ArgumentNullException(nameof(layout));
        _ = text ?? throw new ArgumentNullException(nameof(text));
        return new CatalogueRow(layout, 0, text, StartsOf(text));
    }

    /// <summary>True where both rows say the same apart from version, version name and times of the record.</summary>
    internal bool SaysTheSameAs(CatalogueRow other)
    {
        var count = Math.Max(ColumnCount, other.ColumnCount);
        for (var i = 1; i <= count; i++)
        {
            if (!Layout.IsAboutTheRecord(i) && !string.Equals(this[i], other[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    internal static int[] StartsOf(string text)
    {
        var scratch = new int[128];
        return StartsOf(text, ref scratch);
    }

    /// <summary>The same with room that is used again for every row of a file.</summary>
    internal static int[] StartsOf(string text, ref int[] scratch)
    {
        var count = 1;
        for (var place = text.IndexOf('\t'); place >= 0; place = text.IndexOf('\t', place + 1))
        {
            if (count == scratch.Length)
            {
                Array.Resize(ref scratch, count * 2);
            }

            scratch[count++] = place + 1;
        }

        var starts = new int[count];
        Array.Copy(scratch, 1, starts, 1, count - 1);
        return starts;
    }

    /// <summary>The role of a day of validity that is no date; null where all can be read.</summary>
    internal CatalogueRole? BadDay()
    {
        ReadDays();
        return _badDay;
    }

    private void ReadDays()
    {
        if (_hasDays)
        {
            return;
        }

        _hasDays = true;
        _from = Time(CatalogueRole.Begin);
        var effective = Time(CatalogueRole.Effective);
        _from ??= effective;
        var (end, expiry) = (Time(CatalogueRole.End), Time(CatalogueRole.Expiry));
        _to = end is { } a && expiry is { } b ? (a < b ? a : b) : end ?? expiry;
    }

    private ChinaTime? Time(CatalogueRole role)
    {
        if (this[role] is not { } text)
        {
            return null;
        }

        if (CatalogueTime.TryParse(text, out var time))
        {
            return time;
        }

        _badDay ??= role;
        return null;
    }
}
