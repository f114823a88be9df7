using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>Orders of a channel. An event holds the whole order after it, and the one before for a message that fails.</summary>
internal sealed class MobileOrderBook : ILedgerBook
{
    private const string Event = "mobile-order";
    private readonly Dictionary<string, MockMobileOrder> _orders = new(StringComparer.Ordinal);

    internal IReadOnlyList<MockMobileOrder> All => _orders.Values.OrderBy(o => o.PayOrdId, StringComparer.Ordinal).ToList();

    internal static JsonObject Changed(MockMobileOrder order) => new() { ["event"] = Event, ["order"] = order.ToJson() };

    internal MockMobileOrder? Find(string payOrdId) => _orders.GetValueOrDefault(payOrdId);

    internal MockMobileOrder? OfHospital(string medOrgOrd) => _orders.Values.FirstOrDefault(o => o.MedOrgOrd == medOrgOrd);

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        if (WireJson.Text(change["event"]) == Event)
        {
            var order = MockMobileOrder.FromJson(change["order"]!.AsObject());
            change["before"] = Find(order.PayOrdId)?.ToJson();
            _orders[order.PayOrdId] = order;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        if (WireJson.Text(change["event"]) != Event)
        {
            return;
        }

        if (change["before"] is JsonObject before)
        {
            _orders[MockMobileOrder.Text(before, "payOrdId")] = MockMobileOrder.FromJson(before);
        }
        else
        {
            _orders.Remove(MockMobileOrder.Text(change["order"]!.AsObject(), "payOrdId"));
        }
    }
}
