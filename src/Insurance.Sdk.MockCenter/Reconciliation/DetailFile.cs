using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.MockCenter.Reconciliation;

/// <summary>A row of the file that a hospital sends up for 3202.</summary>
internal readonly record struct DetailLine(string Settlement, string Visit, string Person, decimal Total, decimal Fund, decimal Account, string RefundFlag)
{
    /// <summary>The negative row of a refunded settlement, however it is flagged.</summary>
    internal bool IsRefund => Total < 0 || (Total == 0 && RefundFlag == "1");
}

/// <summary>ZIP with one text, UTF-8, columns apart by TAB, rows by LF; nothing is written as the word null.</summary>
internal static class DetailFile
{
    private const int Columns = 7;
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The rows, or what is wrong with the file.</summary>
    internal static string? Read(byte[] zip, out List<DetailLine> lines)
    {
        lines = new List<DetailLine>();
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            if (archive.Entries.Count != 1)
            {
                return "压缩包应只有一个文件";
            }

            using var reader = new StreamReader(archive.Entries[0].Open(), Strict);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && Add(line, lines) is { } wrong)
                {
                    return $"第{lines.Count + 1}行 {wrong}";
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return "不是ZIP文件";
        }
        catch (DecoderFallbackException)
        {
            return "不是UTF-8文本";
        }
    }

    internal static byte[] Write(string name, IEnumerable<string?[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false)))
        {
            foreach (var row in rows)
            {
                writer.Write(string.Join('\t', row.Select(v => string.IsNullOrEmpty(v) ? "null" : v)));
                writer.Write('\n');
            }
        }

        return bytes.ToArray();
    }

    // One column more is no error: a trailing TAB is seen in the field, and a later edition has exp_content there.
    private static string? Add(string line, List<DetailLine> lines)
    {
        var columns = line.Split('\t');
        if (columns.Length is not (Columns or Columns + 1))
        {
            return $"应为{Columns}列";
        }

        var values = columns.Select(c => c == "null" ? "" : c).ToArray();
        if (Amount(values[3]) is not { } total || Amount(values[4]) is not { } fund || Amount(values[5]) is not { } account)
        {
            return "金额格式不正确";
        }

        lines.Add(new DetailLine(values[0], values[1], values[2], total, fund, account, values[6]));
        return null;
    }

    private static decimal? Amount(string text)
        => text.Length == 0 ? 0 : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
