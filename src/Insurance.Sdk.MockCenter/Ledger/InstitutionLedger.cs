using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading;
using Insurance.Sdk.MockCenter.MobilePayment;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>The books of one institution. Its messages are worked one after another under <see cref="Gate"/>.</summary>
internal sealed class InstitutionLedger
{
    private readonly LedgerFile? _file;
    private readonly ILedgerBook[] _books;
    private readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);

    internal InstitutionLedger(string code, LedgerFile? file, PersonStates persons)
    {
        Code = code;
        _file = file;
        Visits = new VisitBook(code, persons);
        Filings = new FilingBook(code);
        _books = [Documents, Sessions, Mappings, Visits, Filings, MobileOrders];
        Stock = new StockView(Documents);
    }

    internal string Code { get; }

    internal Lock Gate { get; } = new();

    internal DocumentBook Documents { get; } = new();

    internal SessionBook Sessions { get; } = new();

    internal CatalogueMappingBook Mappings { get; } = new();

    internal VisitBook Visits { get; }

    internal FilingBook Filings { get; }

    internal MobileOrderBook MobileOrders { get; } = new();

    internal StockView Stock { get; }

    /// <summary>False where the msgid had come before.</summary>
    internal bool Note(string messageId) => _messageIds.Add(messageId);

    internal bool Knows(string messageId) => _messageIds.Contains(messageId);

    internal LedgerBatch Begin(string messageId, string number, DateTimeOffset at)
        => new(this, new LedgerEntry(Code, messageId, number, at, new List<JsonObject>()));

    internal void Replay(LedgerEntry entry)
    {
        Note(entry.MessageId);
        foreach (var change in entry.Events)
        {
            Apply(entry, change);
        }

        Settle();
    }

    internal void Apply(LedgerEntry entry, JsonObject change)
    {
        foreach (var book in _books)
        {
            book.Apply(entry, change);
        }
    }

    internal void Revert(LedgerEntry entry, JsonObject change)
    {
        foreach (var book in _books)
        {
            book.Revert(entry, change);
        }
    }

    internal void Keep(LedgerEntry entry)
    {
        _file?.Append(entry);
        Settle();
    }

    private void Settle()
    {
        foreach (var book in _books)
        {
            book.Kept();
        }
    }
}

/// <summary>The changes of one message: seen by its later lines at once, kept when completed, taken back otherwise.</summary>
internal sealed class LedgerBatch : IDisposable
{
    private readonly InstitutionLedger _ledger;
    private readonly LedgerEntry _entry;
    private readonly List<JsonObject> _changes;
    private bool _isComplete;

    internal LedgerBatch(InstitutionLedger ledger, LedgerEntry entry)
    {
        _ledger = ledger;
        _changes = new List<JsonObject>();
        _entry = entry with { Events = _changes };
    }

    internal void Add(JsonObject change)
    {
        _changes.Add(change);
        _ledger.Apply(_entry, change);
    }

    internal void Complete()
    {
        if (_changes.Count > 0)
        {
            _ledger.Keep(_entry);
        }

        _isComplete = true;
    }

    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            _ledger.Revert(_entry, _changes[i]);
        }
    }
}
