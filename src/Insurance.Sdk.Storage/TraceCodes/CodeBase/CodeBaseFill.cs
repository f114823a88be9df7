using System;
using System.Collections.Generic;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>One fill of the four-code base: a numbered version with its source, time and counts.</summary>
public sealed class CodeBaseFill
{
    /// <summary>Number of the fill, counted up.</summary>
    public int Version { get; init; }

    /// <summary>Where the rows came from.</summary>
    public FourCodeSource Source { get; init; }

    /// <summary>Name of the file, or number of the query.</summary>
    public string Origin { get; init; } = "";

    /// <summary>When it began.</summary>
    public ChinaTime Started { get; init; }

    /// <summary>When it was done; null for a fill that was broken off and can go on.</summary>
    public ChinaTime? Ended { get; init; }

    /// <summary>Rows it brought, each link counted once.</summary>
    public int Rows { get; init; }

    /// <summary>Links that were new.</summary>
    public int Added { get; init; }

    /// <summary>Links whose name, standard drug code, pack size or source changed.</summary>
    public int Changed { get; init; }

    /// <summary>Links of the same source that a complete fill did not bring any more.</summary>
    public int Removed { get; init; }

    /// <summary>Learned links that contradict a link of another source; they are kept apart.</summary>
    public int Conflicts { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public int BadRows { get; init; }
}

/// <summary>A learned link that contradicts what was imported. It is not in the base until somebody has decided.</summary>
public sealed class CodeBaseConflict
{
    /// <summary>What was learned.</summary>
    public FourCodeRow Learned { get; init; } = new();

    /// <summary>What the other sources say of the same prefix, code or barcode.</summary>
    public IReadOnlyList<FourCodeRow> Imported { get; init; } = Array.Empty<FourCodeRow>();
}

/// <summary>How far a fill or a load is.</summary>
/// <param name="Rows">Rows done.</param>
/// <param name="Total">Rows in all; null where that is not known yet.</param>
public readonly record struct CodeBaseProgress(int Rows, int? Total);
