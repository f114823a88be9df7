using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Lays rows over the stored ones within one transaction: new links are added, known ones completed, learned ones never put before others.</summary>
internal sealed class CodeBaseMerge
{
    /// <summary>Rows looked up and written at a time; an IN list of so many numbers is no trouble for any product.</summary>
    internal const int ChunkSize = 2000;

    /// <summary>Texts of one IN list: some products take each as a parameter.</summary>
    private const int TextsOfOneQuery = 500;

    private readonly DataConnection _db;
    private readonly CodeBaseFillRecord _fill;

    internal CodeBaseMerge(DataConnection db, CodeBaseFillRecord fill)
    {
        _db = db;
        _fill = fill;
    }

    /// <summary>Each link once; of two rows for one link the later wins.</summary>
    internal static List<CodeBaseRecord> Distinct(IEnumerable<FourCodeRow> rows, FourCodeSource source)
    {
        var distinct = new Dictionary<(int, string, string, string, string), CodeBaseRecord>();
        foreach (var row in rows)
        {
            if (row.Check() is { } wrong)
            {
                throw new ArgumentException(wrong, nameof(rows));
            }

            var record = CodeBaseRecord.Of(row);
            record.Source = (int)source;
            distinct[record.Key] = record;
        }

        return distinct.Values.ToList();
    }

    internal async Task MergeAsync(IReadOnlyList<CodeBaseRecord> rows, IProgress<CodeBaseProgress>? progress, int before, int? total, CancellationToken cancellationToken)
    {
        for (var at = 0; at < rows.Count; at += ChunkSize)
        {
            var chunk = rows.Skip(at).Take(ChunkSize).ToList();
            await ChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
            progress?.Report(new CodeBaseProgress(before + at + chunk.Count, total));
        }

        _fill.Rows += rows.Count;
    }

    /// <summary>Takes away the links of a source that a complete fill did not bring.</summary>
    internal async Task RemoveOthersAsync(IEnumerable<CodeBaseRecord> brought, CancellationToken cancellationToken)
    {
        var keep = new HashSet<(int, string, string, string, string)>(brought.Select(r => r.Key));
        var source = _fill.Source;
        var gone = (await _db.GetTable<CodeBaseRecord>().Where(r => r.Source == source && r.RemovedIn == 0).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Where(r => !keep.Contains(r.Key)).ToList();
        var version = (int)_fill.Id;
        for (var at = 0; at < gone.Count; at += ChunkSize)
        {
            var chunk = gone.Skip(at).Take(ChunkSize).ToList();
            var ids = chunk.Select(r => r.Id).ToList();
            await _db.GetTable<CodeBaseRecord>().Where(r => ids.Contains(r.Id)).Set(r => r.RemovedIn, version).Set(r => r.Version, version).UpdateAsync(cancellationToken).ConfigureAwait(false);
            var stored = await StoredAsync(chunk, cancellationToken).ConfigureAwait(false);
            await JudgeLearnedAsync(stored.Where(r => r.IsLive), cancellationToken).ConfigureAwait(false);
        }

        _fill.Removed += gone.Count;
    }

    private async Task ChunkAsync(List<CodeBaseRecord> chunk, CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(chunk, cancellationToken).ConfigureAwait(false);
        var byKey = stored.ToDictionary(r => r.Key);
        var byGroup = stored.Where(r => r.IsLive).GroupBy(r => r.Group).ToDictionary(g => g.Key, g => g.ToList());
        var added = new List<CodeBaseRecord>();
        foreach (var row in chunk)
        {
            if (!byGroup.TryGetValue(row.Group, out var group))
            {
                byGroup.Add(row.Group, group = new List<CodeBaseRecord>());
            }

            byKey.TryGetValue(row.Key, out var known);
            if (row.IsLearned && group.Exists(r => !ReferenceEquals(r, known) && Covers(r, row)))
            {
                continue;
            }

            if (known is null)
            {
                row.Version = (int)_fill.Id;
                added.Add(row);
                group.Add(row);
                byKey.Add(row.Key, row);
                _fill.Added++;
            }
            else if (Complete(known, row))
            {
                await _db.UpdateAsync(known, token: cancellationToken).ConfigureAwait(false);
                if (!group.Contains(known))
                {
                    group.Add(known);
                }
            }
        }

        foreach (var row in added.Where(r => r.IsLearned))
        {
            row.Conflict = IsConflict(row, byGroup[row.Group]) ? 1 : 0;
            _fill.Conflicts += row.Conflict;
        }

        if (added.Count > 0)
        {
            await CodeBaseInsert.AllAsync(_db, added, cancellationToken).ConfigureAwait(false);
        }

        await JudgeLearnedAsync(byGroup.Values.SelectMany(g => g).Where(r => r.Id != 0), cancellationToken, byGroup).ConfigureAwait(false);
    }

    /// <summary>All stored rows, removed ones too, that share a prefix, whole code or barcode with some rows.</summary>
    private async Task<List<CodeBaseRecord>> StoredAsync(List<CodeBaseRecord> rows, CancellationToken cancellationToken)
    {
        var stored = new List<CodeBaseRecord>();
        var table = _db.GetTable<CodeBaseRecord>();
        var prefixes = rows.Where(r => r.Prefix != 0).Select(r => r.Prefix).Distinct().ToList();
        if (prefixes.Count > 0)
        {
            stored.AddRange(await table.Where(r => prefixes.Contains(r.Prefix)).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        foreach (var codes in Slices(rows.Where(r => r.Prefix == 0 && r.WholeCode.Length > 0).Select(r => r.WholeCode)))
        {
            stored.AddRange(await table.Where(r => r.Prefix == 0 && codes.Contains(r.WholeCode)).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        foreach (var barcodes in Slices(rows.Where(r => r.Prefix == 0 && r.WholeCode.Length == 0).Select(r => r.Barcode)))
        {
            stored.AddRange(await table.Where(r => r.Prefix == 0 && r.WholeCode == "" && barcodes.Contains(r.Barcode)).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return stored;
    }

    private static IEnumerable<List<string>> Slices(IEnumerable<string> texts)
        => texts.Distinct(StringComparer.Ordinal).Select((text, i) => (text, i)).GroupBy(t => t.i / TextsOfOneQuery, t => t.text).Select(g => g.ToList());

    /// <summary>Puts what a row says more into the stored one; an empty field says nothing. True where something changed.</summary>
    private bool Complete(CodeBaseRecord known, CodeBaseRecord row)
    {
        if (row.IsLearned && !known.IsLearned && known.IsLive)
        {
            return false;
        }

        var wasLive = known.IsLive;
        var changed = !wasLive;
        if (!wasLive || (known.IsLearned && !row.IsLearned))
        {
            changed |= known.Source != row.Source || known.Conflict != 0;
            known.Source = row.Source;
            known.Conflict = 0;
            known.RemovedIn = 0;
        }

        changed |= Take(row.StandardCode, known.StandardCode, v => known.StandardCode = v);
        changed |= Take(row.Name, known.Name, v => known.Name = v);
        changed |= Take(row.PackSize, known.PackSize, v => known.PackSize = v);
        if (!changed)
        {
            return false;
        }

        known.Version = (int)_fill.Id;
        if (wasLive)
        {
            _fill.Changed++;
        }
        else
        {
            _fill.Added++;
        }

        return true;
    }

    /// <summary>Looks again whether learned rows contradict the others: the others may have come later, or gone.</summary>
    private async Task JudgeLearnedAsync(IEnumerable<CodeBaseRecord> rows, CancellationToken cancellationToken, Dictionary<(int, string), List<CodeBaseRecord>>? byGroup = null)
    {
        var live = rows.ToList();
        byGroup ??= live.GroupBy(r => r.Group).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var learned in live.Where(r => r.IsLearned))
        {
            var conflict = IsConflict(learned, byGroup[learned.Group]) ? 1 : 0;
            if (conflict != learned.Conflict)
            {
                learned.Conflict = conflict;
                _fill.Conflicts += conflict;
                await _db.UpdateAsync(learned, token: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A learned link contradicts where others know the prefix and none of them can mean the same drug.</summary>
    private static bool IsConflict(CodeBaseRecord learned, List<CodeBaseRecord> group)
    {
        var others = group.Where(r => !r.IsLearned).ToList();
        return others.Count > 0 && !others.Exists(r => MayBeSame(r.NationalItem, learned.NationalItem) && MayBeSame(r.HospitalItem, learned.HospitalItem));
    }

    /// <summary>True where a row says already all that a learned one would.</summary>
    private static bool Covers(CodeBaseRecord row, CodeBaseRecord learned)
        => (learned.NationalItem.Length == 0 || learned.NationalItem == row.NationalItem) && (learned.HospitalItem.Length == 0 || learned.HospitalItem == row.HospitalItem);

    private static bool MayBeSame(string a, string b) => a.Length == 0 || b.Length == 0 || a == b;

    private static bool Take(string value, string known, Action<string> set)
    {
        if (value.Length == 0 || value == known)
        {
            return false;
        }

        set(value);
        return true;
    }
}
