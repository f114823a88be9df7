using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Messages;
using Insurance.Sdk.MockCenter.Receiving;
using Insurance.Sdk.MockCenter.Visits;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Admin;

/// <summary>What a tester asks the mock itself, under <c>/_center/</c>, without gateway headers.</summary>
internal sealed class AdminPages
{
    internal const string Root = "/_center/";
    private readonly CenterLedger _ledger;
    private readonly MessageLog _messages;
    private readonly FaultList _faults;
    private readonly Action _reset;

    internal AdminPages(Reception reception)
    {
        _ledger = reception.Ledger;
        _messages = reception.Messages;
        _faults = reception.Faults;
        _reset = reception.Reset;
    }

    internal Delivery Answer(string method, string page, byte[] body)
    {
        var (status, answer) = (method, page) switch
        {
            ("GET", "ledger") => (200, Ledger()),
            ("GET", "messages") => (200, Messages()),
            ("GET", "faults") => (200, Faults()),
            ("POST", "faults") => AddFault(body),
            ("DELETE", "faults") => ClearFaults(),
            ("POST", "reset") => Reset(),
            ("GET", "settlements") => (200, Settlements()),
            ("POST", "settlements") => Act(body, Book),
            ("POST", "settlements/reverse") => Act(body, Reverse),
            (_, "ledger" or "messages" or "faults" or "reset" or "settlements" or "settlements/reverse") => (405, Error("This address does not take that method.")),
            _ => (404, Error("There is ledger, messages, faults, reset, settlements and settlements/reverse.")),
        };
        return Delivery.Text(status, answer.ToJsonString(WireJson.Options));
    }

    private static JsonObject Error(string text) => new() { ["error"] = text };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new(items.Select(i => (JsonNode?)write(i)).ToArray());

    private static JsonNode Document(LedgerDocument document) => new JsonObject
    {
        ["code"] = document.Code,
        ["msgid"] = document.MessageId,
        ["bookedAt"] = ChinaTime.Iso(document.BookedAt),
        ["institution"] = document.Institution,
        ["serial"] = document.Number,
        ["family"] = document.Family,
        ["row"] = document.Row,
        ["keys"] = Keys(document),
        ["quantity"] = document.Quantity,
        ["amount"] = document.Amount,
        ["traceCodes"] = List(document.TraceCodes, t => JsonValue.Create(t)),
        ["state"] = document.IsUndone ? "undone" : "booked",
        ["undoneBy"] = document.UndoneBy,
    };

    // A business key may be a person's number in other families: those are not shown.
    private static JsonObject Keys(LedgerDocument document)
    {
        var keys = new JsonObject();
        foreach (var (code, value) in document.Keys.Where(k => StandardSpec.Current.Sensitivity(k.Key) is not ("identity" or "contact" or "health" or "secret")))
        {
            keys[code] = value;
        }

        return keys;
    }

    private static JsonNode Message(MessageRecord message) => new JsonObject
    {
        ["code"] = message.Code,
        ["msgid"] = message.MessageId,
        ["at"] = ChinaTime.Iso(message.At),
        ["outcome"] = message.Outcome,
        ["answeredFrom"] = message.AnsweredFrom,
        ["reason"] = message.Reason,
        ["fault"] = message.Fault,
        ["duplicate"] = message.IsDuplicate,
        ["warnings"] = List(message.Warnings, w => JsonValue.Create(w)),
    };

    private JsonObject Ledger() => new() { ["documents"] = List(_ledger.Documents(), Document) };

    private JsonObject Messages() => new() { ["messages"] = List(_messages.Snapshot(), Message) };

    private JsonObject Faults() => new()
    {
        ["faults"] = List(_faults.Snapshot(), f => new JsonObject
        {
            ["kind"] = FaultNames.NameOf(f.Kind),
            ["code"] = f.Code,
            ["count"] = f.Count,
            ["milliseconds"] = f.Wait?.TotalMilliseconds,
        }),
    };

    private (int Status, JsonObject Body) AddFault(byte[] body)
    {
        try
        {
            var json = JsonNode.Parse(body) as JsonObject ?? throw new FormatException("A fault is an object with kind, code and count.");
            _faults.Add(Fault.Create(WireJson.Text(json["kind"]) ?? "", WireJson.Text(json["code"]) ?? "*", WireJson.Text(json["count"]) ?? "1", WireJson.Text(json["milliseconds"])));
            return (200, Faults());
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return (400, Error(e is JsonException ? "The body is not JSON." : e.Message));
        }
    }

    private (int Status, JsonObject Body) ClearFaults()
    {
        _faults.Clear();
        return (200, Faults());
    }

    private (int Status, JsonObject Body) Reset()
    {
        _reset();
        return (200, new JsonObject { ["reset"] = true });
    }

    private JsonObject Settlements() => new() { ["settlements"] = List(_ledger.Settlements(), Settlement) };

    private static JsonNode Settlement(MockSettlement settlement) => new JsonObject
    {
        ["institution"] = settlement.Institution,
        ["setl_id"] = settlement.Id,
        ["mdtrt_id"] = settlement.VisitId,
        ["code"] = settlement.Code,
        ["msgid"] = settlement.MessageId,
        ["chrg_bchno"] = settlement.Batch,
        ["insutype"] = settlement.InsuranceType,
        ["clr_type"] = settlement.ClearingType,
        ["clr_optins"] = settlement.ClearingOffice,
        ["setl_time"] = ChinaTime.Seconds(settlement.SettledAt),
        ["medfee_sumamt"] = settlement.Amounts.Total,
        ["fund_pay_sumamt"] = settlement.Amounts.Fund,
        ["acct_pay"] = settlement.Amounts.Account,
        ["psn_cash_pay"] = settlement.Amounts.Cash,
        ["refundOf"] = settlement.RefundOf,
        ["refundedBy"] = settlement.RefundedBy,
        ["reversedBy"] = settlement.ReversedBy,
        ["byCenter"] = settlement.IsByCenter,
    };

    // What the center does by itself.
    private static (int Status, JsonObject Body) Act(byte[] body, Func<JsonObject, MockSettlement> act)
    {
        try
        {
            var json = JsonNode.Parse(body) as JsonObject ?? throw new FormatException("The body is an object.");
            return (200, Settlement(act(json)).AsObject());
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return (e is KeyNotFoundException ? 404 : e is InvalidOperationException ? 409 : 400, Error(e is JsonException ? "The body is not JSON." : e.Message));
        }
    }

    private MockSettlement Book(JsonObject json)
    {
        var visit = Needed(json, "mdtrt_id");
        var institution = WireJson.Text(json["institution"]) ?? _ledger.Visits().FirstOrDefault(v => v.Id == visit)?.Institution ?? "";
        return _ledger.BookSettlement(institution, visit, WireJson.Text(json["chrg_bchno"]), WireJson.Text(json["acct_used_flag"]) ?? "0");
    }

    private MockSettlement Reverse(JsonObject json)
    {
        var settlement = Needed(json, "setl_id");
        var institution = WireJson.Text(json["institution"]) ?? _ledger.Settlements().FirstOrDefault(s => s.Id == settlement)?.Institution ?? "";
        return _ledger.ReverseSettlement(institution, settlement, json["pair"]?.GetValueKind() != JsonValueKind.False);
    }

    private static string Needed(JsonObject json, string member)
        => WireJson.Text(json[member]) is { Length: > 0 } text ? text : throw new FormatException("The body needs " + member + ".");
}
