using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A line as the queue keeps it.</summary>
public sealed record QueuedUpload
{
    /// <summary>fixmedins_bchno.</summary>
    public string Serial { get; init; } = "";

    /// <summary>What the line is to the center.</summary>
    public TraceUploadKind Kind { get; init; }

    /// <summary>The drug batch.</summary>
    public string Order { get; init; } = "";

    /// <summary>Serial of the line that must be accepted first.</summary>
    public string? DependsOn { get; init; }

    /// <summary>The hospital's own item.</summary>
    public string Item { get; init; } = "";

    /// <summary>Name of the item.</summary>
    public string ItemName { get; init; } = "";

    /// <summary>Day of the business, yyyy-MM-dd.</summary>
    public string Day { get; init; } = "";

    /// <summary>The row as JSON text; it may hold personal data.</summary>
    public string RowJson { get; init; } = "";

    /// <summary>insuplc_admdvs of the call.</summary>
    public string? InsuredArea { get; init; }

    /// <summary>Who makes the call; null takes the operator of the settings.</summary>
    public Operator? Operator { get; init; }

    /// <summary>What became of it.</summary>
    public TraceUploadState State { get; init; }

    /// <summary>Kind of the reason.</summary>
    public TraceUploadReason Reason { get; init; }

    /// <summary>The reason in words, the center's own text where it refused. Free text that may name persons: show it, do not log it.</summary>
    public string? ReasonText { get; init; }

    /// <summary>How often it was sent, or was about to be.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the center was asked since it was last sent, and did not show it.</summary>
    public int Asked { get; init; }

    /// <summary>True where the center refused it and is asked whether it has it all the same.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Message id under which it was last sent; null where it never was.</summary>
    public string? MessageId { get; init; }

    /// <summary>The center's own reference, where it gave one.</summary>
    public string? CenterReference { get; init; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it was last sent; null where it never was.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Since when it has its state.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Not looked at before.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>When a missing record at the center begins to mean that it was not booked; null as long as no answer was lost.</summary>
    public DateTimeOffset? SettlesAt { get; init; }

    /// <summary>Kind, serial and state; the row stays out of logs.</summary>
    public override string ToString() => Kind + " " + Serial + " " + State;
}
