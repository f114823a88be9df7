using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What became of a line that a process holds: the store writes it where the line is still held under the same lease.</summary>
public sealed record TraceUploadNote
{
    /// <summary>Serial of the line.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Its new state.</summary>
    public TraceUploadState State { get; init; }

    /// <summary>Kind of the reason.</summary>
    public TraceUploadReason Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? ReasonText { get; init; }

    /// <summary>Not to be looked at before.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>See <see cref="QueuedUpload.SettlesAt"/>.</summary>
    public DateTimeOffset? SettlesAt { get; init; }

    /// <summary>See <see cref="QueuedUpload.Asked"/>.</summary>
    public int Asked { get; init; }

    /// <summary>See <see cref="QueuedUpload.IsRefused"/>.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The center's own reference; null keeps what is there.</summary>
    public string? CenterReference { get; init; }

    /// <summary>The row with what the center gave (its number of the sale); null keeps what is there.</summary>
    public string? RowJson { get; init; }
}
