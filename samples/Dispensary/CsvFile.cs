using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>A CSV file: UTF-8, a header, fields between commas, no quotes. Every error names file, line and column.</summary>
internal sealed class CsvFile
{
    // Spreadsheets of Chinese offices like to save GBK: said clearly, in place of names turned to question marks.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private CsvFile(string name, InputErrors errors)
    {
        Name = name;
        Errors = errors;
    }

    internal string Name { get; }

    internal InputErrors Errors { get; }

    /// <summary>The rows; none where the file could not be read.</summary>
    internal List<CsvRow> Rows { get; } = new();

    internal static CsvFile Read(string folder, string name, InputErrors errors, params string[] columns)
    {
        var file = new CsvFile(name, errors);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(folder, name), Utf8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(name, null, null, e is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : "the file cannot be read");
            return file;
        }
        catch (DecoderFallbackException)
        {
            errors.Add(name, null, null, "the file is not UTF-8; save it as CSV UTF-8");
            return file;
        }

        file.Take(lines, columns);
        return file;
    }

    private void Take(string[] lines, string[] columns)
    {
        var header = lines.Length == 0 ? [] : lines[0].Split(',').Select(c => c.Trim()).ToArray();
        foreach (var missing in columns.Except(header, StringComparer.Ordinal))
        {
            Errors.Add(Name, 1, missing, "the column is missing");
        }

        foreach (var other in header.Except(columns, StringComparer.Ordinal))
        {
            Errors.Add(Name, 1, other, "there is no such column; the columns are " + string.Join(", ", columns));
        }

        if (!header.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return;
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var fields = lines[i].Split(',');
            if (lines[i].Trim().Length == 0)
            {
                continue;
            }

            if (fields.Length != header.Length || lines[i].Contains('"', StringComparison.Ordinal))
            {
                Errors.Add(Name, i + 1, null, fields.Length == header.Length ? "quotes are not taken" : $"{fields.Length} fields in place of {header.Length}");
                continue;
            }

            Rows.Add(new CsvRow(this, i + 1, header.Zip(fields).ToDictionary(p => p.First, p => p.Second.Trim(), StringComparer.Ordinal)));
        }
    }
}

/// <summary>One row; what cannot be read is noted as an error and comes back as a value that does no harm.</summary>
internal sealed class CsvRow(CsvFile file, int line, Dictionary<string, string> fields)
{
    internal void Error(string column, string message) => file.Errors.Add(file.Name, line, column, message);

    /// <summary>A text that may be empty.</summary>
    internal string Optional(string column) => fields[column];

    internal string Text(string column)
    {
        if (fields[column].Length == 0)
        {
            Error(column, "a value is needed");
        }

        return fields[column];
    }

    /// <summary>A number above zero.</summary>
    internal decimal Number(string column)
    {
        if (decimal.TryParse(fields[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Error(column, "a number above zero is needed");
        return 1;
    }

    /// <summary>A whole number above zero.</summary>
    internal int Whole(string column)
    {
        if (int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Error(column, "a whole number above zero is needed");
        return 1;
    }

    internal ChinaTime Day(string column) => Moment(column, "yyyy-MM-dd");

    internal ChinaTime Time(string column) => Moment(column, "yyyy-MM-dd HH:mm:ss");

    /// <summary>One of the words.</summary>
    internal string Word(string column, params string[] words)
    {
        if (!words.Contains(fields[column], StringComparer.Ordinal))
        {
            Error(column, "one of " + string.Join(", ", words) + " is needed");
        }

        return fields[column];
    }

    /// <summary>Trace codes between blanks.</summary>
    internal IReadOnlyList<string> TraceCodes(string column)
    {
        var codes = fields[column].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (codes.Length == 0 || !codes.All(IsTraceCode))
        {
            Error(column, "trace codes of 20 digits that begin with 8 are needed");
        }

        return codes;
    }

    internal string TraceCode(string column)
    {
        if (!IsTraceCode(fields[column]))
        {
            Error(column, "a trace code of 20 digits that begins with 8 is needed");
        }

        return fields[column];
    }

    // Other makers' codes have other forms; this pharmacy keeps to 码上放心 codes.
    private static bool IsTraceCode(string text) => text.Length == 20 && text[0] == '8' && text.All(char.IsAsciiDigit);

    private ChinaTime Moment(string column, string form)
    {
        if (DateTime.TryParseExact(fields[column], form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return new ChinaTime(time);
        }

        Error(column, "a time in the form " + form + " is needed");
        return default;
    }
}
