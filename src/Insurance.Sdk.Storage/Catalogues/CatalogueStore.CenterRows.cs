using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>Rows of the paged queries, and the tables they make: insurance items (1316), price caps (1318), self-pay ratios (1319).</content>
public sealed partial class CatalogueStore : ICenterRowStore
{
    private const int RowKeyLength = 300;

    /// <inheritdoc />
    public Task<PageMark> GetMarkAsync(string source, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                using var select = new Statement(db, "SELECT since, next_page, newest FROM ins_center_mark WHERE source = @source", "source");
                using var row = await select.With(source).ReadAsync(c).ConfigureAwait(false);
                return await row.ReadAsync(c).ConfigureAwait(false)
                    ? new PageMark(Days.Read(row.GetString(0)) ?? PageMark.Start.Since, (int)row.Number(1), Days.Read(row.GetString(2)) ?? PageMark.Start.Newest)
                    : PageMark.Start;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<int> KeepAsync(string source, IReadOnlyList<CenterQueryRow> rows, PageMark mark, CancellationToken cancellationToken = default)
    {
        _ = rows ?? throw new ArgumentNullException(nameof(rows));
        _ = mark ?? throw new ArgumentNullException(nameof(mark));
        return _database.WriteAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                var changed = await KeepRowsAsync(db, source, rows, c).ConfigureAwait(false);
                await MarkAsync(db, source, mark, c).ConfigureAwait(false);
                return changed;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<int> ReplaceAsync(string source, IReadOnlyList<CenterQueryRow> rows, CancellationToken cancellationToken = default)
    {
        _ = rows ?? throw new ArgumentNullException(nameof(rows));
        return _database.WriteAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                var changed = await KeepRowsAsync(db, source, rows, c).ConfigureAwait(false);
                var there = new HashSet<string>(rows.Select(r => r.Key), StringComparer.Ordinal);
                using var close = new Statement(db, "UPDATE ins_center_row SET is_newest = 0 WHERE source = @source AND row_key = @key", "source", "key");
                foreach (var gone in (await RowsAsync(db, source, null, c).ConfigureAwait(false)).Where(r => !there.Contains(r.Key)))
                {
                    await close.With(source, gone.Key).ExecuteAsync(c).ConfigureAwait(false);
                    changed++;
                }

                return changed;
            },
            cancellationToken);
    }

    private async Task<int> KeepRowsAsync(DataConnection db, string source, IReadOnlyList<CenterQueryRow> rows, CancellationToken cancellationToken)
    {
        var now = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var select = new Statement(db, "SELECT id, content FROM ins_center_row WHERE source = @source AND row_key = @key AND is_newest = 1", "source", "key");
        using var close = new Statement(db, "UPDATE ins_center_row SET is_newest = 0 WHERE id = @id", "id");
        using var insert = new Statement(
            db,
            "INSERT INTO ins_center_row (source, row_key, code, is_newest, seen_at, content) VALUES (@source, @key, @code, 1, @at, @content)",
            "source", "key", "code", "at", "content");
        var changed = 0;
        foreach (var row in rows)
        {
            if (row.Key.Length > RowKeyLength || row.Code.Length > CatalogueSchema.CodeLength)
            {
                throw new ProtocolException("A row of " + source + " has a key or a code that is longer than any store takes");
            }

            long? known = null;
            var isSame = false;
            using (var found = await select.With(source, row.Key).ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (await found.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    known = found.Number(0);
                    isSame = found.GetString(1) == row.Json;
                }
            }

            if (isSame)
            {
                continue;
            }

            if (known is { } id)
            {
                await close.With(id).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }

            await insert.With(source, row.Key, row.Code, now, row.Json).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            changed++;
        }

        return changed;
    }

    /// <summary>The newest state of every row of a paged query or dictionary, in the order in which the center sent them.</summary>
    /// <param name="source">1304, 1312, 1316 to 1319, or 1901: and the type.</param>
    /// <param name="code">Only rows about this code; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<CenterQueryRow>> ListRowsAsync(string source, string? code = null, CancellationToken cancellationToken = default)
        => _database.ReadAsync(CatalogueSchema.Part, async (db, c) => (IReadOnlyList<CenterQueryRow>)await RowsAsync(db, source, code, c).ConfigureAwait(false), cancellationToken);

    private static async Task<List<CenterQueryRow>> RowsAsync(DataConnection db, string source, string? code, CancellationToken cancellationToken)
    {
        using var select = new Statement(
            db,
            "SELECT row_key, code, content FROM ins_center_row WHERE source = @source AND is_newest = 1" + (code is null ? "" : " AND code = @code") + " ORDER BY id",
            code is null ? ["source"] : ["source", "code"]);
        using var row = await select.With(code is null ? [source] : [source, code]).ReadAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<CenterQueryRow>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new CenterQueryRow(row.GetString(0), row.GetString(1), row.GetString(2)));
        }

        return rows;
    }

    /// <summary>National codes and their insurance items (1316) as kept.</summary>
    public async Task<InsuranceItemTable> LoadInsuranceItemsAsync(CancellationToken cancellationToken = default)
    {
        var items = new List<InsuranceItem>();
        await ReadAsync("1316", json =>
        {
            var row = new QueryInsuranceItemMatchesAnswerData
            {
                MedListCodg = TolerantJson.Text(json, "med_list_codg"),
                HilistCode = TolerantJson.Text(json, "hilist_code"),
                ListType = TolerantJson.Text(json, "list_type"),
                InsuAdmdvs = TolerantJson.Text(json, "insu_admdvs"),
                Begndate = TolerantJson.Time(json, "begndate"),
                Enddate = TolerantJson.Time(json, "enddate"),
                ValiFlag = TolerantJson.Text(json, "vali_flag"),
            };
            if (InsuranceItem.TryFrom(row, out var item, out _))
            {
                items.Add(item!);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new InsuranceItemTable(items);
    }

    /// <summary>Price caps (1318) as kept.</summary>
    public async Task<PriceCapTable> LoadPriceCapsAsync(CancellationToken cancellationToken = default)
    {
        var caps = new List<PriceCap>();
        await ReadAsync("1318", json =>
        {
            var row = new QueryItemPriceCapsAnswerData
            {
                HilistCode = TolerantJson.Text(json, "hilist_code"),
                HilistLmtpricType = TolerantJson.Text(json, "hilist_lmtpric_type"),
                InsuAdmdvs = TolerantJson.Text(json, "insu_admdvs"),
                HilistPricUplmtAmt = TolerantJson.Number(json, "hilist_pric_uplmt_amt"),
                Begndate = TolerantJson.Time(json, "begndate"),
                Enddate = TolerantJson.Time(json, "enddate"),
                ValiFlag = TolerantJson.Text(json, "vali_flag"),
            };
            if (PriceCap.TryFrom(row, out var cap, out _))
            {
                caps.Add(cap!);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new PriceCapTable(caps);
    }

    /// <summary>Self-pay ratios (1319) as kept.</summary>
    public async Task<SelfPayTable> LoadSelfPayRatiosAsync(CancellationToken cancellationToken = default)
    {
        var ratios = new List<SelfPayRatio>();
        await ReadAsync("1319", json =>
        {
            var row = new QueryItemSelfPayRatiosAnswerData
            {
                HilistCode = TolerantJson.Text(json, "hilist_code"),
                SelfpayPropPsnType = TolerantJson.Text(json, "selfpay_prop_psn_type"),
                SelfpayPropType = TolerantJson.Text(json, "selfpay_prop_type"),
                InsuAdmdvs = TolerantJson.Text(json, "insu_admdvs"),
                SelfpayProp = TolerantJson.Number(json, "selfpay_prop"),
                Begndate = TolerantJson.Time(json, "begndate"),
                Enddate = TolerantJson.Time(json, "enddate"),
                ValiFlag = TolerantJson.Text(json, "vali_flag"),
            };
            if (SelfPayRatio.TryFrom(row, out var ratio, out _))
            {
                ratios.Add(ratio!);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new SelfPayTable(ratios);
    }

    private async Task ReadAsync(string source, Action<JsonElement> take, CancellationToken cancellationToken)
    {
        foreach (var row in await ListRowsAsync(source, null, cancellationToken).ConfigureAwait(false))
        {
            using var json = JsonDocument.Parse(row.Json);
            take(json.RootElement);
        }
    }

    private static async Task MarkAsync(DataConnection db, string source, PageMark mark, CancellationToken cancellationToken)
    {
        string Time(ChinaTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        using var update = new Statement(db, "UPDATE ins_center_mark SET since = @since, next_page = @page, newest = @newest WHERE source = @source", "since", "page", "newest", "source");
        if (await update.With(Time(mark.Since), mark.NextPage, Time(mark.Newest), source).ExecuteAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            using var insert = new Statement(db, "INSERT INTO ins_center_mark (source, since, next_page, newest) VALUES (@source, @since, @page, @newest)", "source", "since", "page", "newest");
            await insert.With(source, Time(mark.Since), mark.NextPage, Time(mark.Newest)).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
