using System;
using System.Collections.Generic;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>What happened to a code between two versions of a catalogue.</summary>
public enum CatalogueChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It is not valid any more.</summary>
    Ended,

    /// <summary>It had ended and is valid again.</summary>
    BroughtBack,
}

/// <summary>A column that says something else.</summary>
/// <param name="Column">The column; null for one beyond the known ones.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Before">Value before; null where it was absent.</param>
/// <param name="After">Value after; null where it is absent.</param>
public sealed record CatalogueColumnChange(CatalogueColumn? Column, int Position, string? Before, string? After);

/// <summary>A code that differs between two versions.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Code">The code.</param>
/// <param name="Before">Its row before; null where it is new.</param>
/// <param name="After">Its row after.</param>
/// <param name="Columns">The columns that say something else; empty for a new code.</param>
public sealed record CatalogueCodeChange(CatalogueChangeKind Kind, string Code, CatalogueRow? Before, CatalogueRow After, IReadOnlyList<CatalogueColumnChange> Columns);

/// <summary>The difference between two versions of a catalogue.</summary>
public sealed record CatalogueDiff
{
    /// <summary>Transaction number.</summary>
    public required string Catalogue { get; init; }

    /// <summary>The earlier version.</summary>
    public CatalogueVersion From { get; init; }

    /// <summary>The later version.</summary>
    public CatalogueVersion To { get; init; }

    /// <summary>New codes.</summary>
    public long Added { get; init; }

    /// <summary>Codes that say something else.</summary>
    public long Changed { get; init; }

    /// <summary>Codes that ended.</summary>
    public long Ended { get; init; }

    /// <summary>Codes that are valid again.</summary>
    public long BroughtBack { get; init; }

    /// <summary>The changes of the codes that were asked for, and of others as far as the limit goes; by code.</summary>
    public IReadOnlyList<CatalogueCodeChange> Changes { get; init; } = Array.Empty<CatalogueCodeChange>();

    /// <summary>True where there are more changes than <see cref="Changes"/> holds.</summary>
    public bool IsCut { get; init; }
}
