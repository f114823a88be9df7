using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>Brings the rows of the paged queries up to date: 1304, 1312, 1316, 1317, 1318, 1319, page by page from the greatest updt_time held; and dictionaries (1901).</summary>
/// <remarks>Every page is durable when it was kept: a program that was stopped goes on with the page it had come to.</remarks>
public sealed class PagedCatalogueDownloader
{
    private const int MostPages = 1_000_000;

    /// <summary>What says that two rows are states of one thing, where a center sends no rid; the first field is what the row is about.</summary>
    private static readonly Dictionary<string, string[]> KeyFields = new(StringComparer.Ordinal)
    {
        ["1304"] = new[] { "med_list_codg", "begndate" },
        ["1312"] = new[] { "hilist_code", "insu_admdvs", "begndate" },
        ["1316"] = new[] { "med_list_codg", "hilist_code", "list_type", "insu_admdvs", "begndate" },
        ["1317"] = new[] { "medins_list_codg", "fixmedins_code", "list_type", "med_list_codg", "begndate" },
        ["1318"] = new[] { "hilist_code", "insu_admdvs", "hilist_lmtpric_type", "begndate" },
        ["1319"] = new[] { "hilist_code", "insu_admdvs", "selfpay_prop_psn_type", "selfpay_prop_type", "begndate" },
    };

    private readonly ICatalogueSource _source;
    private readonly ICenterRowStore _store;
    private readonly CatalogueDownloadOptions _options;

    /// <summary>Creates a downloader.</summary>
    public PagedCatalogueDownloader(ICatalogueSource source, ICenterRowStore store, CatalogueDownloadOptions? options = null)
    {
        _source = source ?? throw new ArgumentNullException(nameof(source));
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _options = options ?? new CatalogueDownloadOptions();
    }

    /// <summary>The queries that are read page by page.</summary>
    public static IReadOnlyList<string> Numbers { get; } = KeyFields.Keys.OrderBy(k => k, StringComparer.Ordinal).ToList();

    /// <summary>Brings the rows of a query up to date.</summary>
    /// <param name="number">One of <see cref="Numbers"/>.</param>
    /// <param name="cancellationToken">Ends it; the pages that were kept stay.</param>
    /// <returns>Rows that were new or said something else.</returns>
    public async Task<int> RunAsync(string number, CancellationToken cancellationToken = default)
    {
        if (!KeyFields.ContainsKey(number ?? ""))
        {
            throw new ArgumentException("'" + number + "' is no paged query of catalogues; those are " + string.Join(", ", Numbers), nameof(number));
        }

        var changed = 0;
        var mark = await _store.GetMarkAsync(number!, cancellationToken).ConfigureAwait(false);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var output = await _source.QueryAsync(number!, Input(mark), cancellationToken).ConfigureAwait(false);
            using var json = JsonDocument.Parse(output);
            var rows = Rows(number!, json.RootElement, out var newest);
            newest = newest > mark.Newest ? newest : mark.Newest;
            var isLast = IsLast(json.RootElement, mark.NextPage, rows.Count);

            // Whole days: the center compares at its own precision, and rows that come again change nothing.
            var next = isLast ? new PageMark(newest.Value.Date, 1, newest) : new PageMark(mark.Since, mark.NextPage + 1, newest);
            changed += await _store.KeepAsync(number!, rows, next, cancellationToken).ConfigureAwait(false);
            if (isLast)
            {
                return changed;
            }

            mark = next;
        }

        return changed;
    }

    /// <summary>Brings a dictionary up to date (1901).</summary>
    /// <param name="type">Type of the dictionary, such as list_type.</param>
    /// <param name="area">Area code, six digits.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows that were new, said something else or are gone.</returns>
    /// <exception cref="NotSupportedException">The center gives a file in place of the rows (Guangzhou does): fetch it with 9102.</exception>
    public async Task<int> RunDictionaryAsync(string type, string area, CancellationToken cancellationToken = default)
    {
        var rows = await _source.QueryDictionaryAsync(type, area, ChinaTime.Now(_options.TimeProvider), cancellationToken).ConfigureAwait(false);
        return await _store.ReplaceAsync("1901:" + type, rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a thread with a user interface.</summary>
    public int Run(string number, CancellationToken cancellationToken = default)
        => Task.Run(() => RunAsync(number, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="RunDictionaryAsync"/>; safe on a thread with a user interface.</summary>
    public int RunDictionary(string type, string area, CancellationToken cancellationToken = default)
        => Task.Run(() => RunDictionaryAsync(type, area, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private string Input(PageMark mark) => Calls.JsonInput.Of("data", w =>
    {
        w.WriteString("updt_time", mark.Since.ToString("yyyy-MM-dd"));
        w.WriteNumber("page_num", mark.NextPage);
        w.WriteNumber("page_size", _options.PageSize);
    });

    private static List<CenterQueryRow> Rows(string number, JsonElement output, out ChinaTime newest)
    {
        newest = PageMark.Start.Newest;
        var result = new List<CenterQueryRow>();
        var data = output.ValueKind == JsonValueKind.Array ? output : TolerantJson.Find(output, "data") ?? default;
        foreach (var row in data.ValueKind switch { JsonValueKind.Array => data.EnumerateArray().ToList(), JsonValueKind.Object => new List<JsonElement> { data }, _ => new List<JsonElement>() })
        {
            var fields = KeyFields[number].Select(f => TolerantJson.Text(row, f) ?? "").ToList();
            result.Add(new CenterQueryRow(TolerantJson.Text(row, "rid") ?? string.Join("|", fields), fields[0], row.GetRawText()));
            if (TolerantJson.Time(row, "updt_time") is { } time && time > newest)
            {
                newest = time;
            }
        }

        return result;
    }

    private static bool IsLast(JsonElement output, int page, int rows)
        => rows == 0
            || string.Equals(TolerantJson.Text(output, "lastPage"), "true", StringComparison.OrdinalIgnoreCase)
            || (TolerantJson.Number(output, "pages") is { } pages ? page >= pages : TolerantJson.Text(output, "lastPage") is null);
}
