namespace Insurance.Sdk.Simulation.World;

/// <summary>What the way to the center does to a message.</summary>
internal enum NetworkFault
{
    None,

    /// <summary>No connection: nothing left.</summary>
    NoConnection,

    /// <summary>The message is lost on the way, and the line drops.</summary>
    LostBefore,

    /// <summary>The message is lost on the way, and nobody says so.</summary>
    SilentBefore,

    /// <summary>The center works it; the line drops before the answer.</summary>
    LostAfter,

    /// <summary>The center works it; the answer never comes.</summary>
    SilentAfter,

    /// <summary>The answer breaks off in the middle.</summary>
    CutAnswer,

    /// <summary>A proxy answers 502 after the center has worked it.</summary>
    BadGateway,

    /// <summary>An empty answer with status 200 after the center has worked it.</summary>
    Empty,

    /// <summary>The network hands the message over twice; the second answer comes back.</summary>
    TwiceSecondAnswer,

    /// <summary>The network hands the message over twice; the first answer comes back, the copy arrives later.</summary>
    TwiceFirstAnswer,

    /// <summary>The message arrives only after the caller has given up.</summary>
    Late,

    /// <summary>The answer arrives only after the caller has given up.</summary>
    LateAnswer,
}
