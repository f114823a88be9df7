namespace Insurance.Sdk.TraceCodes;

/// <summary>What became of a queued line. Its numbers are stored: they never change.</summary>
public enum TraceUploadState
{
    /// <summary>Not sent, or known not to be booked: it is sent when its turn comes.</summary>
    Waiting = 0,

    /// <summary>A process sends it; message id and lease were written down before the first byte.</summary>
    Sending = 1,

    /// <summary>Sent without a usable answer: the center is asked, and nothing is sent before it has answered.</summary>
    Unknown = 2,

    /// <summary>The center has it.</summary>
    Accepted = 3,

    /// <summary>Set aside with a reason; a person decides (retry or cancel). Nothing of it is booked as far as the center told.</summary>
    Quarantined = 4,

    /// <summary>Given up by a person; never sent again.</summary>
    Canceled = 5,
}
