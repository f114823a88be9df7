using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What the ledger knows of one code.</summary>
public sealed class TraceCodeLife
{
    /// <summary>The code.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>The hospital's own item code; "" where it was never told.</summary>
    public string Item { get; internal init; } = "";

    /// <summary>Where the pack is.</summary>
    public TraceCodeState State { get; internal init; }

    /// <summary>True where a patient once had the pack and brought it back.</summary>
    public bool CameBack { get; internal init; }

    /// <summary>Way on which the last dispensing goes to the center; null where the pack was never given out.</summary>
    public TraceChannel? Channel { get; internal init; }

    /// <summary>Own serial (fixmedins_bchno) of the line that moved the pack last; "" for none.</summary>
    public string Serial { get; internal init; } = "";

    /// <summary>manu_lotnum 生产批号; "" where unknown.</summary>
    public string Lot { get; internal init; } = "";

    /// <summary>expy_end 有效期止; null where unknown.</summary>
    public ChinaTime? Expires { get; internal init; }

    /// <summary>Invoice or bill with which the pack came in; "" where unknown.</summary>
    public string Invoice { get; internal init; } = "";

    /// <summary>Units left of an opened pack; null for packs that are not opened.</summary>
    public decimal? UnitsLeft { get; internal init; }

    /// <summary>True while an open session at a counter holds the pack.</summary>
    public bool IsHeld { get; internal init; }

    /// <summary>When the row changed last.</summary>
    public ChinaTime ChangedAt { get; internal init; }

    /// <summary>What happened to the pack after it came in, oldest first.</summary>
    public IReadOnlyList<TraceCodeMove> Moves { get; internal init; } = Array.Empty<TraceCodeMove>();
}

/// <summary>One step in the life of a code.</summary>
public sealed class TraceCodeMove
{
    /// <summary>State before.</summary>
    public TraceCodeState From { get; internal init; }

    /// <summary>State after.</summary>
    public TraceCodeState To { get; internal init; }

    /// <summary>Own serial of the line; "" where a person changed it.</summary>
    public string Serial { get; internal init; } = "";

    /// <summary>Units that were moved; 0 where the whole pack was.</summary>
    public decimal Units { get; internal init; }

    /// <summary>Who did it; "" where nobody was named.</summary>
    public string Who { get; internal init; } = "";

    /// <summary>When.</summary>
    public ChinaTime At { get; internal init; }
}
