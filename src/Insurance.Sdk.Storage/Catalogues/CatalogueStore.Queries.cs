using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>What was kept is asked for.</content>
public sealed partial class CatalogueStore
{
    /// <summary>All catalogues that were imported or asked for, by number.</summary>
    public Task<IReadOnlyList<CatalogueStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                var counts = new Dictionary<string, (long Rows, long Codes)>(StringComparer.Ordinal);
                using (var select = new Statement(db, "SELECT catalogue, COUNT(*), COUNT(DISTINCT code) FROM ins_catalogue_row GROUP BY catalogue"))
                using (var row = await select.ReadAsync(c).ConfigureAwait(false))
                {
                    while (await row.ReadAsync(c).ConfigureAwait(false))
                    {
                        counts[row.GetString(0)] = (row.Number(1), row.Number(2));
                    }
                }

                var result = new List<CatalogueStatus>();
                using var states = new Statement(db, "SELECT catalogue, version, changed_at, pending_query FROM ins_catalogue_state ORDER BY catalogue");
                using var state = await states.ReadAsync(c).ConfigureAwait(false);
                while (await state.ReadAsync(c).ConfigureAwait(false))
                {
                    var code = state.GetString(0);
                    var count = counts.TryGetValue(code, out var found) ? found : default;
                    result.Add(new CatalogueStatus
                    {
                        Catalogue = code,
                        Title = CatalogueLayout.Find(code)?.Title ?? "",
                        Version = new CatalogueVersion(state.GetString(1)),
                        Rows = count.Rows,
                        Codes = count.Codes,
                        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(state.Number(2)),
                        HasPendingFile = state.GetString(3).Length > 0,
                    });
                }

                return (IReadOnlyList<CatalogueStatus>)result;
            },
            cancellationToken);

    /// <summary>Every version of a code, the oldest first. Empty where the catalogue does not know it.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="code">National code, or the id in a file of diagnoses.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<CatalogueRowVersion>> GetVersionsAsync(string catalogue, string code, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) => (IReadOnlyList<CatalogueRowVersion>)await VersionsAsync(db, CatalogueLayout.Of(catalogue), code, c).ConfigureAwait(false),
            cancellationToken);

    /// <summary>What the catalogue says of a code on a day, today's or an earlier one.</summary>
    /// <remarks>The newest version that had begun by that day counts: a version with a later beginning does not change what was valid before it.</remarks>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="code">National code.</param>
    /// <param name="day">The day of a fee, China time.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<CatalogueAnswer> FindAsync(string catalogue, string code, ChinaTime day, CancellationToken cancellationToken = default)
        => Judge((await GetVersionsAsync(catalogue, code, cancellationToken).ConfigureAwait(false)).Select(v => v.Row).ToList(), day);

    /// <summary>Days of validity of national codes, for <see cref="NationalItemTable"/>.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="listType">list_type that stands for this catalogue, such as 201 for 1305.</param>
    /// <param name="codes">Codes to load, as a rule those the hospital has mapped.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<NationalItem>> LoadNationalItemsAsync(string catalogue, string listType, IEnumerable<string> codes, CancellationToken cancellationToken = default)
    {
        var layout = CatalogueLayout.Of(catalogue);
        _ = codes ?? throw new ArgumentNullException(nameof(codes));
        return _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                var items = new List<NationalItem>();
                foreach (var code in codes.Distinct(StringComparer.Ordinal))
                {
                    items.AddRange(Items(await VersionsAsync(db, layout, code, c).ConfigureAwait(false), listType));
                }

                return (IReadOnlyList<NationalItem>)items;
            },
            cancellationToken);
    }

    /// <summary>Versions that files brought, the earliest first, each with the day of its import.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<CatalogueImported>> ListVersionsAsync(string catalogue, CancellationToken cancellationToken = default)
        => _database.ReadAsync(CatalogueSchema.Part, (db, c) => ImportsAsync(db, CatalogueLayout.Of(catalogue).Code, c), cancellationToken);

    private static async Task<IReadOnlyList<CatalogueImported>> ImportsAsync(DataConnection db, string catalogue, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT version, file_name, at, row_count FROM ins_catalogue_import WHERE catalogue = @catalogue ORDER BY id", "catalogue");
        using var row = await select.With(catalogue).ReadAsync(cancellationToken).ConfigureAwait(false);
        var imports = new List<CatalogueImported>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            imports.Add(new CatalogueImported(new CatalogueVersion(row.GetString(0)), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(2)), row.Number(3)));
        }

        return imports.OrderBy(i => i.Version).ToList();
    }

    /// <summary>A code with parts (1321) is what its best part is: it is valid while one of them is.</summary>
    internal static CatalogueAnswer Judge(IReadOnlyList<CatalogueRow> rows, ChinaTime day)
    {
        var parts = rows.GroupBy(r => r.Part, StringComparer.Ordinal).Select(p => JudgePart(p.ToList(), day)).ToList();
        return parts.Find(a => a.Reason == CatalogueReason.Valid) ?? (parts.Count > 0 ? parts[parts.Count - 1] : new CatalogueAnswer(CatalogueReason.NotKnown, null));
    }

    /// <summary>The newest version that had begun decides. It may have several rows of a code that share the years between them: one that is valid is enough.</summary>
    private static CatalogueAnswer JudgePart(List<CatalogueRow> rows, ChinaTime day)
    {
        var today = EffectiveInterval.DayOf(day);
        CatalogueAnswer? later = null;
        for (var end = rows.Count; end > 0;)
        {
            var first = end - 1;
            while (first > 0 && rows[first - 1].Version == rows[end - 1].Version)
            {
                first--;
            }

            CatalogueAnswer? answer = null;
            for (var i = end - 1; i >= first; i--)
            {
                var judged = JudgeRow(rows[i], today);
                if (judged.Reason == CatalogueReason.Valid)
                {
                    return judged;
                }

                if (judged.Reason == CatalogueReason.BeginsLater)
                {
                    later ??= judged;
                }
                else
                {
                    answer ??= judged;
                }
            }

            if (answer is not null)
            {
                return answer;
            }

            end = first;
        }

        return later!;
    }

    private static CatalogueAnswer JudgeRow(CatalogueRow row, int day) => new(
        row.ValidFrom is { } from && EffectiveInterval.DayOf(from) > day ? CatalogueReason.BeginsLater
            : row.IsWithdrawn ? CatalogueReason.Withdrawn
            : row.ValidTo is { } to && EffectiveInterval.DayOf(to) < day ? CatalogueReason.Ended : CatalogueReason.Valid,
        row);

    private static async Task<List<CatalogueRowVersion>> VersionsAsync(DataConnection db, CatalogueLayout layout, string code, CancellationToken cancellationToken)
    {
        var rows = new List<CatalogueRow>();
        using (var select = new Statement(db, "SELECT content FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code ORDER BY version_key, id", "catalogue", "code"))
        using (var row = await select.With(layout.Code, code).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(CatalogueRow.Split(layout, row.GetString(0)));
            }
        }

        return rows.Select((row, i) =>
        {
            var next = rows.Skip(i + 1).FirstOrDefault(r => r.Part == row.Part && r.Version > row.Version);
            return new CatalogueRowVersion(row, row.Version, next?.Version);
        }).ToList();
    }

    /// <summary>One interval for each stretch of days that some version decides; the newest version that had begun decides a day.</summary>
    private static IEnumerable<NationalItem> Items(List<CatalogueRowVersion> versions, string listType)
    {
        foreach (var (row, _, replacedBy) in versions)
        {
            var from = row.ValidFrom ?? new ChinaTime(1900, 1, 1);
            var to = row.ValidTo;
            if (replacedBy is not null)
            {
                // Of an older version only the days before the newer one begins are left.
                var newer = versions.Where(v => v.First > row.Version && v.Row.Part == row.Part).Min(v => EffectiveInterval.DayOf(v.Row.ValidFrom ?? new ChinaTime(1900, 1, 1)));
                if (newer <= EffectiveInterval.DayOf(from))
                {
                    continue;
                }

                var last = EffectiveInterval.ToTime(newer - 1);
                to = to is { } end && end < last ? end : last;
            }

            yield return new NationalItem
            {
                NationalCode = row.Code,
                ListType = listType,
                Interval = new EffectiveInterval(from, to),
                Name = row[CatalogueRole.Name],
                IsValid = !row.IsWithdrawn,
            };
        }
    }
}
