using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A warehouse bill as its session keeps it.</summary>
internal sealed record StockDocument
{
    internal string Number { get; init; } = "";

    internal string Invoice { get; init; } = "";

    internal bool SendsCount { get; init; }

    /// <summary>Reason of the change record; null where none is sent.</summary>
    internal StockChangeReason? Reason { get; init; }

    internal string OperatorName { get; init; } = "";

    internal string Time { get; init; } = "";

    internal Operator? Operator { get; init; }

    internal IReadOnlyList<StockLine> Lines { get; init; } = Array.Empty<StockLine>();

    internal bool IsIn => SendsCount || Reason is { } reason && reason.IsIn();

    internal StockLine? Line(string id) => Lines.FirstOrDefault(l => l.Id == id);

    internal int Place(string id)
    {
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].Id == id)
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <exception cref="ValidationException">Something is wrong; all errors are named.</exception>
    /// <exception cref="ConfigurationException">A first count, and the policy names no change type for it, or one that takes goods out.</exception>
    internal static StockDocument Accept(StockBill bill, WarehousePolicy policy)
    {
        var input = new DeskInput();
        input.Text("bill.number", "number", bill.Number, 50);
        input.Text("bill.invoice", "invoice", bill.Invoice, 50, isRequired: false);
        input.Text("bill.operatorName", "inv_chg_opter_name", bill.OperatorName, 50);
        if (bill.Lines.Count == 0)
        {
            input.Add("INS1813", "bill.lines", "lines", "rows", "a bill has at least one line");
        }

        if (bill.Kind == StockBillKind.StockChange && bill.Reason is not { } || bill.Reason is { } given && !given.IsKnown())
        {
            input.Add("INS1814", "bill.reason", "inv_chg_type", "condition", "库存变更类型 is needed for a stock change: 101 to 111");
        }

        if (bill.Kind != StockBillKind.StockChange && bill.Reason is { } reason && reason.IsKnown() && !reason.IsIn())
        {
            input.Add("INS1814", "bill.reason", "inv_chg_type", "condition", "库存变更类型 " + reason.Code() + " takes goods out; a stock-in brings them in");
        }

        for (var i = 0; i < bill.Lines.Count; i++)
        {
            Check(input, "bill.lines[" + i + "]", bill.Lines[i], bill.Kind);
            if (bill.Lines.Take(i).Any(l => l.Id == bill.Lines[i].Id))
            {
                input.Add("INS1813", "bill.lines[" + i + "].id", "id", "rows", "the id stands twice in the bill");
            }
        }

        input.ThrowIfAny();
        if (bill.Kind == StockBillKind.FirstCount && policy.FirstCountReason is null)
        {
            throw new ConfigurationException("warehouse.firstCountReason", "a first count also sends a stock change (3502A), whose inv_chg_type is not public: ask the center and set it");
        }

        if (bill.Kind == StockBillKind.FirstCount && !policy.FirstCountReason!.Value.IsIn())
        {
            throw new ConfigurationException("warehouse.firstCountReason", "a first count brings stock in: 101, 103, 106, 108 or 110");
        }

        return new StockDocument
        {
            Number = bill.Number,
            Invoice = bill.Invoice,
            SendsCount = bill.Kind == StockBillKind.FirstCount || (bill.Kind == StockBillKind.StockIn && policy.StockIn == StockInUpload.Count),
            Reason = bill.Kind switch
            {
                StockBillKind.FirstCount => policy.FirstCountReason,
                StockBillKind.StockIn => policy.StockIn == StockInUpload.Change ? bill.Reason ?? StockChangeReason.PurchaseIn : null,
                _ => bill.Reason,
            },
            OperatorName = bill.OperatorName,
            Time = bill.Time?.ToString() ?? "",
            Operator = bill.Operator,
            Lines = bill.Lines.ToList(),
        };
    }

    internal string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("number", Number);
            json.WriteString("invoice", Invoice);
            json.WriteBoolean("count", SendsCount);
            json.WriteNumber("reason", (int)(Reason ?? 0));
            json.WriteString("operatorName", OperatorName);
            json.WriteString("time", Time);
            if (Operator is not null)
            {
                DeskText.Write(json, "operator", Operator);
            }

            json.WriteStartArray("lines");
            foreach (var line in Lines)
            {
                Write(json, line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static StockDocument Read(string text)
    {
        using var parsed = JsonDocument.Parse(text);
        var root = parsed.RootElement;
        var reason = root.GetProperty("reason").GetInt32();
        return new StockDocument
        {
            Number = DeskText.Text(root, "number"),
            Invoice = DeskText.Text(root, "invoice"),
            SendsCount = root.GetProperty("count").GetBoolean(),
            Reason = reason == 0 ? null : (StockChangeReason)reason,
            OperatorName = DeskText.Text(root, "operatorName"),
            Time = DeskText.Text(root, "time"),
            Operator = DeskText.Operator(root, "operator"),
            Lines = root.GetProperty("lines").EnumerateArray().Select(Line).ToList(),
        };
    }

    private static void Check(DeskInput input, string path, StockLine line, StockBillKind kind)
    {
        input.Text(path + ".id", "id", line.Id, 50);
        input.Text(path + ".item", "fixmedins_hilist_id", line.Item, 30);
        input.Text(path + ".nationalItem", "med_list_codg", line.NationalItem, 50, isRequired: false);
        input.Text(path + ".name", "fixmedins_hilist_name", line.Name, 200);
        input.Text(path + ".lot", "manu_lotnum", line.Lot, 30, isRequired: false);
        input.Text(path + ".memo", "memo", line.Memo ?? "", 500, isRequired: false);
        input.Quantity(path + ".packSize", "packSize", line.PackSize);
        if (line.Packs < 0)
        {
            input.Add("INS1812", path + ".packs", "packs", "condition", "must not be negative");
        }

        if (line.ExemptReason.Length > 0 && line.Packs == 0)
        {
            input.Add("INS1812", path + ".packs", "packs", "condition", "packs without codes must be counted: nothing is scanned");
        }

        if (kind != StockBillKind.StockChange && (line.Made is null || line.Expires is null))
        {
            input.Add("INS1811", path + (line.Made is null ? ".made" : ".expires"), line.Made is null ? "manu_date" : "expy_end", "required", "生产日期 and 有效期止 are required for goods that come in");
        }
    }

    private static void Write(Utf8JsonWriter json, StockLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("item", line.Item);
        json.WriteString("national", line.NationalItem);
        json.WriteString("name", line.Name);
        json.WriteString("barcode", line.Barcode);
        json.WriteString("rx", line.PrescriptionFlag);
        json.WriteString("price", DeskText.Number(line.Price));
        json.WriteString("lot", line.Lot);
        json.WriteString("made", DeskIdentity.Day(line.Made));
        json.WriteString("expires", DeskIdentity.Day(line.Expires));
        json.WriteNumber("packs", line.Packs);
        json.WriteString("packSize", DeskText.Number(line.PackSize));
        json.WriteString("exempt", line.ExemptReason);
        if (line.Memo is not null)
        {
            json.WriteString("memo", line.Memo);
        }

        json.WriteEndObject();
    }

    private static StockLine Line(JsonElement line) => new()
    {
        Id = DeskText.Text(line, "id"),
        Item = DeskText.Text(line, "item"),
        NationalItem = DeskText.Text(line, "national"),
        Name = DeskText.Text(line, "name"),
        Barcode = DeskText.Text(line, "barcode"),
        PrescriptionFlag = DeskText.Text(line, "rx"),
        Price = DeskText.Number(line, "price"),
        Lot = DeskText.Text(line, "lot"),
        Made = DeskIdentity.Day(DeskText.Text(line, "made")),
        Expires = DeskIdentity.Day(DeskText.Text(line, "expires")),
        Packs = line.GetProperty("packs").GetInt32(),
        PackSize = DeskText.Number(line, "packSize"),
        ExemptReason = DeskText.Text(line, "exempt"),
        Memo = line.TryGetProperty("memo", out var memo) ? memo.GetString() : null,
    };
}
