using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What became of a confirmation.</summary>
public enum ConfirmOutcome
{
    /// <summary>Everything is stored. A repeated confirmation gives the same rows again.</summary>
    Confirmed,

    /// <summary>Nothing changed: lines lack codes.</summary>
    Incomplete,

    /// <summary>Nothing changed: packs were recalled or otherwise taken away since they were scanned; see the conflicts.</summary>
    Conflict,

    /// <summary>The session was canceled.</summary>
    Canceled,
}

/// <summary>What a dispensing session came to.</summary>
public sealed class DispensingResult
{
    /// <summary>What became of the confirmation.</summary>
    public ConfirmOutcome Outcome { get; internal init; }

    /// <summary>The session.</summary>
    public string SessionId { get; internal init; } = "";

    /// <summary>Rows of 3505A, in the order of the prescription. Those of channel Upload are in the upload queue.</summary>
    public IReadOnlyList<DispensedRow> Rows { get; internal init; } = Array.Empty<DispensedRow>();

    /// <summary>Rows of drug_trac_info for the settlement; empty where all goes with the upload.</summary>
    public IReadOnlyList<SettlementTraceRow> SettlementRows { get; internal init; } = Array.Empty<SettlementTraceRow>();

    /// <summary>Lines that lack codes.</summary>
    public IReadOnlyList<LineProgress> Incomplete { get; internal init; } = Array.Empty<LineProgress>();

    /// <summary>Codes that may no longer be given out; take them back and scan others.</summary>
    public IReadOnlyList<string> Conflicts { get; internal init; } = Array.Empty<string>();
}

/// <summary>One dispensed row.</summary>
public sealed class DispensedRow
{
    /// <summary>fixmedins_bchno: own serial of the row.</summary>
    public string Serial { get; internal init; } = "";

    /// <summary>Line of the prescription.</summary>
    public string LineId { get; internal init; } = "";

    /// <summary>True for units out of opened packs (trdn_flag 1).</summary>
    public bool IsSplit { get; internal init; }

    /// <summary>Quantity in smallest units.</summary>
    public decimal Units { get; internal init; }

    /// <summary>Way to the center.</summary>
    public TraceChannel Channel { get; internal init; }

    /// <summary>Settlement with which the codes went; "" for none.</summary>
    public string SettlementId { get; internal init; } = "";

    /// <summary>Units that came back since.</summary>
    public decimal Returned { get; internal init; }

    /// <summary>The codes.</summary>
    public IReadOnlyList<string> Codes { get; internal init; } = Array.Empty<string>();

    /// <summary>The row as it goes to the center. It may hold personal data.</summary>
    public UploadSalesBatchSelinfoDetail Row { get; internal init; } = new();

    /// <summary>Serial and line.</summary>
    public override string ToString() => Serial + " " + LineId;
}
