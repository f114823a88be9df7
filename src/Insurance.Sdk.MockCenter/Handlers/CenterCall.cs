using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Envelopes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>A message that passed every check, with the books of its institution.</summary>
internal sealed record CenterCall(
    TransactionView Transaction, RequestEnvelope Envelope, CheckedInput Input, InstitutionLedger Ledger, MockCenterOptions Options, DateTimeOffset Now)
{
    /// <summary>The first row; an empty one where an edition demands no node and none came.</summary>
    internal CheckedRow Row => Input.Roots.Count > 0 ? Input.Roots[0] : new CheckedRow(Transaction.Input.First(n => n.Parent is null));

    /// <summary>The row of a node that stands once; empty where it did not come.</summary>
    internal CheckedRow One(string nodeId) => Rows(nodeId).FirstOrDefault() ?? new CheckedRow(Transaction.Input.First(n => n.Id == nodeId));

    internal string Time => ChinaTime.Seconds(Now);

    internal IEnumerable<CheckedRow> Rows(string nodeId) => Input.Roots.Where(r => r.Node.Id == nodeId);

    /// <summary>Books events whose rules were looked at before, and answers without an output.</summary>
    internal HandlerAnswer Book(params JsonObject[] events)
    {
        using var batch = Begin();
        foreach (var change in events)
        {
            batch.Add(change);
        }

        batch.Complete();
        return new HandlerAnswer(null);
    }

    internal LedgerBatch Begin() => Ledger.Begin(Envelope.MessageId, Transaction.Number, Now);
}

/// <summary>What a handler says.</summary>
/// <param name="Output">The answer's output.</param>
/// <param name="Refusal">Why the message is refused as a whole; null where it was accepted.</param>
/// <param name="IsPartly">True where some lines were not booked.</param>
internal sealed record HandlerAnswer(JsonNode? Output, string? Refusal = null, bool IsPartly = false)
{
    /// <summary>Bytes that are answered in place of an envelope (9102); null for an envelope.</summary>
    internal byte[]? File { get; init; }

    internal static HandlerAnswer Refused(string reason) => new(null, reason);
}
