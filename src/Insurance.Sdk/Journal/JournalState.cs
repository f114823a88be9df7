namespace Insurance.Sdk.Journal;

/// <summary>What is known about a command's message.</summary>
public enum JournalState
{
    /// <summary>About to be sent. After a crash it may have left: it counts as unknown until the center was asked.</summary>
    Intended = 0,

    /// <summary>Handed to the network; no answer noted yet. After a crash it counts as unknown.</summary>
    Sent = 1,

    /// <summary>The center took it. The hospital's own books may not have it yet: <see cref="Confirmed"/> says that they do.</summary>
    Accepted = 2,

    /// <summary>The center refused it; nothing was booked.</summary>
    Refused = 3,

    /// <summary>The center never saw it.</summary>
    NotProcessed = 4,

    /// <summary>It left, and no usable answer came: the center may have booked it.</summary>
    Unknown = 5,

    /// <summary>Booked at the center and in the hospital's own books.</summary>
    Confirmed = 6,

    /// <summary>Booked at the center and taken back there.</summary>
    Reversed = 7,

    /// <summary>A person decided that nobody looks for it any more; who and why are kept.</summary>
    Abandoned = 8,
}
