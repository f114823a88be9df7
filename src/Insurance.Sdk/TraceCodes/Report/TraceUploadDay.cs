namespace Insurance.Sdk.TraceCodes;

/// <summary>Lines of one kind that belong to a day, by what became of them.</summary>
public sealed record TraceUploadDay
{
    /// <summary>What the lines are to the center.</summary>
    public TraceUploadKind Kind { get; init; }

    /// <summary>Accepted by the center.</summary>
    public long Accepted { get; init; }

    /// <summary>Waiting or being sent.</summary>
    public long Waiting { get; init; }

    /// <summary>In doubt.</summary>
    public long Unknown { get; init; }

    /// <summary>Set aside.</summary>
    public long Quarantined { get; init; }

    /// <summary>Given up by a person.</summary>
    public long GivenUp { get; init; }
}
