using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Every document that was booked, standing or undone.</summary>
internal sealed class DocumentBook : ILedgerBook
{
    private readonly List<LedgerDocument> _all = new();
    private readonly Dictionary<(string Family, string BatchNumber), List<LedgerDocument>> _byBatch = new();
    private readonly Dictionary<string, List<LedgerDocument>> _byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<LedgerDocument>> _returnsOf = new();

    internal IReadOnlyList<LedgerDocument> All => _all;

    internal long NextSerial => _all.Count + 1;

    internal static JsonObject Undone(LedgerDocument document) => new() { ["event"] = "undone", ["serial"] = document.Serial };

    /// <summary>Standing documents of a family with a fixmedins_bchno.</summary>
    internal IEnumerable<LedgerDocument> ByBatch(string family, string batchNumber)
        => _byBatch.TryGetValue((family, batchNumber), out var found) ? found.Where(d => !d.IsUndone) : [];

    /// <summary>Standing documents of an item, in the order of booking.</summary>
    internal IEnumerable<LedgerDocument> ByItem(string item)
        => _byItem.TryGetValue(item, out var found) ? found.Where(d => !d.IsUndone) : [];

    /// <summary>Whether such a record was booked and then deleted or overwritten, so that nothing of it is left.</summary>
    internal bool IsGone(string family, string number, string batchNumber, string item)
        => number.Length > 0
            ? long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial >= 1 && serial <= _all.Count
                && _all[(int)serial - 1] is { IsUndone: true } document && document.Family == family
            : _byBatch.TryGetValue((family, batchNumber), out var found) && found.Any(d => d.Item == item && d.IsUndone);

    internal IEnumerable<LedgerDocument> ReturnsOf(long serial)
        => _returnsOf.TryGetValue(serial, out var found) ? found.Where(d => !d.IsUndone) : [];

    /// <summary>The standing document with the center's serial number.</summary>
    internal LedgerDocument? ByNumber(string family, string number)
        => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial >= 1 && serial <= _all.Count
            && _all[(int)serial - 1] is { IsUndone: false } document && document.Family == family ? document : null;

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case "booked":
                var document = new LedgerDocument(entry, change);
                _all.Add(document);
                Listed(_byBatch, (document.Family, document.BatchNumber)).Add(document);
                Listed(_byItem, document.Item).Add(document);
                if (document.PairedWith is { } paired)
                {
                    Listed(_returnsOf, paired).Add(document);
                }

                break;
            case "undone":
                Of(change).UndoneBy = entry.MessageId;
                break;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case "booked":
                var document = _all[^1];
                _all.RemoveAt(_all.Count - 1);
                _byBatch[(document.Family, document.BatchNumber)].Remove(document);
                _byItem[document.Item].Remove(document);
                if (document.PairedWith is { } paired)
                {
                    _returnsOf[paired].Remove(document);
                }

                break;
            case "undone":
                Of(change).UndoneBy = null;
                break;
        }
    }

    private static List<LedgerDocument> Listed<TKey>(Dictionary<TKey, List<LedgerDocument>> index, TKey key)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = new();
        }

        return list;
    }

    private LedgerDocument Of(JsonObject change) => _all[int.Parse(WireJson.Text(change["serial"])!, CultureInfo.InvariantCulture) - 1];
}
