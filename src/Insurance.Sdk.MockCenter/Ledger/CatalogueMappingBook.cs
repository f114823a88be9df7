using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>A pair of hospital item and national code as the center keeps it.</summary>
internal sealed class CatalogueMapping
{
    internal required string Item { get; init; }

    internal required string ListType { get; init; }

    internal required string Code { get; init; }

    internal required string From { get; init; }

    internal required string To { get; set; }

    internal required JsonObject Line { get; init; }

    internal required LedgerEntry Booked { get; init; }

    internal required string Record { get; init; }

    internal string? CancelledBy { get; set; }

    /// <summary>Last days before each 3360, and the message that shortened them.</summary>
    internal Stack<(string MessageId, string To)> Ends { get; } = new();

    internal DateTimeOffset ChangedAt { get; set; }

    internal bool IsReviewed { get; set; }

    /// <summary>Days are compared as text: the form sorts as time does.</summary>
    internal bool CountsOn(string day) => CancelledBy is null && string.CompareOrdinal(From, day) <= 0 && string.CompareOrdinal(day, To) <= 0;
}

/// <summary>Mappings of an institution (3301, 3302), standing and cancelled.</summary>
internal sealed class CatalogueMappingBook : ILedgerBook
{
    private const string NoEnd = "9999-12-31";
    private readonly List<CatalogueMapping> _all = new();

    internal IReadOnlyList<CatalogueMapping> All => _all;

    internal static JsonObject Mapped(JsonObject line) => new() { ["event"] = "mapped", ["line"] = line };

    internal static JsonObject Cancelled(string item, string listType, string code) => new() { ["event"] = "mapping-cancelled", ["item"] = item, ["listType"] = listType, ["code"] = code };

    internal static JsonObject Ended(string item, string listType, string code, string to) => new() { ["event"] = "mapping-ended", ["item"] = item, ["listType"] = listType, ["code"] = code, ["to"] = to };

    internal static JsonObject Reviewed() => new() { ["event"] = "mappings-reviewed" };

    internal static string DayOf(string time, string absent) => time.Length >= 10 ? time[..10] : absent;

    internal IEnumerable<CatalogueMapping> Standing(string item, string listType)
        => _all.Where(m => m.CancelledBy is null && m.Item == item && m.ListType == listType);

    private List<CatalogueMapping> Named(JsonObject change)
        => Standing(WireJson.Text(change["item"])!, WireJson.Text(change["listType"])!).Where(p => p.Code == WireJson.Text(change["code"])).ToList();

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case "mapped":
                var line = change["line"]!.AsObject();
                string Text(string code) => WireJson.Text(line[code]) ?? "";
                _all.Add(new CatalogueMapping
                {
                    Item = Text("fixmedins_hilist_id"),
                    ListType = Text("list_type"),
                    Code = Text("med_list_codg"),
                    From = DayOf(Text("begndate"), "0001-01-01"),
                    To = DayOf(Text("enddate"), NoEnd),
                    Line = line,
                    Booked = entry,
                    Record = entry.MessageId + "-" + (_all.Count + 1),
                    ChangedAt = entry.At,
                });
                break;
            case "mapping-cancelled":
                foreach (var pair in Named(change))
                {
                    pair.CancelledBy = entry.MessageId;
                    pair.ChangedAt = entry.At;
                }

                break;
            case "mapping-ended":
                foreach (var pair in Named(change))
                {
                    pair.Ends.Push((entry.MessageId, pair.To));
                    pair.To = WireJson.Text(change["to"])!;
                    pair.ChangedAt = entry.At;
                }

                break;
            case "mappings-reviewed":
                _all.ForEach(p => p.IsReviewed = true);
                break;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case "mapped":
                _all.RemoveAt(_all.Count - 1);
                break;
            case "mapping-ended":
                foreach (var pair in _all.Where(p => p.Ends.Count > 0 && p.Ends.Peek().MessageId == entry.MessageId))
                {
                    pair.To = pair.Ends.Pop().To;
                }

                break;
            case "mapping-cancelled":
                foreach (var pair in _all.Where(p => p.CancelledBy == entry.MessageId))
                {
                    pair.CancelledBy = null;
                }

                break;
        }
    }
}
