using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>A booked document: one line of an upload, a visit, a settlement, a filing.</summary>
public sealed class LedgerDocument
{
    private static readonly JsonObject Nothing = new();
    private static long _booked;

    internal LedgerDocument(LedgerEntry entry, JsonObject booked)
    {
        Institution = entry.Institution;
        Code = entry.Code;
        MessageId = entry.MessageId;
        BookedAt = entry.At;
        Serial = long.Parse(WireJson.Text(booked["serial"])!, CultureInfo.InvariantCulture);
        Family = WireJson.Text(booked["family"])!;
        Row = int.Parse(WireJson.Text(booked["row"])!, CultureInfo.InvariantCulture);
        Keys = booked["keys"]!.AsObject().ToDictionary(k => k.Key, k => WireJson.Text(k.Value) ?? "", StringComparer.Ordinal);
        Quantity = booked["quantity"] is { } quantity ? decimal.Parse(WireJson.Text(quantity)!, CultureInfo.InvariantCulture) : null;
        TraceCodes = booked["traceCodes"]!.AsArray().Select(t => WireJson.Text(t)!).ToList();
        PairedWith = booked["pairedWith"] is { } paired ? long.Parse(WireJson.Text(paired)!, CultureInfo.InvariantCulture) : null;
        Line = booked["line"]!.AsObject();
        Area = WireJson.Text(booked["area"]) ?? "";
    }

    internal LedgerDocument(LedgerEntry entry, long serial, string family, int row, decimal? quantity, IReadOnlyDictionary<string, string> keys)
    {
        Institution = entry.Institution;
        Code = entry.Code;
        MessageId = entry.MessageId;
        BookedAt = entry.At;
        Serial = serial;
        Family = family;
        Row = row;
        Quantity = quantity;
        Keys = keys;
        TraceCodes = [];
        Line = Nothing;
        Area = "";
    }

    /// <summary>Number of the document among the stock records, or among the others, of its institution, from 1.</summary>
    public long Serial { get; }

    /// <summary>The center's serial number on the wire (medins_prod_sel_no and its sisters).</summary>
    public string Number => Serial.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>fixmedins_code.</summary>
    public string Institution { get; }

    /// <summary>Transaction that booked it.</summary>
    public string Code { get; }

    /// <summary>Message that booked it.</summary>
    public string MessageId { get; }

    /// <summary>Line within the message, from 1.</summary>
    public int Row { get; }

    /// <summary>When it was booked, China time.</summary>
    public DateTimeOffset BookedAt { get; }

    /// <summary>
    /// count, stock-change, purchase, purchase-return, sale, sale-return; visit, stay, purchase-visit, visit-information, fee-line,
    /// settlement, refund, discharge, filing, visit-attribute.
    /// </summary>
    public string Family { get; }

    /// <summary>Business keys of the transaction, with med_list_codg and fixmedins_hilist_id.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>Quantity as sent, without sign.</summary>
    public decimal? Quantity { get; }

    /// <summary>medfee_sumamt of a settlement or refund.</summary>
    public decimal? Amount { get; internal set; }

    /// <summary>Trace codes of the line.</summary>
    public IReadOnlyList<string> TraceCodes { get; }

    /// <summary>Serial of the sale or purchase that a return belongs to; null where none is known.</summary>
    public long? PairedWith { get; }

    /// <summary>Message that undid it; null while it stands.</summary>
    public string? UndoneBy { get; internal set; }

    /// <summary>True where it was deleted, overwritten, refunded or reversed.</summary>
    public bool IsUndone => UndoneBy is not null;

    /// <summary>The line under the table's codes.</summary>
    internal JsonObject Line { get; }

    internal string Area { get; }

    /// <summary>Order of booking over all families.</summary>
    internal long Order { get; } = System.Threading.Interlocked.Increment(ref _booked);

    internal string Text(string code) => WireJson.Text(Line[code]) ?? "";

    internal string Item => Text("fixmedins_hilist_id");

    internal string BatchNumber => Text("fixmedins_bchno");
}
