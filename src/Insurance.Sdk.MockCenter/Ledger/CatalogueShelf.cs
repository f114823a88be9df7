using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter;

/// <summary>Catalogues that the mock center serves. All rows are invented; a row is the same whenever it is made.</summary>
public sealed class MockCatalogues
{
    private const int MostPagedItems = 1000;
    private readonly Dictionary<string, List<MockCatalogueRelease>> _releases = new(StringComparer.Ordinal);

    /// <summary>Numbers that give a file.</summary>
    public static IReadOnlyList<string> FileNumbers { get; } =
    [
        "1301", "1302", "1303", "1305", "1306", "1306A", "1307", "1308", "1309", "1310", "1311", "1313", "1314", "1315",
        "1320", "1321", "1322", "1323", "1324", "1325", "1326", "1327",
    ];

    /// <summary>Rows of the paged queries by number (1304, 1312, 1316, 1318, 1319), under the table's own codes. A row without insu_admdvs is of the caller's area.</summary>
    public IDictionary<string, IList<JsonObject>> Rows { get; } = new Dictionary<string, IList<JsonObject>>(StringComparer.Ordinal);

    /// <summary>Whether one answer offers only the next version. Unknown of the real center; false offers everything newer at once.</summary>
    public bool OneVersionPerFile { get; set; } = true;

    /// <summary>How often 9102 refuses a file before it is ready. Real files take minutes.</summary>
    public int RefusalsBeforeReady { get; set; }

    /// <summary>Whether rows have only as many columns as an older edition (92 for 1301, 16 for 1305).</summary>
    public bool OldColumns { get; set; }

    /// <summary>Whether 2204 and 2301 are refused where a line's mapping is not valid on the day of the fee. Inferred of the real center, stated nowhere; off.</summary>
    public bool CheckFeeLines { get; set; }

    /// <summary>What 3301 does with an item that has a valid pair on one of the days. Unknown of the real center; one vendor's client takes it for an error.</summary>
    public Strictness OverlappingMappings { get; set; } = Strictness.Refuse;

    /// <summary>Whether uploaded pairs are shown by 1317 as valid at once. False: only after <see cref="Ledger.CenterLedger.ReviewMappings"/>, as where a center reviews pairs.</summary>
    public bool ConfirmAtOnce { get; set; } = true;

    /// <summary>chk_stas 审核状态 of a pair that waits for the review, in 5163. Its real values are not public: this one is invented.</summary>
    public string AuditWaiting { get; set; } = "0";

    /// <summary>chk_stas 审核状态 of a pair that passed the review; invented as well.</summary>
    public string AuditPassed { get; set; } = "1";

    /// <summary>Rows of one answer of 5163. Unknown of the real center.</summary>
    public int AuditRowsPerAnswer { get; set; } = 100;

    /// <summary>Adds a release of a catalogue.</summary>
    /// <exception cref="ArgumentException">The number has no file.</exception>
    public void Add(string number, MockCatalogueRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (!FileNumbers.Contains(number))
        {
            throw new ArgumentException("No catalogue with a file: " + number, nameof(number));
        }

        if (!_releases.TryGetValue(number, out var list))
        {
            _releases[number] = list = new();
        }

        list.Add(release);
        list.Sort((a, b) => string.CompareOrdinal(OrderOf(a.Version), OrderOf(b.Version)));
    }

    /// <summary>
    /// Gives every file catalogue two releases: so many items, and a later one that changes every tenth and ends every hundredth of them. The first thousand
    /// drugs are in 1304; the first thousand services have an insurance item (1316, 1312) with caps by hospital level (1318) and ratios by person type (1319).
    /// </summary>
    public void AddAll(int items)
    {
        foreach (var number in FileNumbers)
        {
            Add(number, new MockCatalogueRelease("F001_20210101_A", 0, items));
            Add(number, new MockCatalogueRelease("F001_20260101_A", 0, items) { Every = 10, EndsEvery = 100, Mark = "（新）" });
        }

        foreach (var number in new[] { "1304", "1312", "1316", "1318", "1319" })
        {
            Rows[number] = Enumerable.Range(0, Math.Min(items, MostPagedItems)).SelectMany(i => RowsOf(number, i)).ToList();
        }
    }

    private static IEnumerable<JsonObject> RowsOf(string number, int item)
    {
        var (service, insured) = (CodeOf("1305", item), "H" + CodeOf("1305", item));
        return number switch
        {
            "1304" => [Row("", ("med_list_codg", CodeOf("1301", item)), ("drug_prodname", "示例药品" + item), ("ver", "F001_20260101_A"))],
            "1312" => [Row("", ("hilist_code", insured), ("hilist_name", "示例项目" + item), ("list_type", "201"), ("chrgitm_lv", "0" + ((item % 3) + 1)), ("lmt_used_flag", "0"))],
            "1316" => [Row("", ("med_list_codg", service), ("hilist_code", insured), ("list_type", "201"))],
            "1318" => [.. new[] { 1, 2, 3 }.Select(level => Row("-" + level, ("hilist_code", insured), ("hilist_lmtpric_type", level.ToString(CultureInfo.InvariantCulture)), ("hilist_pric_uplmt_amt", 80m + (20 * level))))],
            _ => [.. new[] { "310", "390" }.Select(person => Row("-" + person, ("hilist_code", insured), ("selfpay_prop_psn_type", person), ("selfpay_prop_type", "10"), ("selfpay_prop", item % 3 * 0.1m)))],
        };

        JsonObject Row(string part, params (string Code, JsonNode? Value)[] fields)
        {
            var row = new JsonObject { ["begndate"] = "2021-01-01", ["vali_flag"] = "1", ["rid"] = number + "-" + item.ToString(CultureInfo.InvariantCulture) + part, ["updt_time"] = "2026-01-01 00:00:00", ["crte_time"] = "2026-01-01 00:00:00" };
            foreach (var (code, value) in fields)
            {
                row[code] = value;
            }

            return row;
        }
    }

    /// <summary>The national code, or id, of an item of a catalogue.</summary>
    public static string CodeOf(string number, int item)
        => (number switch { "1301" => "XA", "1302" => "T", "1303" => "Z", "1305" or "1321" => "00", "1306" or "1306A" => "C", _ => "D" })
            + number[1..4] + item.ToString("D8", CultureInfo.InvariantCulture);

    internal IReadOnlyList<MockCatalogueRelease> Newer(string number, string version)
    {
        var asked = OrderOf(version);
        var newer = _releases.GetValueOrDefault(number, []).Where(r => string.CompareOrdinal(OrderOf(r.Version), asked) > 0).ToList();
        return OneVersionPerFile ? newer.Take(1).ToList() : newer;
    }

    /// <summary>Groups of digits count as numbers: they are padded to one length.</summary>
    private static string OrderOf(string version)
    {
        var order = new StringBuilder();
        var digits = new StringBuilder();
        foreach (var c in version.Append('\0'))
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
                continue;
            }

            if (digits.Length > 0)
            {
                order.Append(digits.ToString().TrimStart('0').PadLeft(24, '0'));
                digits.Clear();
            }

            order.Append(c);
        }

        return order.ToString();
    }
}

/// <summary>One version of a catalogue: items by number, from the first one on.</summary>
/// <param name="Version">ver 版本号.</param>
/// <param name="FirstItem">Number of the first item, from 0.</param>
/// <param name="Count">How many items.</param>
public sealed record MockCatalogueRelease(string Version, int FirstItem, int Count)
{
    /// <summary>Only every so many-th item is in it.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Every so many-th item is taken back (有效标志 0); 0 for none.</summary>
    public int EndsEvery { get; init; }

    /// <summary>Stands behind the name of every item.</summary>
    public string Mark { get; init; } = "";

    /// <summary>First day of validity.</summary>
    public DateOnly From { get; init; } = new(2021, 1, 1);

    /// <summary>Last day of validity; null for none.</summary>
    public DateOnly? To { get; init; }

    internal IEnumerable<int> Items() => Enumerable.Range(0, (Count + Every - 1) / Every).Select(i => FirstItem + (i * Every));
}
