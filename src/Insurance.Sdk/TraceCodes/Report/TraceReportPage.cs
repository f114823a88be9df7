using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The report as one page for a browser or a printer: no script, nothing loaded from elsewhere.</summary>
internal static class TraceReportPage
{
    private const int MostBars = 20;
    private const int BarsFrom = 260;
    private const int BarsWidth = 520;

    private const string Style = """
        body{font:14px/1.5 "Microsoft YaHei","PingFang SC",sans-serif;margin:24px auto;max-width:1080px;color:#1d2733}
        h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}.made{color:#667}
        .figures{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0}.figures div{border:1px solid #d5dbe3;border-radius:6px;padding:8px 16px;min-width:92px}
        .figures b{display:block;font-size:22px}.bad b{color:#b3261e}
        table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e3e8ee;padding:4px 8px;text-align:right;white-space:nowrap}
        th:nth-child(-n+2),td:nth-child(-n+2){text-align:left;white-space:normal}tfoot td{font-weight:bold}
        svg{max-width:100%;height:auto}svg text{font-size:12px;fill:#1d2733}@media print{body{margin:0}}
        """;

    internal static string Write(TraceDayReport report)
    {
        var page = new StringBuilder(8 * 1024);
        page.Append("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>药品追溯码日报 ").Append(Text(report.Day)).Append("</title>\n<style>\n")
            .Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>药品追溯码日报 ").Append(Text(report.Day)).Append("</h1>\n<p class=\"made\">生成时间 ").Append(Text(report.MadeAt.ToString())).Append("</p>\n");
        Figures(page, report.Total);
        Chart(page, report);
        Drugs(page, report);
        Uploads(page, report);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Figures(StringBuilder page, TraceDrugDay total)
    {
        page.Append("<div class=\"figures\">\n");
        Figure(page, "采集率", TraceReportText.Percent(total.CollectionRate), false);
        Figure(page, "应采", N(total.Needed), false);
        Figure(page, "已采", N(total.Collected), false);
        Figure(page, "已上传", N(total.Sent), false);
        Figure(page, "被拒", N(total.Refused), total.Refused > 0);
        Figure(page, "待上传", N(total.Waiting), false);
        Figure(page, "结果不明", N(total.Unknown), total.Unknown > 0);
        Figure(page, "免采行", N(total.ExemptLines), false);
        page.Append("</div>\n");
    }

    private static void Figure(StringBuilder page, string name, string value, bool isBad)
        => page.Append(isBad ? "<div class=\"bad\">" : "<div>").Append(name).Append("<b>").Append(value).Append("</b></div>\n");

    /// <summary>A bar for each drug with most missing codes: collected in front of needed.</summary>
    private static void Chart(StringBuilder page, TraceDayReport report)
    {
        var drugs = report.Drugs.Where(d => d.Needed > 0).Take(MostBars).ToList();
        if (drugs.Count == 0)
        {
            return;
        }

        var most = drugs.Max(d => Math.Max(d.Needed, d.Collected));
        var height = (drugs.Count * 24) + 8;
        page.Append("<h2>缺码最多的药品（浅色：应采，深色：已采）</h2>\n<svg role=\"img\" aria-label=\"各药品应采与已采追溯码数\" viewBox=\"0 0 900 ").Append(N(height)).Append("\" width=\"900\" height=\"").Append(N(height)).Append("\">\n");
        for (var i = 0; i < drugs.Count; i++)
        {
            var (drug, top) = (drugs[i], (i * 24) + 4);
            page.Append("<g><title>").Append(Text(drug.Name)).Append("</title><text x=\"").Append(BarsFrom - 8).Append("\" y=\"").Append(N(top + 13)).Append("\" text-anchor=\"end\">").Append(Text(Short(drug.Name.Length > 0 ? drug.Name : drug.Item)))
                .Append("</text>");
            Bar(page, top, 18, drug.Needed, most, "#cfd8e3");
            Bar(page, top + 4, 10, drug.Collected, most, drug.Collected < drug.Needed ? "#c77700" : "#2e7d4f");
            page.Append("<text x=\"").Append(N(BarsFrom + BarsWidth + 8)).Append("\" y=\"").Append(N(top + 13)).Append("\">").Append(N(drug.Collected)).Append(" / ").Append(N(drug.Needed)).Append("</text></g>\n");
        }

        page.Append("</svg>\n");
    }

    private static void Bar(StringBuilder page, int top, int height, long value, long most, string color)
        => page.Append("<rect x=\"").Append(N(BarsFrom)).Append("\" y=\"").Append(N(top)).Append("\" width=\"").Append(((double)value / most * BarsWidth).ToString("0.#", CultureInfo.InvariantCulture))
            .Append("\" height=\"").Append(N(height)).Append("\" fill=\"").Append(color).Append("\"/>");

    private static void Drugs(StringBuilder page, TraceDayReport report)
    {
        page.Append("<h2>按药品</h2>\n<table>\n<thead><tr><th>院内编码</th><th>药品</th><th>应采</th><th>已采</th><th>采集率</th><th>已上传</th><th>被拒</th><th>免采行</th><th>缺码行</th><th>随结算</th><th>待上传</th><th>结果不明</th><th>放弃</th></tr></thead>\n<tbody>\n");
        foreach (var drug in report.Drugs)
        {
            Row(page, drug, drug.Item, drug.Name);
        }

        page.Append("</tbody>\n<tfoot>\n");
        Row(page, report.Total, "合计", "");
        page.Append("</tfoot>\n</table>\n");
    }

    private static void Row(StringBuilder page, TraceDrugDay drug, string item, string name)
    {
        page.Append("<tr><td>").Append(Text(item)).Append("</td><td>").Append(Text(name)).Append("</td>");
        foreach (var value in new[]
        {
            N(drug.Needed), N(drug.Collected), TraceReportText.Percent(drug.CollectionRate), N(drug.Sent), N(drug.Refused), N(drug.ExemptLines), N(drug.MissingLines), N(drug.BySettlement), N(drug.Waiting),
            N(drug.Unknown), N(drug.GivenUp),
        })
        {
            page.Append("<td>").Append(value).Append("</td>");
        }

        page.Append("</tr>\n");
    }

    private static void Uploads(StringBuilder page, TraceDayReport report)
    {
        page.Append("<h2>上传队列（行）</h2>\n<table>\n<thead><tr><th>交易</th><th></th><th>已接收</th><th>待上传</th><th>结果不明</th><th>隔离</th><th>放弃</th></tr></thead>\n<tbody>\n");
        foreach (var upload in report.Uploads)
        {
            var (code, name) = upload.Kind switch
            {
                TraceUploadKind.StockCount => ("3501A", "商品盘存"),
                TraceUploadKind.StockChange => ("3502A", "库存变更"),
                TraceUploadKind.Sale => ("3505A", "商品销售"),
                _ => ("3506A", "销售退货"),
            };
            page.Append("<tr><td>").Append(code).Append("</td><td>").Append(name).Append("</td><td>").Append(N(upload.Accepted)).Append("</td><td>").Append(N(upload.Waiting)).Append("</td><td>")
                .Append(N(upload.Unknown)).Append("</td><td>").Append(N(upload.Quarantined)).Append("</td><td>").Append(N(upload.GivenUp)).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string Short(string name) => name.Length <= 18 ? name : $"{name.Substring(0, 17)}…";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
