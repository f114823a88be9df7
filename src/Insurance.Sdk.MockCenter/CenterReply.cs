using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter;

/// <summary>The center's answer to one message, with what the message log keeps of it.</summary>
internal sealed record CenterReply(JsonObject Answer, string Outcome, string AnsweredFrom)
{
    /// <summary>Bytes that are answered in place of the envelope (9102).</summary>
    internal byte[]? File { get; init; }

    internal string Number { get; init; } = "";

    internal string? MessageId { get; init; }

    internal string? Reason { get; init; }

    internal bool IsDuplicate { get; init; }

    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
