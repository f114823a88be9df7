using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Sign-ins: one sign_no per operator; a new sign-in ends the one before.</summary>
internal sealed class SessionBook : ILedgerBook
{
    private readonly Dictionary<string, string> _numberOf = new(StringComparer.Ordinal);

    internal static JsonObject SignedIn(string @operator, string number) => new() { ["event"] = "signed-in", ["operator"] = @operator, ["signNo"] = number };

    internal static JsonObject SignedOut(string @operator, string number) => new() { ["event"] = "signed-out", ["operator"] = @operator, ["signNo"] = number };

    internal bool Holds(string number) => number.Length > 0 && _numberOf.ContainsValue(number);

    internal string? NumberOf(string @operator) => _numberOf.GetValueOrDefault(@operator);

    public void Apply(LedgerEntry entry, JsonObject change)
    {
        switch (WireJson.Text(change["event"]))
        {
            case "signed-in":
                // What held before is kept in the event, for a message that fails afterwards.
                change["before"] = NumberOf(WireJson.Text(change["operator"])!);
                _numberOf[WireJson.Text(change["operator"])!] = WireJson.Text(change["signNo"])!;
                break;
            case "signed-out":
                _numberOf.Remove(WireJson.Text(change["operator"])!);
                break;
        }
    }

    public void Revert(LedgerEntry entry, JsonObject change)
    {
        var @operator = WireJson.Text(change["operator"]) ?? "";
        switch (WireJson.Text(change["event"]))
        {
            case "signed-in" when WireJson.Text(change["before"]) is { } before:
                _numberOf[@operator] = before;
                break;
            case "signed-in":
                _numberOf.Remove(@operator);
                break;
            case "signed-out":
                _numberOf[@operator] = WireJson.Text(change["signNo"])!;
                break;
        }
    }
}
