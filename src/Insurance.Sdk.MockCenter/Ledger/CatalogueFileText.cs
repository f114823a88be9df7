using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Makes the file of a catalogue: the columns as the printed text lists them, filled by their labels.</summary>
internal sealed class CatalogueFileText
{
    private static readonly Dictionary<string, int> OldCounts = new(StringComparer.Ordinal) { ["1301"] = 92, ["1302"] = 29, ["1303"] = 78, ["1305"] = 16 };

    private readonly string _number;
    private readonly string[] _labels;

    internal CatalogueFileText(TransactionSpec spec, bool oldColumns)
    {
        _number = spec.Code;
        var labels = spec.Json["fileColumns"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ToArray();
        _labels = oldColumns && OldCounts.TryGetValue(_number, out var count) ? labels[..count] : labels;
    }

    /// <summary>The archive with one text.</summary>
    internal byte[] Zip(string name, IEnumerable<MockCatalogueRelease> releases)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            using var writer = new StreamWriter(entry, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" };
            foreach (var release in releases)
            {
                foreach (var item in release.Items())
                {
                    writer.WriteLine(string.Join('\t', _labels.Select((label, i) => Value(label, i + 1, item, release) ?? "null")));
                }
            }
        }

        return buffer.ToArray();
    }

    private string? Value(string label, int position, int item, MockCatalogueRelease release)
    {
        var ends = release.EndsEvery > 0 && item % release.EndsEvery == 0;
        return label switch
        {
            "医疗目录编码" => MockCatalogues.CodeOf(_number, item),
            _ when position == 1 => MockCatalogues.CodeOf(_number, item),
            "中药配方颗粒代码" => MockCatalogues.CodeOf(_number, item),
            "有效标志" => ends ? "0" : "1",
            "唯一记录号" or "数据唯一记录号" => _number + item.ToString("D20", CultureInfo.InvariantCulture),
            "版本号" => release.Version,
            "版本名称" => "示例版本",
            "开始日期" or "开始时间" or "生效时间" => Java(release.From),
            "结束日期" or "结束时间" or "失效时间" => release.To is { } to ? Java(to) : null,
            "批准文号" or "注册备案号" => "示例准字" + item.ToString("D8", CultureInfo.InvariantCulture),
            "注册规格" or "规格型号" or "药品规格" => "规格" + (item % 7).ToString(CultureInfo.InvariantCulture),
            _ when label.EndsWith("日期", StringComparison.Ordinal) || label.EndsWith("时间", StringComparison.Ordinal) => Java(release.From),
            _ when label.EndsWith("名称", StringComparison.Ordinal) => "示例" + label + item.ToString(CultureInfo.InvariantCulture) + release.Mark,
            _ => position % 4 == 0 ? "值" + position.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>Java's text of a date, with the zone that is China's there.</summary>
    private static string Java(DateOnly day) => day.ToString("ddd MMM dd '00:00:00 CST' yyyy", CultureInfo.InvariantCulture);
}
