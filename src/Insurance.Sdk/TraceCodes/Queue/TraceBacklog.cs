using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What the queue still has to do, and what a person has to look at.</summary>
public sealed record TraceBacklog
{
    /// <summary>Lines that are waiting, being sent or unknown.</summary>
    public int Count { get; init; }

    /// <summary>Age of the oldest of them; null where there is none.</summary>
    public TimeSpan? OldestAge { get; init; }

    /// <summary>When the next of them is due; null where there is none.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Open and quarantined lines by state. Lines that are done are not counted.</summary>
    public IReadOnlyDictionary<TraceUploadState, int> ByState { get; init; } = new Dictionary<TraceUploadState, int>();

    /// <summary>Open and quarantined lines by reason, without those that have none.</summary>
    public IReadOnlyDictionary<TraceUploadReason, int> ByReason { get; init; } = new Dictionary<TraceUploadReason, int>();

    /// <summary>Lines in a state; 0 for the done ones.</summary>
    public int Of(TraceUploadState state) => ByState.TryGetValue(state, out var count) ? count : 0;
}
