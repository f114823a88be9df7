namespace Insurance.Sdk.TraceCodes;

/// <summary>Where a pack is, as far as this hospital's ledger of codes knows.</summary>
public enum TraceCodeState
{
    /// <summary>Scanned at a counter, but never booked in or out.</summary>
    Unknown,

    /// <summary>In stock and whole.</summary>
    InStock,

    /// <summary>In stock and opened: units were given out, units are left.</summary>
    Opened,

    /// <summary>Opened, and no unit is left.</summary>
    UsedUp,

    /// <summary>Given to a patient as a whole pack.</summary>
    Sold,

    /// <summary>Brought back by a patient and kept aside.</summary>
    Quarantined,

    /// <summary>Sent back to the supplier.</summary>
    ReturnedToSupplier,

    /// <summary>Missing at a count.</summary>
    Lost,

    /// <summary>Destroyed.</summary>
    Destroyed,

    /// <summary>Handed to another store or given out by another stock movement.</summary>
    MovedOut,

    /// <summary>Recalled: not to be given out.</summary>
    Recalled,
}
