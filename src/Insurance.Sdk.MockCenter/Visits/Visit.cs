using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Money;

namespace Insurance.Sdk.MockCenter.Visits;

/// <summary>What kind of visit.</summary>
public enum VisitKind
{
    /// <summary>2201.</summary>
    Outpatient,

    /// <summary>2401.</summary>
    Inpatient,

    /// <summary>2102.</summary>
    Pharmacy,
}

/// <summary>A visit or stay as the book has it.</summary>
internal sealed class Visit
{
    internal required string Id { get; init; }

    internal required VisitKind Kind { get; init; }

    internal required LedgerDocument Document { get; init; }

    internal required string Person { get; init; }

    internal required string InsuranceType { get; init; }

    internal required string Area { get; init; }

    /// <summary>ipt_otp_no or ipt_no.</summary>
    internal required string Number { get; init; }

    /// <summary>What the registration said, and what later messages changed, under the table's codes.</summary>
    internal required ImmutableDictionary<string, JsonNode?> Facts { get; set; }

    internal string MedType { get; set; } = "";

    /// <summary>True once 2203 or 2203A came; stays and purchases are from the start.</summary>
    internal bool IsInformed { get; set; }

    /// <summary>Diagnoses by the caller's order number, in and out of hospital apart.</summary>
    internal ImmutableSortedDictionary<string, JsonObject> Diagnoses { get; set; } = ImmutableSortedDictionary<string, JsonObject>.Empty;

    internal List<FeeLine> Lines { get; } = new();

    /// <summary>The documents that fall with the visit: itself, its information, its lines, its discharge.</summary>
    internal List<LedgerDocument> Hanging { get; } = new();

    internal List<Settlement> Settlements { get; } = new();

    /// <summary>The standing 2402; null while the person is in hospital.</summary>
    internal LedgerDocument? Discharge { get; set; }

    internal bool IsUndone => Document.IsUndone;

    internal bool IsSettled => Settlements.Any(s => s.CountsAsSettled);

    internal IEnumerable<FeeLine> Standing => Lines.Where(l => !l.IsUndone);

    internal IEnumerable<FeeLine> Unsettled => Lines.Where(l => l is { IsUndone: false, SettledBy: null });

    internal string Fact(string code) => Facts.TryGetValue(code, out var value) ? WireJson.Text(value) ?? "" : "";
}

/// <summary>A fee line as the book has it.</summary>
internal sealed class FeeLine
{
    internal required int Index { get; init; }

    internal required Visit Visit { get; init; }

    internal required LedgerDocument Document { get; init; }

    /// <summary>feedetl_sn.</summary>
    internal required string Serial { get; init; }

    /// <summary>chrg_bchno; "" for stays and purchases.</summary>
    internal required string Batch { get; init; }

    internal required decimal Amount { get; init; }

    internal required decimal Quantity { get; init; }

    internal required decimal SelfPaid { get; init; }

    /// <summary>init_feedetl_sn of a line that takes goods back.</summary>
    internal required string RefundOf { get; init; }

    internal required JsonObject Line { get; init; }

    /// <summary>memo, which 2306 changes.</summary>
    internal string? Memo { get; set; }

    /// <summary>The settlement that holds it and stands.</summary>
    internal Settlement? SettledBy { get; set; }

    internal bool IsUndone => Document.IsUndone;

    internal string Text(string code) => WireJson.Text(Line[code]) ?? "";
}

/// <summary>A settlement or a refund as the book has it.</summary>
internal sealed class Settlement
{
    internal required string Id { get; init; }

    internal required Visit Visit { get; init; }

    internal required LedgerDocument Document { get; init; }

    /// <summary>msgid that the answers name as medins_setl_id and the result file as msgid.</summary>
    internal string MessageId => Document.MessageId;

    /// <summary>The settlement that a refund takes back; null for a settlement.</summary>
    internal required Settlement? RefundOf { get; init; }

    internal required Amounts Amounts { get; init; }

    internal required string ClearingType { get; init; }

    internal required string ClearingOffice { get; init; }

    /// <summary>yyyy-MM-dd HH:mm:ss.</summary>
    internal required string Time { get; init; }

    internal required string Batch { get; init; }

    internal required bool IsMidStay { get; init; }

    /// <summary>True where no message of the hospital booked it.</summary>
    internal required bool IsByCenter { get; init; }

    /// <summary>The rest of the request: certificate, invoice and the like.</summary>
    internal required JsonObject Request { get; init; }

    internal required IReadOnlyList<FeeLine> Lines { get; init; }

    /// <summary>The standing refund of it.</summary>
    internal Settlement? RefundedBy { get; set; }

    /// <summary>Message that reversed it (2601, or the center itself): it counts in no total any more.</summary>
    internal string? ReversedBy { get; set; }

    internal bool IsRefund => RefundOf is not null;

    /// <summary>True where it counts in the totals: a refunded settlement still does, beside its refund.</summary>
    internal bool Counts => ReversedBy is null;

    internal bool CountsAsSettled => !IsRefund && Counts && RefundedBy is null;
}
