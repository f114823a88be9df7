using System;
using System.Collections.Generic;
using System.IO;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>Form of a table file.</summary>
public enum TableFormat
{
    /// <summary>Text with commas, semicolons or tabs; UTF-8, UTF-16 with its mark, or GB18030.</summary>
    Csv,

    /// <summary>A workbook; its first sheet is read.</summary>
    Xlsx,

    /// <summary>A list of objects, or an object with one list in it.</summary>
    Json,
}

/// <summary>What was read from a file: the good rows, and every bad one with its number and reason.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class FileReading<T>
{
    /// <summary>Rows that can be used.</summary>
    public IReadOnlyList<T> Rows { get; init; } = Array.Empty<T>();

    /// <summary>Rows that cannot.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = Array.Empty<BadRow>();
}

/// <summary>Tells the form of a file by its name.</summary>
internal static class TableFormats
{
    /// <exception cref="FormatException">The name ends in none of .csv, .txt, .xlsx, .json.</exception>
    internal static TableFormat Of(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".CSV" or ".TXT" => TableFormat.Csv,
        ".XLSX" => TableFormat.Xlsx,
        ".JSON" => TableFormat.Json,
        _ => throw new FormatException("the name of the file must end in .csv, .xlsx or .json"),
    };
}
