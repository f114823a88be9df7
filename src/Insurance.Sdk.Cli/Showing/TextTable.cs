using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Cli.Showing;

/// <summary>A table for a terminal: columns are aligned, Chinese signs take two places.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _rows = new();

    internal TextTable(params string[] head) => _rows.Add(head);

    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>All lines, each with its line feed; the last column is not padded.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(c => _rows.Max(r => Width(r[c]))).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < _rows.Count; i++)
        {
            Line(text, _rows[i], widths);
            if (i == 0)
            {
                Line(text, widths.Select(w => new string('-', w)).ToArray(), widths);
            }
        }

        return text.ToString();
    }

    /// <summary>Places a text takes in a terminal.</summary>
    internal static int Width(string text) => text.EnumerateRunes().Sum(r => IsWide(r.Value) ? 2 : 1);

    private static void Line(StringBuilder text, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var c = 0; c < cells.Length; c++)
        {
            line.Append(cells[c]).Append(' ', Math.Max(0, widths[c] - Width(cells[c])) + 2);
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    /// <summary>The blocks of East Asian signs and full-width forms that the standard's texts use.</summary>
    private static bool IsWide(int sign) => sign is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD);
}
