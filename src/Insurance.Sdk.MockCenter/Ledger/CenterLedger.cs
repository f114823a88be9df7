using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What the center has booked, by institution.</summary>
public sealed class CenterLedger : IDisposable
{
    private readonly ConcurrentDictionary<string, InstitutionLedger> _institutions = new(StringComparer.Ordinal);
    private readonly LedgerFile? _file;

    internal CenterLedger(string? path)
    {
        if (path is null)
        {
            return;
        }

        _file = new LedgerFile(path);
        try
        {
            foreach (var entry in _file.Replay())
            {
                For(entry.Institution).Replay(entry);
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Every booked document once, by institution and order of booking.</summary>
    public IReadOnlyList<LedgerDocument> Documents()
    {
        var result = new List<LedgerDocument>();
        foreach (var ledger in _institutions.Values.OrderBy(i => i.Code, StringComparer.Ordinal))
        {
            lock (ledger.Gate)
            {
                result.AddRange(ledger.Documents.All);
            }
        }

        return result;
    }

    /// <summary>Stock of an item in one lot, or of all its lots.</summary>
    /// <param name="institution">fixmedins_code.</param>
    /// <param name="item">fixmedins_hilist_id.</param>
    /// <param name="lot">manu_lotnum; null for all.</param>
    public decimal Stock(string institution, string item, string? lot = null)
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            var lots = ledger.Stock.OfItem(item);
            return lot is null ? lots.Values.Sum() : lots.GetValueOrDefault(lot);
        }
    }

    /// <summary>The center reviews the uploaded mappings of an institution: 1317 shows them as valid from now on.</summary>
    public void ReviewMappings(string institution)
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            using var batch = ledger.Begin("review", "review", DateTimeOffset.UnixEpoch);
            batch.Add(CatalogueMappingBook.Reviewed());
            batch.Complete();
        }
    }

    /// <summary>Closes the ledger file.</summary>
    public void Dispose() => _file?.Dispose();

    internal InstitutionLedger For(string institution) => _institutions.GetOrAdd(institution, code => new InstitutionLedger(code, _file));

    internal void Clear()
    {
        _file?.Clear();
        _institutions.Clear();
    }
}
