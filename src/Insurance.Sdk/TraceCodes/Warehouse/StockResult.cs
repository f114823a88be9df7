using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What a warehouse session came to.</summary>
public sealed class StockResult
{
    /// <summary>What became of the confirmation.</summary>
    public ConfirmOutcome Outcome { get; internal init; }

    /// <summary>The session.</summary>
    public string SessionId { get; internal init; } = "";

    /// <summary>Rows of 3501A; they are in the upload queue.</summary>
    public IReadOnlyList<UploadInventoryCountsBatchInvinfoDetail> Counts { get; internal init; } = Array.Empty<UploadInventoryCountsBatchInvinfoDetail>();

    /// <summary>Rows of 3502A; they are in the upload queue.</summary>
    public IReadOnlyList<UploadStockChangesBatchInvinfoDetail> Changes { get; internal init; } = Array.Empty<UploadStockChangesBatchInvinfoDetail>();

    /// <summary>Lines that lack codes.</summary>
    public IReadOnlyList<LineProgress> Incomplete { get; internal init; } = Array.Empty<LineProgress>();

    /// <summary>Codes that another bill or counter took meanwhile; take them back.</summary>
    public IReadOnlyList<string> Conflicts { get; internal init; } = Array.Empty<string>();
}

/// <summary>What became of a supplier's list of codes.</summary>
public sealed class SupplierCodesResult
{
    /// <summary>Packs that were taken.</summary>
    public int Taken { get; internal init; }

    /// <summary>Codes that were not, with the answer that says why. A code that is too many for its line is here as well.</summary>
    public IReadOnlyList<ScanAnswer> Refused { get; internal init; } = Array.Empty<ScanAnswer>();

    /// <summary>How far the lines are: what is missing shows here.</summary>
    public IReadOnlyList<LineProgress> Lines { get; internal init; } = Array.Empty<LineProgress>();
}
