using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.Catalogues;

/// <summary>What the import of one file did. Counts are rows.</summary>
public sealed record CatalogueImportReport
{
    /// <summary>Transaction number of the catalogue, such as 1305.</summary>
    public required string Catalogue { get; init; }

    /// <summary>Rows of the file that were read.</summary>
    public long Rows { get; init; }

    /// <summary>Codes that were not there before.</summary>
    public long Added { get; init; }

    /// <summary>Newer versions that say something else of a code.</summary>
    public long Changed { get; init; }

    /// <summary>Newer versions that take a valid code out: 有效标志 0, or a last day that is over.</summary>
    public long Ended { get; init; }

    /// <summary>Newer versions that make an ended code valid again.</summary>
    public long BroughtBack { get; init; }

    /// <summary>Newer versions that say the same again.</summary>
    public long Repeated { get; init; }

    /// <summary>Versions older than the newest one known of their code; kept as history.</summary>
    public long Older { get; init; }

    /// <summary>Rows that were there already, word for word.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that were left out.</summary>
    public long Skipped { get; init; }

    /// <summary>The first rows that were left out, with the reason.</summary>
    public IReadOnlyList<SkippedRow> SkippedRows { get; init; } = Array.Empty<SkippedRow>();

    /// <summary>Rows with more columns than any known edition; those columns are kept as text.</summary>
    public long RowsWithUnknownColumns { get; init; }

    /// <summary>Columns of a row in this file.</summary>
    public int ColumnCount { get; init; }

    /// <summary>Greatest version in the store before; none at the first import.</summary>
    public CatalogueVersion VersionBefore { get; init; }

    /// <summary>Greatest version in the store after.</summary>
    public CatalogueVersion Version { get; init; }

    /// <summary>Greatest version in the file.</summary>
    public CatalogueVersion FileVersion { get; init; }

    /// <summary>True where the store is as it was before.</summary>
    public bool ChangedNothing => Added + Changed + Ended + BroughtBack + Repeated + Older == 0;

    /// <summary>One sentence for a person.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1} rows, {2} added, {3} changed, {4} ended, {5} brought back, {6} repeated, {7} older, {8} already there, {9} left out; version {10}",
        Catalogue, Rows, Added, Changed, Ended, BroughtBack, Repeated, Older, Unchanged, Skipped, Version);
}

/// <summary>How far an import is.</summary>
/// <param name="Catalogue">Transaction number of the catalogue.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Bytes">Bytes of text read.</param>
/// <param name="BytesInAll">Bytes of the whole text; null where not known.</param>
public sealed record CatalogueProgress(string Catalogue, long Rows, long Bytes, long? BytesInAll);
