namespace Insurance.Sdk.Catalogues;

/// <summary>Why a row of a catalogue file was left out.</summary>
public enum SkipReason
{
    /// <summary>Fewer columns than the rows around it and than any known edition.</summary>
    TooFewColumns,

    /// <summary>More columns than the rows around it: a value with a TAB in it would shift all behind it.</summary>
    TooManyColumns,

    /// <summary>The column with the code is empty.</summary>
    NoCode,

    /// <summary>The column with the version is empty.</summary>
    NoVersion,

    /// <summary>A day of validity is no date in any known form.</summary>
    BadDate,

    /// <summary>The end of validity lies before its beginning.</summary>
    EndBeforeBegin,

    /// <summary>A control character that no text has.</summary>
    ControlCharacter,

    /// <summary>A code, version or record number longer than any store takes.</summary>
    ValueTooLong,

    /// <summary>The same code, version and record number as a row that is already there, with other content: the first one stays.</summary>
    SameVersionDiffers,
}

/// <summary>A row that was left out. It holds no content of the row.</summary>
/// <param name="RowNumber">Row, from 1.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Numbers for a person, such as "15 columns, 16 expected".</param>
public sealed record SkippedRow(long RowNumber, SkipReason Reason, string Detail);
