namespace Insurance.Sdk.TraceCodes;

/// <summary>A row of the ledger of codes.</summary>
internal sealed record CodeRecord(string Code)
{
    internal string Item { get; init; } = "";

    internal TraceCodeState State { get; init; }

    internal bool CameBack { get; init; }

    /// <summary>Session at a counter that has the whole pack in hand; "" for none.</summary>
    internal string HeldBy { get; init; } = "";

    internal string Serial { get; init; } = "";

    internal TraceChannel Channel { get; init; }

    internal string Lot { get; init; } = "";

    /// <summary>Day, yyyy-MM-dd; "" where unknown.</summary>
    internal string Made { get; init; } = "";

    /// <summary>Day, yyyy-MM-dd; "" where unknown.</summary>
    internal string Expires { get; init; } = "";

    internal string Invoice { get; init; } = "";

    internal long ChangedAt { get; init; }
}

/// <summary>An opened pack: how many of its units are not given out yet.</summary>
internal sealed record OpenedPack(string Code, string Item, decimal Size, decimal Left, TraceCodeState Before);

/// <summary>A step in the life of a code.</summary>
internal sealed record MoveRecord(string Code, TraceCodeState From, TraceCodeState To, string Serial, decimal Units, string Who, long At);

/// <summary>What a session at a counter is about.</summary>
internal enum DeskKind
{
    Dispensing = 1,
    Return = 2,
    Warehouse = 3,
}

/// <summary>How far a session is.</summary>
internal enum DeskState
{
    Open = 1,
    Confirmed = 2,
    Canceled = 3,
}

/// <summary>What became of the settlement that carries codes.</summary>
internal enum SettlementState
{
    None = 0,
    Pending = 1,
    Booked = 2,
    Failed = 3,
}

/// <summary>A session as it is stored.</summary>
internal sealed record SessionRecord(string Id, DeskKind Kind, string Number, string Document)
{
    internal DeskState State { get; init; } = DeskState.Open;

    /// <summary>Counts the changes; the lock of the session's row makes two counters take turns.</summary>
    internal long Version { get; init; }

    internal long OpenedAt { get; init; }

    internal long ClosedAt { get; init; }

    internal string ClosedBy { get; init; } = "";

    /// <summary>Why lines may lack codes; "" where none do.</summary>
    internal string Reason { get; init; } = "";

    internal SettlementState Settlement { get; init; }
}

/// <summary>One scan that was taken.</summary>
internal sealed record ScanRecord(string Session, long Number, string Code, string Line, bool IsSplit, decimal Units)
{
    internal string Lot { get; init; } = "";

    internal string Made { get; init; } = "";

    internal string Expires { get; init; } = "";

    internal ScanOrigin Origin { get; init; }

    internal long At { get; init; }
}

/// <summary>How a code came to its line.</summary>
internal enum ScanOrigin
{
    /// <summary>The base or the ledger knows its drug.</summary>
    Known = 0,

    /// <summary>Nobody knows its drug; kept by policy.</summary>
    Collected = 1,

    /// <summary>The center gave it out (3592B).</summary>
    Virtual = 2,
}

/// <summary>A row that was dispensed, as it goes to the center.</summary>
internal sealed record SaleRecord(string Serial, string Session, string Number, string Visit, string Line, string Item, bool IsSplit, decimal Units, decimal PackSize, string Row)
{
    internal decimal Returned { get; init; }

    internal TraceChannel Channel { get; init; }

    internal string Settlement { get; init; } = "";

    internal long At { get; init; }
}

/// <summary>How many codes a line needed and got, for the report.</summary>
internal sealed record NeedRecord(string Session, string Line, string Day, string Item, string Name)
{
    internal decimal PacksNeeded { get; init; }

    internal decimal PacksCollected { get; init; }

    internal decimal UnitsNeeded { get; init; }

    internal decimal UnitsCollected { get; init; }

    internal string ExemptReason { get; init; } = "";

    internal string MissingReason { get; init; } = "";

    internal TraceChannel Channel { get; init; }

    internal long At { get; init; }
}

/// <summary>A request for a virtual code (3592B), kept before it is sent.</summary>
internal sealed record VirtualRecord(string Session, string Line, bool IsSplit, string Serial)
{
    internal VirtualState State { get; init; }

    internal string Code { get; init; } = "";

    internal string MessageId { get; init; } = "";
}

/// <summary>How far a request for a virtual code is.</summary>
internal enum VirtualState
{
    /// <summary>Being asked; after a crash nobody knows whether the center handed one out.</summary>
    Asked = 1,
    Given = 2,
}
