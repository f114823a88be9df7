using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The arrays of a base. Rows are sorted by prefix; those without come first.</summary>
internal sealed class FourCodeTables
{
    internal int Count => Prefixes.Length;

    internal int PrefixCount { get; init; }

    internal FourCodeTexts Texts { get; init; } = new();

    /// <summary>By row: where its texts begin.</summary>
    internal int[] Offsets { get; init; } = Array.Empty<int>();

    /// <summary>By row: its prefix, 0 for none.</summary>
    internal int[] Prefixes { get; init; } = Array.Empty<int>();

    internal byte[] Sources { get; init; } = Array.Empty<byte>();

    internal int[] Versions { get; init; } = Array.Empty<int>();

    /// <summary>By prefix less 8000000: its first row. One more than there are prefixes, so that the next entry ends it.</summary>
    internal int[] PrefixStarts { get; init; } = Array.Empty<int>();

    /// <summary>Barcodes as numbers, sorted.</summary>
    internal long[] Barcodes { get; init; } = Array.Empty<long>();

    /// <summary>The row of each entry of <see cref="Barcodes"/>.</summary>
    internal int[] BarcodeRows { get; init; } = Array.Empty<int>();

    internal int[] WholeCodeRows { get; init; } = Array.Empty<int>();

    internal int[] HospitalItemRows { get; init; } = Array.Empty<int>();

    internal int[] NationalItemRows { get; init; } = Array.Empty<int>();

    internal bool HasWholeCodes => WholeCodeRows.Length > 0;
}
