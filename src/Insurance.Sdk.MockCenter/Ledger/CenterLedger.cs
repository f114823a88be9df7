using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What the center has booked, by institution.</summary>
public sealed class CenterLedger : IDisposable
{
    private readonly ConcurrentDictionary<string, InstitutionLedger> _institutions = new(StringComparer.Ordinal);
    private readonly LedgerFile? _file;
    private readonly PersonStates _persons = new();

    private readonly MockCenterOptions _options;

    internal CenterLedger(MockCenterOptions options)
    {
        _options = options;
        if (options.LedgerFile is null)
        {
            return;
        }

        _file = new LedgerFile(options.LedgerFile);
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
                result.AddRange(ledger.Documents.All.Concat(ledger.Visits.Documents).Concat(ledger.Filings.Documents).OrderBy(d => d.Order));
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

    /// <summary>Visits, stays and purchases of an institution, in order of booking.</summary>
    /// <param name="institution">fixmedins_code; null for all.</param>
    public IReadOnlyList<MockVisit> Visits(string? institution = null) => Read(institution, l => l.Visits.Visits.Select(v => VisitSnapshots.Of(v)));

    /// <summary>Settlements and refunds of an institution, in order of booking; reversed ones too.</summary>
    /// <param name="institution">fixmedins_code; null for all.</param>
    public IReadOnlyList<MockSettlement> Settlements(string? institution = null) => Read(institution, l => l.Visits.Settlements.Select(s => VisitSnapshots.Of(s)));

    /// <summary>One settlement or refund; null where there is none.</summary>
    public MockSettlement? Settlement(string institution, string settlementId)
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            return ledger.Visits.Settlement(settlementId) is { } found ? VisitSnapshots.Of(found) : null;
        }
    }

    /// <summary>The center takes a settlement back without a message of the hospital, so that the books differ.</summary>
    /// <param name="institution">fixmedins_code.</param>
    /// <param name="settlementId">setl_id.</param>
    /// <param name="leavesPair">True books a refund beside it, as 2208 does; false takes it out of the books, as 2601 does.</param>
    /// <returns>The refund, or the settlement that is out.</returns>
    /// <exception cref="KeyNotFoundException">There is no such settlement.</exception>
    /// <exception cref="InvalidOperationException">It does not stand.</exception>
    public MockSettlement ReverseSettlement(string institution, string settlementId, bool leavesPair = true)
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            return VisitSnapshots.Of(CenterActs.Reverse(ledger, settlementId, leavesPair, _options));
        }
    }

    /// <summary>
    /// The center settles unsettled lines without a message of the hospital, as when a patient pays in the public account: the hospital's
    /// own 2207 or 2304 is refused from then on, until the settlement is found and taken back.
    /// </summary>
    /// <param name="institution">fixmedins_code.</param>
    /// <param name="visitId">mdtrt_id.</param>
    /// <param name="batch">chrg_bchno; null where only one batch is unsettled, and for stays.</param>
    /// <param name="accountFlag">acct_used_flag.</param>
    /// <exception cref="KeyNotFoundException">There is no such visit.</exception>
    /// <exception cref="InvalidOperationException">It has no unsettled lines of one batch.</exception>
    public MockSettlement BookSettlement(string institution, string visitId, string? batch = null, string accountFlag = "0")
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            return VisitSnapshots.Of(CenterActs.Settle(ledger, visitId, batch, accountFlag, _options));
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

    /// <summary>The center reviews the filings of an institution: chronic diseases and chosen institutions can no more be cancelled.</summary>
    public void ReviewFilings(string institution)
    {
        var ledger = For(institution);
        lock (ledger.Gate)
        {
            using var batch = ledger.Begin("review", "review", DateTimeOffset.UnixEpoch);
            batch.Add(FilingBook.Reviewed());
            batch.Complete();
        }
    }

    /// <summary>Closes the ledger file.</summary>
    public void Dispose() => _file?.Dispose();

    internal InstitutionLedger For(string institution) => _institutions.GetOrAdd(institution, code => new InstitutionLedger(code, _file, _persons));

    private List<T> Read<T>(string? institution, Func<InstitutionLedger, IEnumerable<T>> read)
    {
        var result = new List<T>();
        foreach (var ledger in _institutions.Values.Where(i => institution is null || i.Code == institution).OrderBy(i => i.Code, StringComparer.Ordinal))
        {
            lock (ledger.Gate)
            {
                result.AddRange(read(ledger));
            }
        }

        return result;
    }

    internal void Clear()
    {
        _file?.Clear();
        _institutions.Clear();
        _persons.Clear();
    }
}
