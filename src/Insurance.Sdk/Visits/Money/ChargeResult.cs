using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>Lines that the center took (2204, 2301).</summary>
/// <typeparam name="TAnswer">The answer's type.</typeparam>
public sealed class ChargeResult<TAnswer>
    where TAnswer : StandardAnswer
{
    internal ChargeResult(VisitStatus status, TAnswer answer, int lines, decimal total, IReadOnlyList<VisitWarning> warnings)
    {
        Status = status;
        Answer = answer;
        Lines = lines;
        Total = total;
        Warnings = warnings;
    }

    /// <summary>The visit afterwards.</summary>
    public VisitStatus Status { get; }

    /// <summary>The center's split of every line; of several messages together.</summary>
    public TAnswer Answer { get; }

    /// <summary>Number of lines.</summary>
    public int Lines { get; }

    /// <summary>Their sum.</summary>
    public decimal Total { get; }

    /// <summary>Lines that the answer does not have, or has otherwise.</summary>
    public IReadOnlyList<VisitWarning> Warnings { get; }
}
