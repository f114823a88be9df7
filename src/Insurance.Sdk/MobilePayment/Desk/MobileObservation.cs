using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>What was seen of an order: by an answer, by a question (6301), or by a notice (6302, 6204).</summary>
internal sealed record MobileObservation
{
    /// <summary>By what, for the history: 6201, 6202, 6301, 6302, 6204.</summary>
    internal required string Source { get; init; }

    /// <summary>When it was asked, or came: what was learnt after it is newer.</summary>
    internal required DateTimeOffset At { get; init; }

    internal string? PayOrdId { get; init; }

    internal string? OrdStas { get; init; }

    /// <summary>What a notice implies where it names no state; null where it implies nothing.</summary>
    internal MobileOrderStanding? Implied { get; init; }

    internal MobileAmounts? Amounts { get; init; }

    internal string? SetlType { get; init; }

    internal string? TraceTime { get; init; }

    internal string? HiDocSn { get; init; }

    internal string? HiRgstSn { get; init; }

    internal string? ThirdPartyPayment { get; init; }

    internal string? RevsToken { get; init; }

    internal string? ExtData { get; init; }

    internal MobileOrderStanding? Standing => OrdStas is { Length: > 0 } state ? MobileOrderStates.StandingOf(state) : Implied;
}
