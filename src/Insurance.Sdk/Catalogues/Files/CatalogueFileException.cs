using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>What is wrong with a catalogue file as a whole.</summary>
public enum CatalogueFileFault
{
    /// <summary>The archive ends early, or its data is damaged.</summary>
    BrokenArchive,

    /// <summary>The archive does not hold exactly one text file.</summary>
    WrongContent,

    /// <summary>The text is not UTF-8.</summary>
    WrongEncoding,

    /// <summary>The rows have fewer columns than any known edition of this catalogue.</summary>
    MissingColumns,

    /// <summary>A row is longer than <see cref="CatalogueFileOptions.MaxRowBytes"/>.</summary>
    RowTooLong,

    /// <summary>More rows cannot be read than <see cref="CatalogueFileOptions.MaxSkippedRows"/>, or none can.</summary>
    TooManyBadRows,

    /// <summary>The file changed or ended while it was read.</summary>
    Truncated,
}

/// <summary>A catalogue file cannot be read as what it should be. Nothing of it is kept: the state before it stays.</summary>
public sealed class CatalogueFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    public CatalogueFileException(CatalogueFileFault fault, string message, Exception? inner = null)
        : base(message, inner)
        => Fault = fault;

    /// <summary>What is wrong.</summary>
    public CatalogueFileFault Fault { get; }

    /// <summary>Row, from 1, where it was met; null where it concerns the whole file.</summary>
    public long? RowNumber { get; init; }

    /// <summary>Byte within the text, from 0, where it was met; null where it concerns the whole file.</summary>
    public long? ByteOffset { get; init; }
}
