using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>What was done to a mapping.</summary>
public enum MappingAction
{
    /// <summary>A pair came in.</summary>
    Set,

    /// <summary>A pair got a last day.</summary>
    End,

    /// <summary>A pair was wrong and was replaced.</summary>
    Correct,

    /// <summary>What is known of the pair at the center changed.</summary>
    State,
}

/// <summary>One change of a mapping. Events are only added, never changed.</summary>
public sealed record MappingEvent
{
    /// <summary>What was done.</summary>
    public MappingAction Action { get; init; }

    /// <summary>The hospital's own item number.</summary>
    public required string HospitalItem { get; init; }

    /// <summary>list_type 目录类别.</summary>
    public required string ListType { get; init; }

    /// <summary>The code before; null where there was no pair.</summary>
    public string? OldCode { get; init; }

    /// <summary>The days before.</summary>
    public EffectiveInterval? OldInterval { get; init; }

    /// <summary>The code after; null where no pair is left.</summary>
    public string? NewCode { get; init; }

    /// <summary>The days after.</summary>
    public EffectiveInterval? NewInterval { get; init; }

    /// <summary>State at the center after a <see cref="MappingAction.State"/>; null otherwise.</summary>
    public MappingState? State { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public string Why { get; init; } = "";

    /// <summary>When, China time.</summary>
    public ChinaTime At { get; init; }
}
