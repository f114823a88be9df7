namespace Insurance.Sdk.Catalogues;

/// <summary>Limits of reading a catalogue file.</summary>
public sealed class CatalogueFileOptions
{
    /// <summary>Longest row in bytes; some texts of the drug file are very long. A longer one ends the reading.</summary>
    public int MaxRowBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many unreadable rows are skipped and reported before the file counts as unreadable.</summary>
    public int MaxSkippedRows { get; set; } = 100;
}
