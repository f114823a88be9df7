using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Insurance.Sdk.Reconciliation;

/// <summary>The report as one page that needs nothing else: is the day balanced, what differs and what mends it, the totals below.</summary>
internal static class DayReportPage
{
    private const int BarsFrom = 320;
    private const int BarsWidth = 420;

    // Same look as the trace report.
    private const string Style = """
        body{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;margin:24px;color:#1d2733;background:#fff}
        h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}.made{color:#667}
        .calm{border-left:.3em solid #1b6e3c;background:#edf7f0;padding:.6em 1em}.todo{border-left:.3em solid #b00020;background:#fdecee;padding:.6em 1em}
        table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e3e8ee;padding:4px 8px;text-align:left;vertical-align:top}.n{text-align:right;white-space:nowrap}
        .bad{color:#b00020}svg{max-width:100%;height:auto}svg text{font-size:12px;fill:#1d2733}@media print{body{margin:0}}
        """;

    internal static string Write(DayReport report)
    {
        var page = new StringBuilder(8 * 1024);
        var title = "医保对账 Reconciliation " + report.Day.ToString("yyyy-MM-dd");
        page.Append("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(Text(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>").Append(Text(title))
            .Append("</h1>\n<p class=\"made\">生成时间 made at ").Append(Text(report.MadeAt.ToString())).Append("</p>\n");
        page.Append(report.IsBalanced
            ? "<p class=\"calm\">账平，无须处理 · The day is balanced</p>\n"
            : "<p class=\"todo\">账不平：" + N(report.Differences.Count) + " 条差异，" + N(report.Gaps.Count) + " 条记录不全 · Not balanced: " + N(report.Differences.Count) + " differences, " + N(report.Gaps.Count) + " incomplete records</p>\n");
        Chart(page, report);
        Differences(page, report.Differences);
        Lists(page, report);
        Totals(page, report.Totals);
        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>One bar for each total, in green where the center says equal, and one for each kind of difference.</summary>
    private static void Chart(StringBuilder page, DayReport report)
    {
        var bars = report.Totals.Select(t => (Name: t.Scope + " (" + t.RefundFlag + ")", Value: Math.Abs(t.Sent.Total), Label: DayReportText.Money(t.Sent.Total), Color: t.IsBalanced ? "#2e7d4f" : "#b3261e")).ToList();
        Bars(page, "各项总额（绿：与中心一致） · Totals (green: equal at the center)", bars);
        var kinds = report.Differences.GroupBy(d => d.Kind).OrderByDescending(g => g.Count())
            .Select(g => (Name: ReconciliationWords.Of(g.Key), Value: (decimal)g.Count(), Label: N(g.Count()), Color: "#c77700")).ToList();
        Bars(page, "差异分类 · Differences by kind", kinds);
    }

    private static void Bars(StringBuilder page, string title, List<(string Name, decimal Value, string Label, string Color)> bars)
    {
        if (bars.Count == 0)
        {
            return;
        }

        var most = Math.Max(1m, bars.Max(b => b.Value));
        var height = (bars.Count * 24) + 8;
        page.Append("<h2>").Append(Text(title)).Append("</h2>\n<svg role=\"img\" aria-label=\"").Append(Text(title)).Append("\" viewBox=\"0 0 900 ").Append(N(height)).Append("\" width=\"900\" height=\"").Append(N(height)).Append("\">\n");
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value, label, color) = bars[i];
            var (top, width) = ((i * 24) + 4, value == 0m ? 0m : Math.Max(2m, value / most * BarsWidth));
            page.Append("<text x=\"").Append(N(BarsFrom - 8)).Append("\" y=\"").Append(N(top + 13)).Append("\" text-anchor=\"end\">").Append(Text(name)).Append("</text><rect x=\"").Append(N(BarsFrom)).Append("\" y=\"").Append(N(top))
                .Append("\" width=\"").Append(width.ToString("0.#", CultureInfo.InvariantCulture)).Append("\" height=\"18\" fill=\"").Append(color).Append("\"/><text x=\"").Append((BarsFrom + 8 + width).ToString("0.#", CultureInfo.InvariantCulture))
                .Append("\" y=\"").Append(N(top + 13)).Append("\">").Append(Text(label)).Append("</text>\n");
        }

        page.Append("</svg>\n");
    }

    private static void Differences(StringBuilder page, IReadOnlyList<Difference> differences)
    {
        if (differences.Count == 0)
        {
            return;
        }

        page.Append("<h2>差异与处理 · Differences and remedies</h2>\n<table>\n<thead><tr><th>类别 Kind</th><th>交易 Call</th><th>setl_id</th><th>msgid</th><th class=\"n\">医院 Hospital</th><th class=\"n\">中心 Center</th><th>依据 Why</th><th>处理 Remedy</th></tr></thead>\n<tbody>\n");
        foreach (var d in differences)
        {
            page.Append("<tr><td class=\"bad\">").Append(Text(ReconciliationWords.Of(d.Kind))).Append("</td><td>").Append(Text(d.Code + (d.IsRefund ? " 退费" : ""))).Append("</td><td>").Append(Text(d.SettlementId)).Append("</td><td>").Append(Text(d.MessageId))
                .Append("</td><td class=\"n\">").Append(d.Hospital is { } own ? DayReportText.Money(own.TotalAmount) : "—").Append("</td><td class=\"n\">").Append(d.Center?.TotalAmount is { } center ? DayReportText.Money(center) : "—")
                .Append("</td><td>").Append(Text(d.Why)).Append("</td><td>").Append(Text(ReconciliationWords.Of(d.Remedy))).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void Lists(StringBuilder page, DayReport report)
    {
        List(page, "记录不全 · Incomplete records", report.Gaps.Select(g => g.Code + " " + g.MessageId + ": " + g.Missing));
        List(page, "未能核对 · What could not be compared", report.Problems);
        List(page, "预警 · Warnings", report.Warnings.Select(w => (w.IsUrgent ? "紧急 urgent: " : "") + ReconciliationWords.Of(w.Kind) + " " + w.Code + " " + (w.Scope?.ToString() ?? w.MessageId) + ", " + N((long)w.Age.TotalMinutes) + " min"));
    }

    private static void List(StringBuilder page, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            page.Append("<h2>").Append(Text(title)).Append("</h2>\n<ul>\n");
            all.ForEach(l => page.Append("<li>").Append(Text(l)).Append("</li>\n"));
            page.Append("</ul>\n");
        }
    }

    private static void Totals(StringBuilder page, IReadOnlyList<DayTotal> totals)
    {
        page.Append("<h2>总账 · Totals (3201)</h2>\n<table>\n<thead><tr><th>经办机构 Office</th><th>清算类别 Clearing type</th><th>险种 Insurance</th><th>退费标志</th><th class=\"n\">笔数 Count</th><th class=\"n\">总额 Total</th><th class=\"n\">基金 Fund</th><th class=\"n\">账户 Account</th><th>结果 Result</th></tr></thead>\n<tbody>\n");
        foreach (var t in totals)
        {
            page.Append("<tr><td>").Append(Text(t.Scope.ClearingOffice)).Append("</td><td>").Append(Text(t.Scope.ClearingType)).Append("</td><td>").Append(Text(t.Scope.InsuranceType)).Append("</td><td>").Append(Text(t.RefundFlag)).Append("</td><td class=\"n\">")
                .Append(N(t.Sent.Count)).Append("</td><td class=\"n\">").Append(DayReportText.Money(t.Sent.Total)).Append("</td><td class=\"n\">").Append(DayReportText.Money(t.Sent.Fund)).Append("</td><td class=\"n\">").Append(DayReportText.Money(t.Sent.Account))
                .Append(t.IsBalanced ? "</td><td>平 equal" : "</td><td class=\"bad\">" + Text(t.Problem.Length > 0 ? t.Problem : "不平 not equal")).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
