namespace Insurance.Sdk.TraceCodes;

/// <summary>What one round of the queue brought.</summary>
public sealed record QueueRound
{
    /// <summary>Messages that were sent.</summary>
    public int Messages { get; init; }

    /// <summary>Lines that were sent; a line of a message that was split counts once for each message.</summary>
    public int Sent { get; init; }

    /// <summary>Lines that the center accepted when they were sent.</summary>
    public int Accepted { get; init; }

    /// <summary>Lines that the center was asked for.</summary>
    public int Asked { get; init; }

    /// <summary>Lines of which it was found by asking that the center has them.</summary>
    public int Confirmed { get; init; }

    /// <summary>Lines that were set aside.</summary>
    public int Quarantined { get; init; }

    /// <summary>Lines whose sending ended without a usable answer.</summary>
    public int Unknown { get; init; }

    /// <summary>Lines that came back unsent: the center never saw them.</summary>
    public int NotProcessed { get; init; }

    /// <summary>True where the center could not be reached: the round ended early.</summary>
    public bool CenterAway { get; init; }

    /// <summary>The library's words for what ended the round early; "" otherwise.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What is left.</summary>
    public TraceBacklog Left { get; init; } = new();
}
