using System;
using System.Collections.Generic;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>What a catalogue says of a code on a day.</summary>
public enum CatalogueReason
{
    /// <summary>The catalogue has no such code.</summary>
    NotKnown,

    /// <summary>Valid on the day.</summary>
    Valid,

    /// <summary>Its validity begins later.</summary>
    BeginsLater,

    /// <summary>Its validity ended before.</summary>
    Ended,

    /// <summary>Taken back (有效标志 0) without a last day, or with the far one (2099-12-31) that means no end.</summary>
    Withdrawn,
}

/// <summary>A code on a day: the row that counts, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Row">The row that counts; null where the code is not known.</param>
public sealed record CatalogueAnswer(CatalogueReason Reason, CatalogueRow? Row);

/// <summary>One version of a code: it counted from its first version until a newer one replaced it.</summary>
/// <param name="Row">The row.</param>
/// <param name="First">Version that brought it.</param>
/// <param name="ReplacedBy">Version that replaced it; null for the newest.</param>
public sealed record CatalogueRowVersion(CatalogueRow Row, CatalogueVersion First, CatalogueVersion? ReplacedBy);

/// <summary>A file that was taken in.</summary>
/// <param name="Version">Greatest version of the file.</param>
/// <param name="FileName">Name of the file, without its folder.</param>
/// <param name="At">When, China time.</param>
/// <param name="Rows">Rows of the file.</param>
public sealed record CatalogueImported(CatalogueVersion Version, string FileName, ChinaTime At, long Rows);

/// <summary>How a catalogue stands.</summary>
public sealed record CatalogueStatus
{
    /// <summary>Transaction number.</summary>
    public required string Catalogue { get; init; }

    /// <summary>Chinese title.</summary>
    public required string Title { get; init; }

    /// <summary>Greatest version held.</summary>
    public CatalogueVersion Version { get; init; }

    /// <summary>Codes.</summary>
    public long Codes { get; init; }

    /// <summary>Rows: all versions of all codes.</summary>
    public long Rows { get; init; }

    /// <summary>When it was last changed or asked for, China time.</summary>
    public ChinaTime ChangedAt { get; init; }

    /// <summary>True where a file was asked for and not imported yet.</summary>
    public bool HasPendingFile { get; init; }
}
