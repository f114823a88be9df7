namespace Insurance.Sdk.Calls;

/// <summary>What an answer proves about a call.</summary>
public enum CallOutcome
{
    /// <summary>The center took the call.</summary>
    Accepted,

    /// <summary>The center turned the call down: nothing was booked.</summary>
    Refused,

    /// <summary>The center never saw the call: it never left, or the gateway turned it away.</summary>
    NotProcessed,

    /// <summary>Nothing is proved: the center may have booked a command; a query simply has no answer.</summary>
    Unknown,
}
