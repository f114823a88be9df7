namespace Insurance.Sdk.TraceCodes;

/// <summary>Why a scan was not taken.</summary>
public enum ScanRefusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>No trace code could be read; the text says what was.</summary>
    Unreadable,

    /// <summary>The session is confirmed or canceled.</summary>
    SessionClosed,

    /// <summary>The session has no line with that id.</summary>
    NoSuchLine,

    /// <summary>Nobody knows which drug the code belongs to.</summary>
    UnknownCode,

    /// <summary>The code belongs to a drug that is not wanted here.</summary>
    WrongDrug,

    /// <summary>The lines of that drug need no code.</summary>
    NoCodeNeeded,

    /// <summary>The pack is counted already in this session.</summary>
    AlreadyInSession,

    /// <summary>Another open session has the pack.</summary>
    HeldElsewhere,

    /// <summary>The pack was given to a patient.</summary>
    AlreadyDispensed,

    /// <summary>The center knows the pack as sold.</summary>
    SoldAtCenter,

    /// <summary>The center could not be asked, and the policy wants it asked.</summary>
    CenterNotReachable,

    /// <summary>The pack went back to the supplier.</summary>
    ReturnedToSupplier,

    /// <summary>A patient brought the pack back; it is kept aside.</summary>
    Quarantined,

    /// <summary>The pack is booked as lost, destroyed or moved out.</summary>
    NotHere,

    /// <summary>The pack never came in here, and the policy wants that it did.</summary>
    NotInStock,

    /// <summary>The day of expiry is over.</summary>
    Expired,

    /// <summary>The pack or its lot is recalled.</summary>
    Recalled,

    /// <summary>A whole pack is wanted; this one is opened.</summary>
    PackOpened,

    /// <summary>No unit is left in the opened pack.</summary>
    PackExhausted,

    /// <summary>Nothing more of this drug is wanted.</summary>
    TooMany,

    /// <summary>The session has no scan of that code.</summary>
    NotInSession,

    /// <summary>The code was never given out here.</summary>
    NeverDispensed,

    /// <summary>Everything of that row is back already.</summary>
    AlreadyBack,

    /// <summary>More is given back than was given out.</summary>
    MoreThanDispensed,

    /// <summary>The code was given out on another bill or visit.</summary>
    OtherBill,

    /// <summary>Which of several packs come back is not said: they must be scanned.</summary>
    ScanNeeded,

    /// <summary>The pack is in stock already.</summary>
    AlreadyInStock,

    /// <summary>The code is that of a carton, whose packs are not known.</summary>
    CartonNotExpanded,

    /// <summary>Lot or days of the pack are not known, and the row at the center needs them: book the pack in first.</summary>
    LotUnknown,

    /// <summary>A virtual code was asked for and the answer got lost: nobody knows whether the center gave one.</summary>
    VirtualCodeUnknown,

    /// <summary>The center gave no virtual code; the text says why.</summary>
    VirtualCodeRefused,
}
