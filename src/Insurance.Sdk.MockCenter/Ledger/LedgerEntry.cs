using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What one message changed: one line of the ledger file, so that a message is booked wholly or not at all.</summary>
/// <param name="Institution">fixmedins_code.</param>
/// <param name="MessageId">msgid.</param>
/// <param name="Code">Transaction number.</param>
/// <param name="At">When, China time.</param>
/// <param name="Events">The changes in order; each has a member <c>event</c> that names it.</param>
internal sealed record LedgerEntry(string Institution, string MessageId, string Code, DateTimeOffset At, IReadOnlyList<JsonObject> Events)
{
    internal string ToLine() => new JsonObject
    {
        ["institution"] = Institution,
        ["msgid"] = MessageId,
        ["code"] = Code,
        ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
        ["events"] = new JsonArray(Events.Select(e => (JsonNode?)e.DeepClone()).ToArray()),
    }.ToJsonString(WireJson.Options);

    internal static LedgerEntry FromLine(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        return new LedgerEntry(
            WireJson.Text(json["institution"])!,
            WireJson.Text(json["msgid"])!,
            WireJson.Text(json["code"])!,
            DateTimeOffset.Parse(WireJson.Text(json["at"])!, CultureInfo.InvariantCulture),
            json["events"]!.AsArray().Select(e => e!.AsObject()).ToList());
    }
}

/// <summary>State of one family of transactions, built from events alone, so that a replay gives the same state.</summary>
internal interface ILedgerBook
{
    /// <summary>Takes an event in; events of other families are passed over.</summary>
    void Apply(LedgerEntry entry, JsonObject change);

    /// <summary>Takes the newest event back, when its message fails.</summary>
    void Revert(LedgerEntry entry, JsonObject change);

    /// <summary>The message is kept: its events will not be taken back any more.</summary>
    void Kept()
    {
    }
}
