using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A row of a file or an answer that cannot be used.</summary>
/// <param name="Row">Number of the row: in a table file as a spreadsheet shows it, the header being row 1; in JSON and answers counted from 1.</param>
/// <param name="Reason">What is wrong, naming field and rule.</param>
public sealed record BadRow(int Row, string Reason)
{
    /// <summary>Row and reason.</summary>
    public override string ToString() => "row " + Row.ToString(System.Globalization.CultureInfo.InvariantCulture) + ": " + Reason;
}

/// <summary>One page of the center's four-code query.</summary>
public sealed class FourCodePage
{
    /// <summary>Number of the page.</summary>
    public int Page { get; init; }

    /// <summary>Rows that can be used.</summary>
    public IReadOnlyList<FourCodeRow> Rows { get; init; } = Array.Empty<FourCodeRow>();

    /// <summary>Rows that cannot.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = Array.Empty<BadRow>();

    /// <summary>True where the page is not full, or the query has no pages. A center may give fewer rows than it is asked for although more follow: a fill looks behind it.</summary>
    public bool IsLast { get; init; }
}
