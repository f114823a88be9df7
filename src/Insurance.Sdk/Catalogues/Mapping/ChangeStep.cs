namespace Insurance.Sdk.Catalogues;

/// <summary>How far a change of a mapping has come at the center. Kept before a message leaves, so that a crash never loses it.</summary>
public enum MappingChangeStep
{
    /// <summary>Nothing was sent.</summary>
    Planned = 0,

    /// <summary>3302 of the old pair is on its way, or its answer was lost: 1317 tells which.</summary>
    Cancelling = 1,

    /// <summary>The old pair is gone at the center, the new one is not there yet: fees of the item cannot be uploaded now.</summary>
    OldCancelled = 2,

    /// <summary>3301 of the new pair is on its way, or its answer was lost: 1317 tells which.</summary>
    Uploading = 3,

    /// <summary>3301 was accepted; 1317 has not read it back yet.</summary>
    Uploaded = 4,

    /// <summary>1317 reads back what was meant.</summary>
    Done = 5,

    /// <summary>Given up by a person before anything was sent.</summary>
    Abandoned = 6,
}

/// <summary>Why a change stopped before its end.</summary>
public enum MappingChangeStop
{
    /// <summary>It did not stop.</summary>
    None = 0,

    /// <summary>Fees with the old code are not settled yet, and 3302 takes the whole pair away whatever the dates.</summary>
    UnsettledFees = 1,

    /// <summary>The center refused 3302 and still has the old pair.</summary>
    CancelRefused = 2,

    /// <summary>The center refused 3301 and does not have the new pair.</summary>
    UploadRefused = 3,

    /// <summary>The message never reached the center; going on sends it again.</summary>
    NotProcessed = 4,

    /// <summary>The answer was lost. Going on asks 1317 first, after <see cref="MappingChangeOptions.SettleTime"/>.</summary>
    InDoubt = 5,

    /// <summary>1317 does not show the new pair yet; some centers review pairs first.</summary>
    NotConfirmedYet = 6,

    /// <summary>1317 shows the new pair with other days, or the old pair beside it.</summary>
    Differs = 7,

    /// <summary>1317 could not be asked.</summary>
    CannotAsk = 8,

    /// <summary>The new pair begins later and fees until then need the old one, which 3302 would take away at once. It goes on when the day has come.</summary>
    TooEarly = 9,
}
