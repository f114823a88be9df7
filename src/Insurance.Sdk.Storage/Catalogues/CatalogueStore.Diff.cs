using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>Two versions side by side.</content>
public sealed partial class CatalogueStore
{
    /// <summary>What lies between two versions of a catalogue. A version stands for everything up to it.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="from">The earlier version; none stands for the empty catalogue.</param>
    /// <param name="to">The later version.</param>
    /// <param name="always">Codes whose changes are listed in any case, as a rule those the hospital has mapped; null for none.</param>
    /// <param name="limit">How many changes of other codes are listed; all are counted.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="ArgumentException">The later version is not later, or a version is not held; the message lists those that are.</exception>
    public Task<CatalogueDiff> DiffAsync(
        string catalogue, CatalogueVersion from, CatalogueVersion to, ISet<string>? always = null, int limit = 1000, CancellationToken cancellationToken = default)
    {
        var layout = CatalogueLayout.Of(catalogue);
        if (to <= from)
        {
            throw new ArgumentException("The version '" + to + "' does not come after '" + from + "'.", nameof(to));
        }

        return _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                await RefuseUnknownAsync(db, layout.Code, from, nameof(from), c).ConfigureAwait(false);
                await RefuseUnknownAsync(db, layout.Code, to, nameof(to), c).ConfigureAwait(false);
                var today = Days.Text(ChinaTime.Now(_database.Clock));
                var collector = new DiffCollector(layout, today, always, limit);
                var changed = new List<(string Code, string Part)>();
                using (var select = new Statement(
                    db,
                    "SELECT code, part FROM ins_catalogue_row WHERE catalogue = @catalogue AND version_key > @from AND version_key <= @to ORDER BY code",
                    "catalogue", "from", "to"))
                using (var row = await select.With(layout.Code, from.SortKey, to.SortKey).ReadAsync(c).ConfigureAwait(false))
                {
                    (string, string) last = default;
                    while (await row.ReadAsync(c).ConfigureAwait(false))
                    {
                        var key = (row.GetString(0), row.GetString(1));
                        if (key != last)
                        {
                            changed.Add(key);
                        }

                        last = key;
                    }
                }

                using var rows = new Statement(
                    db,
                    "SELECT version_key, content FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code AND part = @part AND version_key <= @to ORDER BY version_key, id",
                    "catalogue", "code", "part", "to");
                foreach (var (code, part) in changed)
                {
                    CatalogueRow? before = null;
                    CatalogueRow? after = null;
                    using (var row = await rows.With(layout.Code, code, part, to.SortKey).ReadAsync(c).ConfigureAwait(false))
                    {
                        while (await row.ReadAsync(c).ConfigureAwait(false))
                        {
                            var split = CatalogueRow.Split(layout, row.GetString(1));
                            before = string.CompareOrdinal(row.GetString(0), from.SortKey) <= 0 ? split : before;
                            after = split;
                        }
                    }

                    collector.Add(code, before, after!);
                }

                return collector.Build(from, to);
            },
            cancellationToken);
    }

    /// <summary>A mistyped version would compare as some place in the order, and its difference would look right.</summary>
    private static async Task RefuseUnknownAsync(DataConnection db, string catalogue, CatalogueVersion version, string parameter, CancellationToken cancellationToken)
    {
        if (version.IsNone)
        {
            return;
        }

        using var select = new Statement(db, "SELECT COUNT(*) FROM ins_catalogue_row WHERE catalogue = @catalogue AND version_key = @version", "catalogue", "version");
        using (var row = await select.With(catalogue, version.SortKey).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await row.ReadAsync(cancellationToken).ConfigureAwait(false) && row.Number(0) > 0)
            {
                return;
            }
        }

        var held = (await ImportsAsync(db, catalogue, cancellationToken).ConfigureAwait(false)).Select(i => i.Version.Text).Distinct(StringComparer.Ordinal).ToList();
        throw new ArgumentException("No row of " + catalogue + " has the version '" + version + "'. Versions of the files taken in: " + (held.Count == 0 ? "none" : string.Join(", ", held)), parameter);
    }

    private sealed class DiffCollector(CatalogueLayout layout, string today, ISet<string>? always, int limit)
    {
        private readonly List<CatalogueCodeChange> _changes = new();
        private readonly long[] _counts = new long[4];
        private int _others;
        private bool _isCut;

        internal void Add(string code, CatalogueRow? before, CatalogueRow after)
        {
            var columns = before is null ? new List<CatalogueColumnChange>() : Columns(before, after);
            var (was, stays) = (before is not null && IsLive(before), IsLive(after));
            var kind = before is null ? CatalogueChangeKind.Added
                : was && !stays ? CatalogueChangeKind.Ended
                : !was && stays ? CatalogueChangeKind.BroughtBack
                : CatalogueChangeKind.Changed;
            if (kind == CatalogueChangeKind.Changed && columns.Count == 0)
            {
                return;
            }

            _counts[(int)kind]++;
            if (always?.Contains(code) == true || _others++ < limit)
            {
                _changes.Add(new CatalogueCodeChange(kind, code, before, after, columns));
            }
            else
            {
                _isCut = true;
            }
        }

        internal CatalogueDiff Build(CatalogueVersion from, CatalogueVersion to) => new()
        {
            Catalogue = layout.Code,
            From = from,
            To = to,
            Added = _counts[(int)CatalogueChangeKind.Added],
            Changed = _counts[(int)CatalogueChangeKind.Changed],
            Ended = _counts[(int)CatalogueChangeKind.Ended],
            BroughtBack = _counts[(int)CatalogueChangeKind.BroughtBack],
            Changes = _changes,
            IsCut = _isCut,
        };

        private bool IsLive(CatalogueRow row) => row.IsValid && (Days.Text(row.ValidTo) is not { } last || string.CompareOrdinal(last, today) >= 0);

        private List<CatalogueColumnChange> Columns(CatalogueRow before, CatalogueRow after)
        {
            var changes = new List<CatalogueColumnChange>();
            for (var i = 1; i <= Math.Max(before.ColumnCount, after.ColumnCount); i++)
            {
                if (!layout.IsAboutTheRecord(i) && !string.Equals(before[i], after[i], StringComparison.Ordinal))
                {
                    changes.Add(new CatalogueColumnChange(layout.ColumnAt(i), i, before[i], after[i]));
                }
            }

            return changes;
        }
    }
}
