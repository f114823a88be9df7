using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Money;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Visits, stays, purchases, their fee lines and settlements. Every change is an event of <see cref="VisitEvents"/>.</summary>
internal sealed class VisitBook : ILedgerBook
{
    private readonly PersonStates _persons;
    private readonly string _institution;
    private readonly UndoLog _undo = new();
    private readonly List<LedgerDocument> _documents = new();
    private readonly List<Visit> _visits = new();
    private readonly List<Settlement> _settlements = new();
    private readonly Dictionary<string, Visit> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Settlement> _settlementById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Visit>> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Visit>> _byPerson = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<object>> _byMessage = new(StringComparer.Ordinal);

    internal VisitBook(string institution, PersonStates persons)
    {
        _institution = institution;
        _persons = persons;
        Digits = new string(institution.Where(char.IsAsciiDigit).ToArray());
    }

    internal IReadOnlyList<LedgerDocument> Documents => _documents;

    internal IReadOnlyList<Visit> Visits => _visits;

    internal IReadOnlyList<Settlement> Settlements => _settlements;

    internal PersonStates Persons => _persons;

    /// <summary>mdtrt_id of the next visit: digits only, more than a double holds.</summary>
    internal string NextVisitId => Number(1, _visits.Count + 1);

    /// <summary>setl_id of the next settlement or refund.</summary>
    internal string NextSettlementId => Number(2, _settlements.Count + 1);

    private string Digits { get; }

    internal Visit? Visit(string id) => _byId.GetValueOrDefault(id);

    internal Settlement? Settlement(string id) => _settlementById.GetValueOrDefault(id);

    internal IEnumerable<Visit> ByNumber(string number) => _byNumber.GetValueOrDefault(number) ?? [];

    internal IEnumerable<Visit> ByPerson(string person) => _byPerson.GetValueOrDefault(person) ?? [];

    /// <summary>The visit, settlement or refund that a message booked and that 2601 may reverse, the newest standing one first.</summary>
    internal object? ByMessage(string messageId)
    {
        var booked = _byMessage.GetValueOrDefault(messageId);
        return booked?.LastOrDefault(b => b is Settlement { ReversedBy: null } or Visit { IsUndone: false }) ?? booked?[^1];
    }

    public void Kept() => _undo.Clear();

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case VisitEvents.Opened:
                Open(entry, change);
                break;
            case VisitEvents.Informed:
                Inform(entry, change);
                break;
            case VisitEvents.Undone:
                UndoVisit(entry, Of(change));
                break;
            case VisitEvents.Restored:
                Restore(Of(change));
                break;
            case VisitEvents.LineAdded:
                AddLine(entry, change);
                break;
            case VisitEvents.LineUndone:
                UndoDocument(entry, LineOf(change).Document);
                break;
            case VisitEvents.LineNoted:
                NoteLine(change);
                break;
            case VisitEvents.Settled:
                Settle(entry, change);
                break;
            case VisitEvents.Refunded:
                Refund(entry, change);
                break;
            case VisitEvents.Reversed:
                Reverse(entry, _settlementById[VisitEvents.Text(change, "settlement")]);
                break;
            case VisitEvents.Discharged:
                Discharge(entry, change);
                break;
            case VisitEvents.DischargeUndone:
                UndoDischarge(entry, Of(change));
                break;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        if (VisitEvents.All.Contains(WireJson.Text(change["event"])!))
        {
            _undo.TakeBack();
        }
    }

    private string Number(int kind, int number) => Digits + kind.ToString(CultureInfo.InvariantCulture) + number.ToString("D8", CultureInfo.InvariantCulture);

    private Visit Of(JsonObject change) => _byId[VisitEvents.Text(change, "visit")];

    private FeeLine LineOf(JsonObject change) => Of(change).Lines[(int)WireJson.Decimal(change["line"])];

    // Keys without a value are left out.
    private LedgerDocument Document(LedgerEntry entry, string family, int row, decimal? quantity, params (string Code, string Value)[] keys)
    {
        var document = new LedgerDocument(entry, _documents.Count + 1, family, row, quantity, keys.Where(k => k.Value.Length > 0).ToDictionary(k => k.Code, k => k.Value, StringComparer.Ordinal));
        _documents.Add(document);
        return document;
    }

    private void DropDocument(Visit? visit = null)
    {
        visit?.Hanging.RemoveAt(visit.Hanging.Count - 1);
        _documents.RemoveAt(_documents.Count - 1);
    }

    private void Open(LedgerEntry entry, JsonObject change)
    {
        var kind = Enum.Parse<VisitKind>(VisitEvents.Text(change, "kind"));
        var number = VisitEvents.Text(change, "number");
        var id = VisitEvents.Text(change, "visit");
        var visit = new Visit
        {
            Id = id,
            Kind = kind,
            Document = Document(entry, kind switch { VisitKind.Outpatient => "visit", VisitKind.Inpatient => "stay", _ => "purchase-visit" }, 1, null, ("mdtrt_id", id), (kind == VisitKind.Inpatient ? "ipt_no" : "ipt_otp_no", number)),
            Person = VisitEvents.Text(change, "person"),
            InsuranceType = VisitEvents.Text(change, "insutype"),
            Area = VisitEvents.Text(change, "area"),
            Number = number,
            Facts = VisitFacts.Facts(ImmutableDictionary<string, JsonNode?>.Empty, change),
            MedType = VisitEvents.Text(change, "medType"),
            IsInformed = kind != VisitKind.Outpatient,
            Diagnoses = VisitFacts.Diagnoses(ImmutableSortedDictionary<string, JsonObject>.Empty, change),
        };
        visit.Hanging.Add(visit.Document);
        _visits.Add(visit);
        _byId[id] = visit;
        if (number.Length > 0)
        {
            Listed(_byNumber, number).Add(visit);
        }

        Listed(_byPerson, visit.Person).Add(visit);
        Listed(_byMessage, entry.MessageId).Add(visit);
        if (kind == VisitKind.Inpatient)
        {
            _persons.Admit(visit.Person, id, _institution);
        }

        _undo.Note(() =>
        {
            _persons.Leave(visit.Person, id);
            Listed(_byMessage, entry.MessageId).Remove(visit);
            Listed(_byPerson, visit.Person).Remove(visit);
            _byNumber.GetValueOrDefault(number)?.Remove(visit);
            _byId.Remove(id);
            _visits.Remove(visit);
            DropDocument();
        });
    }

    private void Inform(LedgerEntry entry, JsonObject change)
    {
        var visit = Of(change);
        var (medType, informed, facts, diagnoses) = (visit.MedType, visit.IsInformed, visit.Facts, visit.Diagnoses);
        visit.Hanging.Add(Document(entry, "visit-information", 1, null, ("mdtrt_id", visit.Id)));
        visit.MedType = VisitEvents.Text(change, "medType") is { Length: > 0 } said ? said : medType;
        visit.IsInformed = true;
        visit.Facts = VisitFacts.Facts(facts, change);
        visit.Diagnoses = VisitFacts.Diagnoses(diagnoses, change);
        _undo.Note(() =>
        {
            (visit.MedType, visit.IsInformed, visit.Facts, visit.Diagnoses) = (medType, informed, facts, diagnoses);
            DropDocument(visit);
        });
    }

    // Everything that hangs on the visit falls with it.
    private void UndoVisit(LedgerEntry entry, Visit visit)
    {
        var fallen = visit.Hanging.Where(d => !d.IsUndone).ToList();
        fallen.ForEach(d => d.UndoneBy = entry.MessageId);
        var wasIn = visit.Kind == VisitKind.Inpatient && visit.Discharge is null;
        if (wasIn)
        {
            _persons.Leave(visit.Person, visit.Id);
        }

        _undo.Note(() =>
        {
            fallen.ForEach(d => d.UndoneBy = null);
            if (wasIn)
            {
                _persons.Admit(visit.Person, visit.Id, _institution);
            }
        });
    }

    // A refunded purchase fell as a whole, and stands again as a whole.
    private void Restore(Visit visit)
    {
        var by = visit.Document.UndoneBy;
        var fallen = visit.Hanging.Where(d => d.UndoneBy == by).ToList();
        fallen.ForEach(d => d.UndoneBy = null);
        _undo.Note(() => fallen.ForEach(d => d.UndoneBy = by));
    }

    private void AddLine(LedgerEntry entry, JsonObject change)
    {
        var visit = Of(change);
        string serial = VisitEvents.Text(change, "serial"), batch = VisitEvents.Text(change, "batch");
        var line = change["fields"]!.AsObject();
        var quantity = WireJson.Decimal(line["cnt"]);
        var fee = new FeeLine
        {
            Index = visit.Lines.Count,
            Visit = visit,
            Document = Document(
                entry, "fee-line", (int)WireJson.Decimal(change["row"]), quantity,
                ("mdtrt_id", visit.Id), ("chrg_bchno", batch), ("feedetl_sn", serial), ("med_list_codg", WireJson.Text(line["med_list_codg"]) ?? ""), ("medins_list_codg", WireJson.Text(line["medins_list_codg"]) ?? "")),
            Serial = serial,
            Batch = batch,
            Amount = WireJson.Decimal(line["det_item_fee_sumamt"]),
            Quantity = quantity,
            SelfPaid = WireJson.Decimal(change["selfPaid"]),
            RefundOf = WireJson.Text(line["init_feedetl_sn"]) ?? "",
            Line = line,
            Memo = WireJson.Text(line["memo"]),
        };
        visit.Lines.Add(fee);
        visit.Hanging.Add(fee.Document);
        _undo.Note(() =>
        {
            visit.Lines.RemoveAt(visit.Lines.Count - 1);
            DropDocument(visit);
        });
    }

    private void NoteLine(JsonObject change)
    {
        var line = LineOf(change);
        var before = line.Memo;
        line.Memo = VisitEvents.Text(change, "memo");
        _undo.Note(() => line.Memo = before);
    }

    private void UndoDocument(LedgerEntry entry, LedgerDocument document)
    {
        document.UndoneBy = entry.MessageId;
        _undo.Note(() => document.UndoneBy = null);
    }

    private void Settle(LedgerEntry entry, JsonObject change)
    {
        var visit = Of(change);
        var lines = change["lines"]!.AsArray().Select(i => visit.Lines[(int)WireJson.Decimal(i)]).ToList();
        var settlement = Booked(entry, change, visit, null, lines);
        lines.ForEach(l => l.SettledBy = settlement);
        _persons.Charge(visit, settlement.Amounts.Account);
        _undo.Note(() =>
        {
            _persons.Charge(visit, -settlement.Amounts.Account);
            lines.ForEach(l => l.SettledBy = null);
            Drop(entry, settlement);
        });
    }

    private void Refund(LedgerEntry entry, JsonObject change)
    {
        var original = _settlementById[VisitEvents.Text(change, "of")];
        var refund = Booked(entry, change, original.Visit, original, original.Lines);
        SetRefunded(original, refund, entry.MessageId);
        _undo.Note(() =>
        {
            SetRefunded(original, null, null);
            Drop(entry, refund);
        });
    }

    // 2601: a settlement loses its lines again, a refund gives them back to the settlement.
    private void Reverse(LedgerEntry entry, Settlement settlement)
    {
        SetReversed(settlement, entry.MessageId);
        _undo.Note(() => SetReversed(settlement, null));
    }

    private void SetReversed(Settlement settlement, string? by)
    {
        settlement.ReversedBy = settlement.Document.UndoneBy = by;
        if (settlement.RefundOf is { } original)
        {
            SetRefunded(original, by is null ? settlement : null, by is null ? settlement.MessageId : null);
            return;
        }

        foreach (var line in settlement.Lines)
        {
            line.SettledBy = by is null ? settlement : null;
        }

        _persons.Charge(settlement.Visit, by is null ? settlement.Amounts.Account : -settlement.Amounts.Account);
    }

    private void SetRefunded(Settlement original, Settlement? refund, string? by)
    {
        original.RefundedBy = refund;
        original.Document.UndoneBy = by;
        foreach (var line in original.Lines)
        {
            line.SettledBy = refund is null ? original : null;
        }

        _persons.Charge(original.Visit, refund is null ? original.Amounts.Account : -original.Amounts.Account);
    }

    private Settlement Booked(LedgerEntry entry, JsonObject change, Visit visit, Settlement? original, IReadOnlyList<FeeLine> lines)
    {
        var id = VisitEvents.Text(change, "settlement");
        var amounts = Amounts.FromJson(change["amounts"]!);
        var batch = original?.Batch ?? VisitEvents.Text(change, "batch");
        var settlement = new Settlement
        {
            Id = id,
            Visit = visit,
            Document = Document(entry, original is null ? "settlement" : "refund", 1, null, ("mdtrt_id", visit.Id), ("setl_id", id), ("chrg_bchno", batch), ("init_setl_id", original?.Id ?? "")),
            RefundOf = original,
            Amounts = amounts,
            ClearingType = original?.ClearingType ?? VisitEvents.Text(change, "clearingType"),
            ClearingOffice = original?.ClearingOffice ?? VisitEvents.Text(change, "clearingOffice"),
            Time = VisitEvents.Text(change, "time"),
            Batch = batch,
            IsMidStay = original?.IsMidStay ?? VisitEvents.Text(change, "midStay") == "1",
            IsByCenter = VisitEvents.Text(change, "byCenter") == "1",
            Request = change["request"] as JsonObject ?? original?.Request ?? new JsonObject(),
            Lines = lines,
        };
        settlement.Document.Amount = amounts.Total;
        _settlements.Add(settlement);
        _settlementById[id] = settlement;
        visit.Settlements.Add(settlement);
        Listed(_byMessage, entry.MessageId).Add(settlement);
        return settlement;
    }

    private void Drop(LedgerEntry entry, Settlement settlement)
    {
        Listed(_byMessage, entry.MessageId).Remove(settlement);
        settlement.Visit.Settlements.Remove(settlement);
        _settlementById.Remove(settlement.Id);
        _settlements.Remove(settlement);
        DropDocument();
    }

    private void Discharge(LedgerEntry entry, JsonObject change)
    {
        var visit = Of(change);
        var (facts, diagnoses) = (visit.Facts, visit.Diagnoses);
        visit.Discharge = Document(entry, "discharge", 1, null, ("mdtrt_id", visit.Id));
        visit.Hanging.Add(visit.Discharge);
        visit.Facts = VisitFacts.Facts(facts, change);
        visit.Diagnoses = VisitFacts.Diagnoses(diagnoses, change);
        _persons.Leave(visit.Person, visit.Id);
        _undo.Note(() =>
        {
            _persons.Admit(visit.Person, visit.Id, _institution);
            (visit.Facts, visit.Diagnoses, visit.Discharge) = (facts, diagnoses, null);
            DropDocument(visit);
        });
    }

    private void UndoDischarge(LedgerEntry entry, Visit visit)
    {
        var (discharge, facts) = (visit.Discharge!, visit.Facts);
        discharge.UndoneBy = entry.MessageId;
        visit.Discharge = null;
        visit.Facts = facts.RemoveRange(["endtime", "dscg_way", "die_date"]);
        _persons.Admit(visit.Person, visit.Id, _institution);
        _undo.Note(() =>
        {
            _persons.Leave(visit.Person, visit.Id);
            (visit.Facts, visit.Discharge) = (facts, discharge);
            discharge.UndoneBy = null;
        });
    }

    private static List<T> Listed<T>(Dictionary<string, List<T>> index, string key)
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = new();
        }

        return list;
    }
}
