using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>A CSV file of the hospital: UTF-8, a header, fields between commas, no quotes. Every error names file, line and column.</summary>
internal sealed class CsvFile
{
    // Spreadsheets of Chinese offices like to save GBK: said clearly, in place of names turned to question marks.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string _name;
    private readonly List<string> _errors;

    private CsvFile(string name, List<string> errors)
    {
        _name = name;
        _errors = errors;
    }

    /// <summary>The rows; none where the file could not be read.</summary>
    internal List<CsvRow> Rows { get; } = new();

    internal static CsvFile Read(string folder, string name, List<string> errors, params string[] columns)
    {
        var file = new CsvFile(name, errors);
        try
        {
            file.Take(File.ReadAllLines(Path.Combine(folder, name), Utf8), columns);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Error(null, null, e is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : "the file cannot be read");
        }
        catch (DecoderFallbackException)
        {
            file.Error(null, null, "the file is not UTF-8; save it as CSV UTF-8");
        }

        return file;
    }

    internal void Error(int? line, string? column, string message)
        => _errors.Add(_name + (line is null ? "" : $" line {line}") + (column is null ? "" : $", column {column}") + ": " + message);

    private void Take(string[] lines, string[] columns)
    {
        var header = lines.Length == 0 ? [] : lines[0].Split(',').Select(c => c.Trim()).ToArray();
        foreach (var missing in columns.Except(header, StringComparer.Ordinal))
        {
            Error(1, missing, "the column is missing");
        }

        foreach (var other in header.Except(columns, StringComparer.Ordinal))
        {
            Error(1, other, "there is no such column; the columns are " + string.Join(", ", columns));
        }

        for (var i = 1; i < lines.Length && header.Length == columns.Length && columns.All(header.Contains); i++)
        {
            var fields = lines[i].Split(',');
            if (fields.Length != header.Length)
            {
                if (lines[i].Trim().Length > 0)
                {
                    Error(i + 1, null, $"{fields.Length} fields in place of {header.Length}");
                }

                continue;
            }

            Rows.Add(new CsvRow(this, i + 1, header.Zip(fields).ToDictionary(p => p.First, p => p.Second.Trim(), StringComparer.Ordinal)));
        }
    }
}

/// <summary>One row; what cannot be read is noted as an error and comes back as a value that does no harm.</summary>
internal sealed class CsvRow(CsvFile file, int line, Dictionary<string, string> fields)
{
    /// <summary>A text that may be empty.</summary>
    internal string Optional(string column) => fields[column];

    internal string Text(string column) => fields[column].Length > 0 ? fields[column] : Wrong(column, "a value is needed", "");

    /// <summary>A number above zero.</summary>
    internal decimal Number(string column)
        => decimal.TryParse(fields[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : Wrong(column, "a number above zero is needed", 1m);

    /// <summary>A whole number above zero.</summary>
    internal int Whole(string column)
        => int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : Wrong(column, "a whole number above zero is needed", 1);

    internal ChinaTime Day(string column) => Moment(column, "yyyy-MM-dd");

    internal ChinaTime Time(string column) => Moment(column, "yyyy-MM-dd HH:mm:ss");

    /// <summary>True for the first word, false for the second.</summary>
    internal bool Word(string column, string yes, string no)
        => fields[column] == yes || (fields[column] != no && Wrong(column, $"one of {yes}, {no} is needed", false));

    /// <summary>What another file has under this text.</summary>
    internal T? Find<T>(string column, IReadOnlyDictionary<string, T> known, string otherwise)
        where T : class
        => known.TryGetValue(fields[column], out var found) ? found : Wrong<T?>(column, otherwise, null);

    internal T Wrong<T>(string column, string message, T value)
    {
        file.Error(line, column, message);
        return value;
    }

    private ChinaTime Moment(string column, string form)
        => DateTime.TryParseExact(fields[column], form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new ChinaTime(time) : Wrong(column, "a time in the form " + form + " is needed", default(ChinaTime));
}
