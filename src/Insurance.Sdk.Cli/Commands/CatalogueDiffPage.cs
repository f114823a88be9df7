using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>The difference of two versions as one page that needs nothing else: what it means for the hospital first, numbers as a drawing, the rest below.</summary>
internal static class CatalogueDiffPage
{
    private const string Style = """
        body{font:15px/1.5 "Noto Sans SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#222}
        table{border-collapse:collapse;width:100%;margin:1em 0}th,td{border-bottom:1px solid #ddd;padding:.35em .6em;text-align:left;vertical-align:top}
        th{background:#f4f6f8}.Ended{color:#b00020;font-weight:600}.Changed{color:#8a5a00}.Added{color:#1b6e3c}.BroughtBack{color:#0b5394}
        del{color:#b00020}ins{color:#1b6e3c;text-decoration:none}small{color:#666}.todo{border-left:.3em solid #b00020;background:#fdecee;padding:.6em 1em}.calm{border-left:.3em solid #1b6e3c;background:#edf7f0;padding:.6em 1em}
        """;

    internal static string Write(CatalogueDiff diff, ILookup<string, ItemMapping> mapped, ChinaTime today)
    {
        var title = CatalogueLayout.Of(diff.Catalogue).Title;
        var concerned = diff.Changes.Where(c => mapped.Contains(c.Code)).OrderBy(c => c.Kind == CatalogueChangeKind.Ended ? 0 : 1).ThenBy(c => c.Code, StringComparer.Ordinal).ToList();
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Html(diff.Catalogue + " " + diff.From + " → " + diff.To)).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        page.Append("<h1>").Append(Html(diff.Catalogue + " " + title)).Append("</h1>\n<p>").Append(Html(diff.From.Text.Length == 0 ? "（空）" : diff.From.Text)).Append(" → ").Append(Html(diff.To.Text))
            .Append(" <small>").Append(Html(today.ToString("yyyy-MM-dd"))).Append("</small></p>\n");
        Consequence(page, concerned, mapped);
        Chart(page, diff, concerned.GroupBy(c => c.Kind).ToDictionary(g => g.Key, g => (long)g.Count()));
        page.Append("<h2>对本院的影响 · This hospital's items (").Append(concerned.Count.ToString(CultureInfo.InvariantCulture)).Append(")</h2>\n");
        if (concerned.Count == 0)
        {
            page.Append("<p>没有已对照的项目受影响。No mapped item is concerned.</p>\n");
        }
        else
        {
            Table(page, concerned, mapped);
        }

        var others = diff.Changes.Where(c => !mapped.Contains(c.Code)).ToList();
        page.Append("<h2>其他 · Other codes (").Append(others.Count.ToString(CultureInfo.InvariantCulture)).Append(diff.IsCut ? ", 未全部列出 not all are listed" : "").Append(")</h2>\n");
        if (others.Count > 0)
        {
            page.Append("<details><summary>展开 · Show</summary>\n");
            Table(page, others, mapped);
            page.Append("</details>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>What somebody has to do, before anything else: an item whose code ended cannot be charged to the insurer.</summary>
    private static void Consequence(StringBuilder page, List<CatalogueCodeChange> concerned, ILookup<string, ItemMapping> mapped)
    {
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        var lost = concerned.Where(c => c.Kind == CatalogueChangeKind.Ended).SelectMany(c => mapped[c.Code]).Select(p => (p.HospitalItem, p.ListType)).Distinct().Count();
        var others = concerned.Where(c => c.Kind != CatalogueChangeKind.Ended).SelectMany(c => mapped[c.Code]).Select(p => (p.HospitalItem, p.ListType)).Distinct().Count();
        page.Append("<p class=\"").Append(lost > 0 ? "todo" : "calm").Append("\">").Append(lost > 0
            ? Number(lost) + " 个院内项目的医疗目录编码已停用，须重新对照 · " + Number(lost) + " item(s) of this hospital lose their code and must be mapped anew"
            : "没有院内项目失去编码 · No item of this hospital loses its code");
        page.Append(others > 0 ? "；" + Number(others) + " 个项目内容有变，请核对 · " + Number(others) + " to look at" : "").Append("</p>\n");
    }

    /// <summary>Two bars for each kind: all codes, and the hospital's own. A square-root scale keeps small numbers visible beside large ones.</summary>
    private static void Chart(StringBuilder page, CatalogueDiff diff, Dictionary<CatalogueChangeKind, long> own)
    {
        (CatalogueChangeKind Kind, string Name, long Count, string Colour)[] bars =
        [
            (CatalogueChangeKind.Added, "新增 added", diff.Added, "#1b6e3c"),
            (CatalogueChangeKind.Changed, "变更 changed", diff.Changed, "#c98500"),
            (CatalogueChangeKind.Ended, "停用 ended", diff.Ended, "#b00020"),
            (CatalogueChangeKind.BroughtBack, "恢复 brought back", diff.BroughtBack, "#0b5394"),
        ];
        var most = Math.Max(1, bars.Max(b => b.Count));
        page.Append("<svg viewBox=\"0 0 720 190\" width=\"720\" role=\"img\" aria-label=\"changes by kind\">\n");
        for (var i = 0; i < bars.Length; i++)
        {
            var (kind, name, count, colour) = bars[i];
            var mine = own.GetValueOrDefault(kind);
            var y = 8 + (i * 45);
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{y + 16}\" font-size=\"14\">{Html(name)}</text>");
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"150\" y=\"{y}\" width=\"{Width(count, most)}\" height=\"16\" fill=\"{colour}\" opacity=\".45\"/><text x=\"{158 + Width(count, most)}\" y=\"{y + 13}\" font-size=\"12\">{count:N0}</text>");
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"150\" y=\"{y + 18}\" width=\"{Width(mine, most)}\" height=\"10\" fill=\"{colour}\"/><text x=\"{158 + Width(mine, most)}\" y=\"{y + 28}\" font-size=\"12\">{mine:N0} 本院 mapped</text>\n");
        }

        page.Append("</svg>\n<p><small>条长按平方根 · bars on a square-root scale</small></p>\n");
    }

    private static int Width(long count, long most) => count == 0 ? 0 : Math.Max(2, (int)(430 * Math.Sqrt((double)count / most)));

    private static void Table(StringBuilder page, List<CatalogueCodeChange> changes, ILookup<string, ItemMapping> mapped)
    {
        page.Append("<table><thead><tr><th>变化</th><th>医疗目录编码</th><th>名称</th><th>本院项目</th><th>内容</th></tr></thead><tbody>\n");
        foreach (var change in changes)
        {
            page.Append("<tr><td class=\"").Append(change.Kind).Append("\">").Append(Name(change.Kind)).Append("</td><td>").Append(Html(change.Code)).Append("</td><td>")
                .Append(Html(change.After[CatalogueRole.Name] ?? "")).Append("</td><td>")
                .AppendJoin("<br>", mapped[change.Code].Select(p => Html(p.HospitalItem + " " + (p.HospitalItemName ?? "") + " (" + p.ListType + ", " + Days(p.Interval) + ")"))).Append("</td><td>")
                .AppendJoin("<br>", change.Columns.Select(c => Html(c.Column?.Label ?? "第" + c.Position.ToString(CultureInfo.InvariantCulture) + "列") + ": <del>" + Html(c.Before ?? "—") + "</del> → <ins>" + Html(c.After ?? "—") + "</ins>"))
                .Append("</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Days(EffectiveInterval days) => days.From.ToString("yyyy-MM-dd") + " 起" + (days.LastDay is { } last ? "至 " + last.ToString("yyyy-MM-dd") : "");

    private static string Name(CatalogueChangeKind kind) => kind switch
    {
        CatalogueChangeKind.Added => "新增",
        CatalogueChangeKind.Ended => "停用",
        CatalogueChangeKind.BroughtBack => "恢复",
        _ => "变更",
    };

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
