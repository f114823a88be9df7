namespace Insurance.Sdk.TraceCodes;

/// <summary>Why a line is where it is. Its numbers are stored: they never change.</summary>
public enum TraceUploadReason
{
    /// <summary>Nothing to say.</summary>
    None = 0,

    /// <summary>The center never saw the message: network, gateway, sign-in.</summary>
    NotProcessed = 1,

    /// <summary>No usable answer came.</summary>
    NoAnswer = 2,

    /// <summary>The process that sent it ended, or stood still longer than its lease.</summary>
    LeaseRanOut = 3,

    /// <summary>The center was asked and does not show the line.</summary>
    NotFound = 4,

    /// <summary>The center refused the line; its text is the reason.</summary>
    Refused = 5,

    /// <summary>The line breaks rules of the standard as the settings have it now; nothing was sent.</summary>
    BreaksRules = 6,

    /// <summary>The center has the serial with other content.</summary>
    Differs = 7,

    /// <summary>The line it depends on was set aside or given up.</summary>
    OriginalNotBooked = 8,

    /// <summary>The sale is accepted, but the center does not show it under 3511.</summary>
    OriginalNotShown = 9,

    /// <summary>Lines of the same message were refused one after the other with one text: the rest is held back.</summary>
    HeldBack = 10,

    /// <summary>A setting is missing.</summary>
    Configuration = 11,

    /// <summary>A person asked for another try: the center is asked first.</summary>
    TriedAgain = 12,

    /// <summary>A person gave it up.</summary>
    GivenUp = 13,

    /// <summary>Accepted: its answer was lost, and the center showed the line when it was asked.</summary>
    FoundByAsking = 14,
}
