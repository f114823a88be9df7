using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using MiniExcelLibs.Csv;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>A row of a table file: texts by the name of our field.</summary>
internal sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Values, string? Wrong)
{
    internal string this[string field] => Values.TryGetValue(field, out var text) ? text : "";
}

/// <summary>Reads tables whose columns have Chinese or English names, whatever their order.</summary>
internal static class TableFile
{
    /// <summary>A binary number of a spreadsheet has 15 digits that can be trusted.</summary>
    private const double LastExactNumber = 1e15;

    /// <summary>Reads a table.</summary>
    /// <param name="stream">The file; it is read to its end.</param>
    /// <param name="format">Its form.</param>
    /// <param name="columns">Our field of every known column name, as <see cref="Plain"/> spells it.</param>
    /// <exception cref="FormatException">The file is not of its form, or has none of the columns.</exception>
    internal static List<TableRow> Read(Stream stream, TableFormat format, IReadOnlyDictionary<string, string> columns)
    {
        try
        {
            return format switch
            {
                TableFormat.Json => ReadJson(stream, columns),
                TableFormat.Xlsx => ReadTable(stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX), columns),
                _ => ReadCsv(stream, columns),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or System.Xml.XmlException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new FormatException("the file cannot be read as " + format.ToString().ToUpperInvariant() + " (" + e.GetType().Name + ")");
        }
    }

    /// <summary>The name of a column without what people write differently: case, blanks, underlines, brackets.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    private static List<TableRow> ReadCsv(Stream stream, IReadOnlyDictionary<string, string> columns)
    {
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        var text = TableEncoding.Decode(whole.ToArray());
        var end = text.IndexOf('\n');
        var header = end < 0 ? text : text.Substring(0, end);
        var separator = new[] { '\t', ';', ',' }.OrderByDescending(s => header.Count(c => c == s)).First();
        using var utf8 = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return ReadTable(utf8.Query(useHeaderRow: false, excelType: ExcelType.CSV, configuration: new CsvConfiguration { Seperator = separator }), columns);
    }

    private static List<TableRow> ReadTable(IEnumerable<dynamic> lines, IReadOnlyDictionary<string, string> columns)
    {
        var rows = new List<TableRow>();
        Dictionary<string, string>? fields = null;
        var number = 0;
        foreach (IDictionary<string, object?> line in lines)
        {
            number++;
            if (fields is null)
            {
                fields = line.Where(c => c.Value is not null && columns.ContainsKey(Plain(c.Value.ToString()!)))
                    .GroupBy(c => columns[Plain(c.Value!.ToString()!)], StringComparer.Ordinal)
                    .ToDictionary(g => g.First().Key, g => g.Key, StringComparer.Ordinal);
                if (fields.Count == 0)
                {
                    throw new FormatException("the first row holds no known column name, such as " + string.Join(", ", columns.Values.Distinct(StringComparer.Ordinal)));
                }

                continue;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            string? wrong = null;
            foreach (var field in fields)
            {
                if (line.TryGetValue(field.Key, out var value) && value is not null)
                {
                    var text = Text(value, out var lost);
                    wrong ??= lost ? field.Value + ": the spreadsheet has made a number of the code and lost its last digits; give the column the form text and fill it again" : null;
                    values[field.Value] = text;
                }
            }

            if (values.Values.Any(v => v.Length > 0))
            {
                rows.Add(new TableRow(number, values, wrong));
            }
        }

        return fields is null ? throw new FormatException("the file is empty") : rows;
    }

    private static List<TableRow> ReadJson(Stream stream, IReadOnlyDictionary<string, string> columns)
    {
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var list = document.RootElement;
        if (list.ValueKind == JsonValueKind.Object)
        {
            list = list.EnumerateObject().Select(m => m.Value).FirstOrDefault(v => v.ValueKind == JsonValueKind.Array);
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("the file must be a list of objects");
        }

        var rows = new List<TableRow>();
        var number = 0;
        foreach (var item in list.EnumerateArray())
        {
            number++;
            if (item.ValueKind != JsonValueKind.Object)
            {
                rows.Add(new TableRow(number, new Dictionary<string, string>(), "is no object"));
                continue;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in item.EnumerateObject())
            {
                if (columns.TryGetValue(Plain(member.Name), out var field))
                {
                    values[field] = member.Value.ValueKind switch
                    {
                        JsonValueKind.String => member.Value.GetString()!.Trim(),
                        JsonValueKind.Number => member.Value.GetRawText(),
                        _ => "",
                    };
                }
            }

            rows.Add(new TableRow(number, values, null));
        }

        return rows;
    }

    /// <summary>A cell as text. Long codes kept as numbers have lost digits: that is said, not guessed.</summary>
    private static string Text(object value, out bool lost)
    {
        lost = false;
        switch (value)
        {
            case double number:
                lost = Math.Abs(number) >= LastExactNumber;
                return number.ToString(number == Math.Floor(number) ? "0" : "0.##########", CultureInfo.InvariantCulture);
            case DateTime time:
                return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            default:
                var text = Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
                lost = LooksLikePower(text);
                return text;
        }
    }

    /// <summary>8.1E+19 is what a spreadsheet saves of a code in a CSV.</summary>
    private static bool LooksLikePower(string text)
        => text.IndexOf("E+", StringComparison.OrdinalIgnoreCase) > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
