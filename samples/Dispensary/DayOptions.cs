using System;
using System.Collections.Generic;
using System.IO;

namespace Dispensary;

/// <summary>What one run is told.</summary>
internal sealed class DayOptions
{
    /// <summary>The invented day that is copied beside the program.</summary>
    internal static string InventedDay => Path.Combine(AppContext.BaseDirectory, "day");

    /// <summary>Folder with the day's CSV files.</summary>
    internal string Folder { get; init; } = InventedDay;

    /// <summary>Settings of the client.</summary>
    internal string ConfigFile { get; init; } = Path.Combine(AppContext.BaseDirectory, "config.json");

    /// <summary>Folder of the pharmacy's database and the daily report; null takes a new temporary one. A day that was stopped goes on in its folder.</summary>
    internal string? WorkFolder { get; init; }

    /// <summary>File that keeps the mock center's ledger; null keeps it in memory.</summary>
    internal string? KeepFile { get; init; }

    /// <summary>Faults beside the one lost answer after noon, as KIND@CODE[:COUNT].</summary>
    internal IReadOnlyList<string> Faults { get; init; } = [];
}
