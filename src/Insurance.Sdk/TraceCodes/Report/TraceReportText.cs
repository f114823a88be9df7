using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The report for a terminal: columns aligned, Chinese characters counted as two.</summary>
internal static class TraceReportText
{
    private static readonly string[] Heads = { "item", "name", "needed", "collected", "rate", "sent", "refused", "exempt", "missing", "settlement", "waiting", "unknown", "given up" };

    internal static string Write(TraceDayReport report)
    {
        var rows = new List<string[]> { Heads };
        rows.AddRange(report.Drugs.Select(d => Row(d, d.Item, d.Name)));
        rows.Add(Row(report.Total, "total", ""));
        var widths = Heads.Select((_, i) => rows.Max(r => Width(r[i]))).ToArray();
        var text = new StringBuilder("trace codes of ").Append(report.Day).Append(", made ").Append(report.MadeAt.ToString()).Append('\n');
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var pad = new string(' ', widths[i] - Width(row[i]));
                // Names stand left, numbers right.
                text.Append(i < 2 ? row[i] + pad : pad + row[i]).Append(i == row.Length - 1 ? "" : "  ");
            }

            while (text[text.Length - 1] == ' ')
            {
                text.Length--;
            }

            text.Append('\n');
        }

        foreach (var upload in report.Uploads)
        {
            text.Append(TraceReportJson.NameOf(upload.Kind)).Append(" lines: ").Append(upload.Accepted).Append(" accepted, ").Append(upload.Waiting).Append(" waiting, ").Append(upload.Unknown)
                .Append(" unknown, ").Append(upload.Quarantined).Append(" set aside, ").Append(upload.GivenUp).Append(" given up\n");
        }

        return text.ToString();
    }

    internal static string Percent(decimal? rate) => rate is { } r ? (r * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "-";

    private static string[] Row(TraceDrugDay drug, string item, string name) => new[]
    {
        OneLine(item), OneLine(name), N(drug.Needed), N(drug.Collected), Percent(drug.CollectionRate), N(drug.Sent), N(drug.Refused), N(drug.ExemptLines), N(drug.MissingLines), N(drug.BySettlement),
        N(drug.Waiting), N(drug.Unknown), N(drug.GivenUp),
    };

    // A name with an escape sequence in it must not move the cursor.
    private static string OneLine(string text) => new(text.Select(c => char.IsControl(c) ? ' ' : c).ToArray());

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Width(string text) => text.Sum(c => c >= 0x1100 ? 2 : 1);
}
