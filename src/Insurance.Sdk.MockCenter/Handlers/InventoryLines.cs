using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>One family of stock records: which fields hold its quantity and time, and what it gives back.</summary>
/// <param name="Name">Name in the ledger.</param>
/// <param name="DataType">inv_data_type with which 3507 deletes it.</param>
/// <param name="QuantityField">Field of the quantity.</param>
/// <param name="TimeField">Field of the day or time by which it is queried.</param>
/// <param name="SerialField">Field in which the center gives its own number of the record.</param>
/// <param name="ReturnOf">Family that it is a return of.</param>
internal sealed record InventoryFamily(string Name, string DataType, string QuantityField, string TimeField, string SerialField, string? ReturnOf = null)
{
    internal static readonly InventoryFamily Count = new("count", "1", "inv_cnt", "invdate", "medins_prod_inv_no");
    internal static readonly InventoryFamily Change = new("stock-change", "2", "cnt", "inv_chg_time", "medins_prod_inv_chg_no");
    internal static readonly InventoryFamily Purchase = new("purchase", "3", "purc_retn_cnt", "purc_retn_stoin_time", "medins_prod_purc_no");
    internal static readonly InventoryFamily PurchaseReturn = new("purchase-return", "3", "purc_retn_cnt", "purc_retn_stoin_time", "medins_prod_purc_no", "purchase");
    internal static readonly InventoryFamily Sale = new("sale", "4", "sel_retn_cnt", "sel_retn_time", "medins_prod_sel_no");
    internal static readonly InventoryFamily SaleReturn = new("sale-return", "4", "sel_retn_cnt", "sel_retn_time", "medins_prod_sel_no", "sale");

    internal static readonly IReadOnlyList<InventoryFamily> All = [Count, Change, Purchase, PurchaseReturn, Sale, SaleReturn];
}

/// <summary>The business rules of one line: may it be booked, and as what.</summary>
internal sealed class InventoryLines
{
    private readonly CenterCall _call;
    private readonly InventoryFamily _family;
    private readonly LedgerBatch _batch;

    internal InventoryLines(CenterCall call, InventoryFamily family, LedgerBatch batch)
    {
        _call = call;
        _family = family;
        _batch = batch;
    }

    /// <summary>Books a line. Null when it was booked, otherwise the rule that it breaks.</summary>
    internal string? Book(CheckedRow row, int number)
    {
        var quantity = row.Number(_family.QuantityField) ?? 0;
        var counts = _family == InventoryFamily.Count;
        if (quantity < 0 || (quantity == 0 && !counts))
        {
            return $"{_family.QuantityField}：{(counts ? "不能小于0" : "必须大于0")}";
        }

        var sign = StockView.Sign(_family.Name, row.Text("inv_chg_type"));
        if (sign == 0 && !counts)
        {
            return "inv_chg_type：不是出入库类型";
        }

        var before = _call.Ledger.Documents.ByBatch(_family.Name, row.Text("fixmedins_bchno")).ToList();
        if (before.Count > 0 && _call.Options.RepeatedBatchNumber == RepeatedBatchNumber.Refuse)
        {
            return "fixmedins_bchno：批次流水号重复";
        }

        var replaced = _call.Options.RepeatedBatchNumber == RepeatedBatchNumber.Overwrite ? before : [];
        var except = replaced.Select(d => d.Serial).ToHashSet();
        if (sign < 0 && _call.Options.StrictStock && !_call.Ledger.Stock.Has(row.Text("fixmedins_hilist_id"), row.Text("manu_lotnum"), quantity, except))
        {
            return $"{_family.QuantityField}：库存不足";
        }

        if (CheckReturn(row, quantity, except, out var pairedWith) is { } broken)
        {
            return broken;
        }

        foreach (var document in replaced)
        {
            _batch.Add(DocumentBook.Undone(document));
        }

        _batch.Add(Booked(row, number, quantity, pairedWith));
        return null;
    }

    private string? CheckReturn(CheckedRow row, decimal quantity, HashSet<long> except, out long? pairedWith)
    {
        pairedWith = null;
        if (_family.ReturnOf is null)
        {
            return null;
        }

        var item = row.Text("fixmedins_hilist_id");
        // A return carries the center's number of what it returns in the field that gives the number itself elsewhere.
        var key = row.Text(_family.SerialField);
        var originals = key.Length > 0
            ? _call.Ledger.Documents.ByNumber(_family.ReturnOf, key) is { } one ? [one] : []
            : _call.Ledger.Documents.ByBatch(_family.ReturnOf, row.Text("fixmedins_bchno")).Where(d => d.Item == item).ToList();
        if (originals.Count == 0)
        {
            if (_call.Ledger.Documents.IsGone(_family.ReturnOf, key, row.Text("fixmedins_bchno"), item))
            {
                return "原记录已删除";
            }

            // Sold or bought before the ledger began: believed, unless the center is strict.
            return _call.Options.StrictStock ? $"{(key.Length > 0 ? _family.SerialField : "fixmedins_bchno")}：找不到原记录" : null;
        }

        if (originals.Any(d => d.Item != item))
        {
            return "fixmedins_hilist_id：与原记录的商品不一致";
        }

        var returned = originals.SelectMany(d => _call.Ledger.Documents.ReturnsOf(d.Serial)).Where(d => !except.Contains(d.Serial)).Sum(d => d.Quantity ?? 0);
        pairedWith = originals[0].Serial;
        return returned + quantity > originals.Sum(d => d.Quantity ?? 0) ? $"{_family.QuantityField}：退货数量超过原数量" : null;
    }

    private JsonObject Booked(CheckedRow row, int number, decimal quantity, long? pairedWith) => new()
    {
        ["event"] = "booked",
        ["serial"] = _call.Ledger.Documents.NextSerial,
        ["family"] = _family.Name,
        ["row"] = number,
        ["area"] = _call.Envelope.Area,
        ["keys"] = Keys(row),
        ["quantity"] = quantity,
        ["traceCodes"] = new JsonArray(TraceCodes(row).Select(t => (JsonNode?)JsonValue.Create(t)).ToArray()),
        ["pairedWith"] = pairedWith,
        ["line"] = row.Line(),
    };

    private JsonObject Keys(CheckedRow row)
    {
        var keys = new JsonObject();
        var named = _call.Transaction.Spec.Behavior["businessKey"]!.AsArray().Select(k => WireJson.Text(k)!);
        foreach (var code in named.Append("med_list_codg").Append("fixmedins_hilist_id").Distinct(StringComparer.Ordinal))
        {
            keys[code] = row.Text(code);
        }

        return keys;
    }

    // The list inside the line; the plain field of the first national edition as well.
    private static IEnumerable<string> TraceCodes(CheckedRow row)
        => row.Rows("drugtracinfo").Append(row).Select(r => r.Text("drug_trac_codg")).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
}
