using System;
using System.Collections.Generic;
using System.Globalization;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>What became of a line of ours at the center.</summary>
internal enum BookState
{
    NotSent,
    Accepted,

    /// <summary>The answer was lost; the center was asked and has the line.</summary>
    Confirmed,
    Refused,

    /// <summary>The answer was lost and the center did not show the line: nobody may send it again before that is settled.</summary>
    Unknown,
}

/// <summary>One line of our own book: what was to be uploaded, and what became of it.</summary>
internal abstract class BookLine
{
    /// <summary>Transaction that uploads it.</summary>
    internal abstract string Code { get; }

    /// <summary>fixmedins_bchno: one own number per line and direction, so that a query or a deletion by it hits this line alone.</summary>
    internal required string Serial { get; init; }

    internal required Drug Drug { get; init; }

    internal required decimal Units { get; init; }

    internal required IReadOnlyList<string> TraceCodes { get; init; }

    internal required ChinaTime Time { get; init; }

    internal BookState State { get; set; }

    /// <summary>The center's reason for a refusal.</summary>
    internal string? Reason { get; set; }

    internal string? MessageId { get; set; }

    internal bool IsBooked => State is BookState.Accepted or BookState.Confirmed;

    /// <summary>A serial made of the document, its line and the direction: I in, S sale, R return, O out.</summary>
    internal static string SerialOf(string document, int line, string direction) => string.Create(CultureInfo.InvariantCulture, $"{document}-{line:00}-{direction}");
}
