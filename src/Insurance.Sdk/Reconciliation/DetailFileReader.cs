using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Reads the center's result file of 3202, row by row, as tolerantly as public clients show it to be needed.</summary>
/// <remarks>
/// ZIP archive or bare text; LF or CRLF; byte order mark; "null", empty and missing cells alike; a TAB behind the last column; columns beyond the printed ten.
/// Memory does not grow with the rows. A row that is not even a row ends the reading: half a comparison must not look like a whole one.
/// </remarks>
public static class DetailFileReader
{
    private const int FewestColumns = 5;
    private const int PrintedColumns = 10;
    private const int LongestRow = 64 * 1024;
    private const string TextName = "result.txt";

    private static readonly string[] Common = { "0", "1", "000", "001", "000000", "" };

    /// <summary>Rows of a result file, in its order.</summary>
    /// <param name="file">An archive or a text; seekable, closed at the end.</param>
    /// <param name="columns">Which columns it has.</param>
    /// <exception cref="ProtocolException">The archive is broken, or a row is none.</exception>
    public static IEnumerable<DetailRow> Read(Stream file, ResultColumns columns = ResultColumns.Auto)
    {
        using var text = Open(file ?? throw new ArgumentNullException(nameof(file)));
        var lines = new Utf8Lines(text.Stream, LongestRow, lenient: true);
        var cells = new List<string>(12);
        while (Next(text, lines) is { } line)
        {
            if (line.Length == 0 || line.Trim().Length == 0)
            {
                continue;
            }

            Split(line, cells);
            if (cells[0] == "psn_no")
            {
                continue;
            }

            if (cells.Count < FewestColumns)
            {
                throw new ProtocolException("Row " + lines.LineNumber.ToString(CultureInfo.InvariantCulture) + " of the result file has " + cells.Count.ToString(CultureInfo.InvariantCulture)
                    + " columns; 3202 has " + PrintedColumns.ToString(CultureInfo.InvariantCulture) + ", separated by TAB") { Code = "3202" };
            }

            yield return RowOf(cells, columns);
        }
    }

    /// <summary>True where stmt_rslt 对账结果 says equal: 0, in however many digits.</summary>
    internal static bool IsEqual(string result) => IsZero(result);

    private static DetailRow RowOf(List<string> cells, ResultColumns columns)
    {
        var flag = Cell(cells, 5);
        var shift = IsShifted(cells, flag, columns) ? 1 : 0;
        return new DetailRow
        {
            PersonNumber = Cell(cells, 0),
            VisitId = Cell(cells, 1),
            SettlementId = Cell(cells, 2),
            MessageId = Cell(cells, 3),
            Result = Cell(cells, 4),
            IsRefund = flag.Length > 0 && !IsZero(flag),
            Memo = Cell(cells, 6 + shift),
            TotalAmount = Money(cells, 7 + shift),
            FundAmount = Money(cells, 8 + shift),
            AccountAmount = Money(cells, 9 + shift),
        };
    }

    /// <summary>Seen in Foshan: where refd_setl_flag is 0 there is one column more before memo. A later edition's eleventh column is no number.</summary>
    private static bool IsShifted(List<string> cells, string flag, ResultColumns columns) => columns switch
    {
        ResultColumns.Shifted => IsZero(flag),
        ResultColumns.Printed => false,
        _ => IsZero(flag) && Money(cells, PrintedColumns) is not null,
    };

    private static bool IsZero(string text)
    {
        foreach (var c in text)
        {
            if (c != '0')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static string Cell(List<string> cells, int column) => column < cells.Count ? cells[column] : "";

    private static decimal? Money(List<string> cells, int column)
        => column < cells.Count && decimal.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Cells without blanks around them; "null" is empty.</summary>
    private static void Split(string line, List<string> cells)
    {
        cells.Clear();
        var start = 0;
        while (true)
        {
            var tab = line.IndexOf('\t', start);
            var end = tab < 0 ? line.Length : tab;
            cells.Add(Trimmed(line, start, end));
            if (tab < 0)
            {
                return;
            }

            start = tab + 1;
        }
    }

    private static string Trimmed(string line, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(line[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(line[end - 1]))
        {
            end--;
        }

        var length = end - start;
        if (length == 4 && string.Compare(line, start, "null", 0, 4, StringComparison.OrdinalIgnoreCase) == 0)
        {
            return "";
        }

        // Two columns hold the same few texts in every row.
        foreach (var common in Common)
        {
            if (common.Length == length && string.CompareOrdinal(line, start, common, 0, length) == 0)
            {
                return common;
            }
        }

        return line.Substring(start, length);
    }

    private static TextOfFile Open(Stream file)
    {
        try
        {
            return TextOfFile.Open(file, TextName);
        }
        catch (CatalogueFileException e)
        {
            file.Dispose();
            throw Broken(e);
        }
    }

    private static string? Next(TextOfFile text, Utf8Lines lines)
    {
        try
        {
            var line = lines.Next();
            if (line is null)
            {
                text.CheckWhole();
            }

            return line;
        }
        catch (Exception e) when (e is CatalogueFileException or InvalidDataException or IOException)
        {
            throw Broken(e);
        }
    }

    private static ProtocolException Broken(Exception e) => new("The result file of 3202 cannot be read: " + e.Message, e) { Code = "3202" };
}
