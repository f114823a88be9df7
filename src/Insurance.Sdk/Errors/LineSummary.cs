using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>Counts of line states for the text of an error: a failed chunk must not hide that others were taken.</summary>
internal static class LineSummary
{
    internal static string Append(string message, IReadOnlyList<LineResult> lines)
    {
        if (lines.Count == 0)
        {
            return message;
        }

        var counts = new int[4];
        foreach (var line in lines)
        {
            counts[(int)line.State]++;
        }

        return string.Format(
            CultureInfo.InvariantCulture,
            "{0} (lines: {1} accepted, {2} refused, {3} unknown, {4} not sent)",
            message,
            counts[(int)LineState.Accepted],
            counts[(int)LineState.Refused],
            counts[(int)LineState.Unknown],
            counts[(int)LineState.NotSent]);
    }
}
