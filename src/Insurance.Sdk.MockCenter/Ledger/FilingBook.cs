using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>A filing, or an attribute of a stay (2406).</summary>
internal sealed class Filing
{
    /// <summary>trt_dcla_detl_sn or ipt_psn_sp_flag_detl_id.</summary>
    internal required string Id { get; init; }

    /// <summary>Transaction that filed it.</summary>
    internal string Code => Document.Code;

    internal required string Person { get; init; }

    internal required JsonObject Fields { get; init; }

    internal required LedgerDocument Document { get; init; }

    internal string Text(string code) => WireJson.Text(Fields[code]) ?? "";
}

/// <summary>Filings of an institution, standing and cancelled.</summary>
internal sealed class FilingBook : ILedgerBook
{
    private const string FiledEvent = "filed";
    private const string CancelledEvent = "filing-cancelled";
    private const string ReviewedEvent = "filings-reviewed";
    private readonly UndoLog _undo = new();
    private readonly List<Filing> _all = new();
    private readonly HashSet<string> _reviewed = new(StringComparer.Ordinal);
    private readonly string _digits;

    internal FilingBook(string institution) => _digits = new string(institution.Where(char.IsAsciiDigit).ToArray());

    internal IReadOnlyList<Filing> All => _all;

    internal IEnumerable<LedgerDocument> Documents => _all.Select(f => f.Document);

    internal string NextId => _digits + "3" + (_all.Count + 1).ToString("D8", CultureInfo.InvariantCulture);

    internal Filing? Find(string id) => _all.FirstOrDefault(f => f.Id == id);

    internal bool IsReviewed(Filing filing) => _reviewed.Contains(filing.Id);

    internal IEnumerable<Filing> Standing(params string[] codes) => _all.Where(f => !f.Document.IsUndone && codes.Contains(f.Code));

    internal static JsonObject Filed(string id, string person, JsonObject fields) => new() { ["event"] = FiledEvent, ["id"] = id, ["person"] = person, ["fields"] = fields };

    internal static JsonObject Cancelled(Filing filing) => new() { ["event"] = CancelledEvent, ["id"] = filing.Id };

    internal static JsonObject Reviewed() => new() { ["event"] = ReviewedEvent };

    public void Kept() => _undo.Clear();

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case FiledEvent:
                var id = WireJson.Text(change["id"])!;
                var keys = new Dictionary<string, string>(StringComparer.Ordinal) { [entry.Code == "2406" ? "ipt_psn_sp_flag_detl_id" : "trt_dcla_detl_sn"] = id };
                if (WireJson.Text(change["fields"]!["mdtrt_id"]) is { } visit)
                {
                    keys["mdtrt_id"] = visit;
                }

                _all.Add(new Filing
                {
                    Id = id,
                    Person = WireJson.Text(change["person"])!,
                    Fields = change["fields"]!.AsObject(),
                    Document = new LedgerDocument(entry, _all.Count + 1, entry.Code == "2406" ? "visit-attribute" : "filing", 1, null, keys),
                });
                _undo.Note(() => _all.RemoveAt(_all.Count - 1));
                break;
            case CancelledEvent:
                var filing = Find(WireJson.Text(change["id"])!)!;
                filing.Document.UndoneBy = entry.MessageId;
                _undo.Note(() => filing.Document.UndoneBy = null);
                break;
            case ReviewedEvent:
                var before = _reviewed.ToList();
                _reviewed.UnionWith(_all.Select(f => f.Id));
                _undo.Note(() => _reviewed.IntersectWith(before));
                break;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        if (WireJson.Text(change["event"]) is FiledEvent or CancelledEvent or ReviewedEvent)
        {
            _undo.TakeBack();
        }
    }
}
