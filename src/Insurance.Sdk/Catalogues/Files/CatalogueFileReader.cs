using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Insurance.Sdk.Catalogues;

/// <summary>Reads a catalogue file row by row: a ZIP archive with one text, or the text itself; UTF-8, TAB, no head line, "null" for absent.</summary>
/// <remarks>
/// Memory does not grow with the file. A row that cannot be read is left out, counted and told with its number; a file that cannot be what it
/// should be ends with <see cref="CatalogueFileException"/>. How many columns a whole row has is taken from the first rows of the file itself:
/// an older edition has fewer than the newest, a newer one more than is known, and those stay in <see cref="CatalogueRow.Text"/>.
/// </remarks>
public sealed class CatalogueFileReader : IDisposable
{
    private const int Peek = 64;
    private const int Told = 1000;

    private readonly CatalogueFileOptions _options;
    private readonly TextOfFile _text;
    private readonly Utf8Lines _lines;
    private readonly Queue<(long Number, string Line)> _peeked = new();
    private readonly List<SkippedRow> _skipped = new();
    private int[] _scratch = new int[128];
    private bool _isBegun;

    private CatalogueFileReader(TextOfFile text, CatalogueLayout layout, CatalogueFileOptions? options)
    {
        _options = options ?? new CatalogueFileOptions();
        Layout = layout;
        _text = text;
        _lines = new Utf8Lines(text.Stream, _options.MaxRowBytes);
    }

    /// <summary>The columns' meaning.</summary>
    public CatalogueLayout Layout { get; }

    /// <summary>Columns of a whole row in this file; 0 before the first row was read.</summary>
    public int ColumnCount { get; private set; }

    /// <summary>Rows that were read.</summary>
    public long RowCount { get; private set; }

    /// <summary>Rows that were left out.</summary>
    public long SkippedCount { get; private set; }

    /// <summary>The first thousand rows that were left out.</summary>
    public IReadOnlyList<SkippedRow> Skipped => _skipped;

    /// <summary>Rows with more columns than any known edition; what is beyond is kept as text.</summary>
    public long RowsWithUnknownColumns { get; private set; }

    /// <summary>Bytes of the text that were read.</summary>
    public long BytesRead => _lines.Position;

    /// <summary>Bytes of the whole text; null where the source does not tell.</summary>
    public long? BytesInAll => _text.Length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A ZIP archive or a text.</param>
    /// <param name="layout">Which catalogue it is.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <exception cref="CatalogueFileException">The archive is broken, or does not hold one text.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CatalogueFileReader Open(string path, CatalogueLayout layout, CatalogueFileOptions? options = null)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        try
        {
            return Open(stream, layout, options);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a stream and closes it at the end.</summary>
    /// <param name="stream">An archive or a text; it must be seekable.</param>
    /// <param name="layout">Which catalogue it is.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <exception cref="CatalogueFileException">The archive is broken, or does not hold one text.</exception>
    public static CatalogueFileReader Open(Stream stream, CatalogueLayout layout, CatalogueFileOptions? options = null)
        => new(TextOfFile.Open(stream ?? throw new ArgumentNullException(nameof(stream))), layout ?? throw new ArgumentNullException(nameof(layout)), options);

    /// <summary>The next row that can be read; null after the last one.</summary>
    /// <exception cref="CatalogueFileException">The file cannot be read as this catalogue.</exception>
    public CatalogueRow? Read()
    {
        try
        {
            return ReadNext();
        }
        catch (CatalogueFileException e) when (e.Fault is not (CatalogueFileFault.BrokenArchive or CatalogueFileFault.Truncated))
        {
            // Rows that make no sense in a damaged archive are the archive's fault: fetched anew they are right.
            if (_text.Damage(e) is { } damage)
            {
                throw damage;
            }

            throw;
        }
    }

    private CatalogueRow? ReadNext()
    {
        if (!_isBegun)
        {
            Begin();
        }

        while (Next() is { } next)
        {
            if (Take(next.Number, next.Line) is { } row)
            {
                RowCount++;
                return row;
            }

            if (SkippedCount > _options.MaxSkippedRows)
            {
                throw TooManyBad("more than " + Text(_options.MaxSkippedRows) + " rows cannot be read");
            }
        }

        _text.CheckWhole();
        return RowCount == 0 && SkippedCount > 0 ? throw TooManyBad("no row can be read") : null;
    }

    /// <summary>Counts a row that a store could not take as left out.</summary>
    internal void Skip(long number, SkipReason reason, string detail)
    {
        SkippedCount++;
        if (_skipped.Count < Told)
        {
            _skipped.Add(new SkippedRow(number, reason, detail));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _text.Dispose();

    /// <summary>The usual number of columns of the first rows is that of the file: one shifted row at the top must not decide it.</summary>
    private void Begin()
    {
        _isBegun = true;
        var counts = new Dictionary<int, int>();
        while (_peeked.Count < Peek && NextLine() is { } line)
        {
            _peeked.Enqueue(line);
            var count = CatalogueRow.StartsOf(line.Line).Length;
            counts[count] = counts.TryGetValue(count, out var seen) ? seen + 1 : 1;
        }

        if (counts.Count == 0)
        {
            return;
        }

        ColumnCount = counts.OrderByDescending(c => c.Value).ThenByDescending(c => c.Key).First().Key;
        if (ColumnCount < Layout.MinColumns)
        {
            throw new CatalogueFileException(
                CatalogueFileFault.MissingColumns,
                "The rows have " + Text(ColumnCount) + " columns; " + Layout.Code + " has " + string.Join(" or ", Layout.KnownColumnCounts.Select(c => Text(c)))
                + (ColumnCount == 1 ? ". The separator is TAB" : ". Is it the file of another catalogue?"))
            {
                RowNumber = 1,
            };
        }
    }

    private (long Number, string Line)? Next() => _peeked.Count > 0 ? _peeked.Dequeue() : NextLine();

    private (long Number, string Line)? NextLine()
    {
        try
        {
            string? line;
            do
            {
                line = _lines.Next();
            }
            while (line is { Length: 0 });

            return line is null ? null : (_lines.LineNumber, line);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new CatalogueFileException(CatalogueFileFault.BrokenArchive, "The archive is damaged behind row " + Text(_lines.LineNumber), e) { RowNumber = _lines.LineNumber };
        }
    }

    private CatalogueRow? Take(long number, string line)
    {
        var row = new CatalogueRow(Layout, number, line, CatalogueRow.StartsOf(line, ref _scratch));
        if (row.ColumnCount != ColumnCount && !Layout.KnownColumnCounts.Contains(row.ColumnCount))
        {
            Skip(number, row.ColumnCount < ColumnCount ? SkipReason.TooFewColumns : SkipReason.TooManyColumns, Text(row.ColumnCount) + " columns, " + Text(ColumnCount) + " expected");
            return null;
        }

        if (LacksColumn(row))
        {
            Skip(number, SkipReason.TooFewColumns, Text(row.ColumnCount) + " columns, " + string.Join(" or ", Layout.KnownColumnCounts.Select(c => Text(c))) + " known, and column " + Text(Layout.PositionOf(CatalogueRole.ValidFlag)) + " is no flag: one before it is missing");
            return null;
        }

        if (RowRules.Broken(row) is { } broken)
        {
            Skip(number, broken.Reason, broken.Detail);
            return null;
        }

        RowsWithUnknownColumns += row.ColumnCount > Layout.Columns.Count ? 1 : 0;
        return row;
    }

    /// <summary>Newer editions append columns, so a number between the known ones may be an edition's; a column that is gone from the middle moves the flag of validity.</summary>
    private bool LacksColumn(CatalogueRow row)
        => row.ColumnCount < Layout.Columns.Count && !Layout.KnownColumnCounts.Contains(row.ColumnCount) && row[CatalogueRole.ValidFlag] is not (null or "0" or "1");

    private CatalogueFileException TooManyBad(string what)
    {
        var first = _skipped[0];
        return new CatalogueFileException(CatalogueFileFault.TooManyBadRows, "The file is not taken: " + what + "; the first one is row " + Text(first.RowNumber) + " (" + first.Reason + ": " + first.Detail + ")")
        {
            RowNumber = first.RowNumber,
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
