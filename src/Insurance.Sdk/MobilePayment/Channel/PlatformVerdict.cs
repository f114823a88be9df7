using System;
using System.Text.Json;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.MobilePayment;

/// <summary>What the data of a successful answer say about the call itself: a refusal inside it must not look like success, and EXP is no success yet.</summary>
internal static class PlatformVerdict
{
    internal static (CallOutcome Outcome, string Reason, string? Text) Of(OutgoingMessage message, ReadOnlyMemory<byte> data)
    {
        using var answer = JsonDocument.Parse(data.IsEmpty ? System.Text.Encoding.ASCII.GetBytes("{}") : data);
        using var input = JsonDocument.Parse(message.Input);
        var fields = answer.RootElement;
        var asked = input.RootElement.ValueKind == JsonValueKind.Object && input.RootElement.TryGetProperty("data", out var sent) ? sent : default;
        return message.Operation?.Key switch
        {
            "6201" when DataFields.Text(fields, "payOrdId").Length == 0 => (CallOutcome.Unknown, "the platform took the fees without naming payOrdId", null),
            "6202" or "6301" => SameOrder(asked, fields),
            "6203" => Refund(DataFields.Text(fields, "refStatus")),
            "6401" => Revocation(DataFields.Text(fields, "success"), DataFields.Text(fields, "message")),
            _ => (CallOutcome.Accepted, "", null),
        };
    }

    /// <summary>An old answer sent once more has a signature that fits, but speaks of another order.</summary>
    private static (CallOutcome Outcome, string Reason, string? Text) SameOrder(JsonElement asked, JsonElement fields)
    {
        var answered = DataFields.Text(fields, "payOrdId");
        if (answered.Length > 0 && answered != DataFields.Text(asked, "payOrdId"))
        {
            return (CallOutcome.Unknown, "the answer speaks of another order", null);
        }

        return DataFields.Text(fields, "ordStas").Length == 0
            ? (CallOutcome.Unknown, "the answer does not name ordStas", null)
            : (CallOutcome.Accepted, "", null);
    }

    private static (CallOutcome Outcome, string Reason, string? Text) Refund(string status) => status.ToUpperInvariant() switch
    {
        "SUCC" => (CallOutcome.Accepted, "", null),
        "FAIL" => (CallOutcome.Refused, "the platform did not refund (refStatus FAIL)", null),
        "EXP" => (CallOutcome.Unknown, "the platform has not decided the refund (refStatus EXP)", null),
        _ => (CallOutcome.Unknown, "the answer names no refStatus that is known", null),
    };

    private static (CallOutcome Outcome, string Reason, string? Text) Revocation(string success, string message) => success.ToUpperInvariant() switch
    {
        "TRUE" => (CallOutcome.Accepted, "", null),
        "FALSE" => (CallOutcome.Refused, "the platform did not revoke (success false)", message),
        _ => (CallOutcome.Unknown, "the answer does not say whether the fees were revoked", null),
    };
}
