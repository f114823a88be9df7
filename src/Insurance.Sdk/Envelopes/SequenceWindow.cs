using System;
using System.Globalization;

namespace Insurance.Sdk.Envelopes;

/// <summary>Part of the four-digit sequence that one machine may use. Machines that share an institution code get windows that do not overlap.</summary>
/// <remarks>Before a window is moved to another machine, let the clock pass the last id of the old one.</remarks>
public sealed class SequenceWindow
{
    /// <summary>Creates a window.</summary>
    /// <param name="from">First sequence, 0 … 9999.</param>
    /// <param name="to">Last sequence, from … 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty or leaves the four digits.</exception>
    public SequenceWindow(int from, int to)
    {
        if (from is < 0 or >= MessageId.SequencesPerSecond)
        {
            throw new ArgumentOutOfRangeException(nameof(from), "A window of sequences begins at 0 … 9999");
        }

        if (to < from || to >= MessageId.SequencesPerSecond)
        {
            throw new ArgumentOutOfRangeException(nameof(to), "A window of sequences ends at its first number … 9999");
        }

        From = from;
        To = to;
    }

    /// <summary>0000 … 9999: the only machine of the institution.</summary>
    public static SequenceWindow Whole { get; } = new(0, MessageId.SequencesPerSecond - 1);

    /// <summary>First sequence.</summary>
    public int From { get; }

    /// <summary>Last sequence.</summary>
    public int To { get; }

    /// <summary>Such as 0000-4999.</summary>
    public override string ToString()
        => From.ToString("0000", CultureInfo.InvariantCulture) + "-" + To.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>First number that may be given out: the clock's second, or behind the last one where the clock has not passed it.</summary>
    internal long After(long? last, long second)
    {
        if (last is not { } number || number / MessageId.SequencesPerSecond < second)
        {
            return (second * MessageId.SequencesPerSecond) + From;
        }

        // The clock stands, or was set back: the ids run ahead of it, they never repeat.
        var lastSecond = number / MessageId.SequencesPerSecond;
        var sequence = number % MessageId.SequencesPerSecond;
        return sequence < From ? (lastSecond * MessageId.SequencesPerSecond) + From
            : sequence < To ? number + 1
            : ((lastSecond + 1) * MessageId.SequencesPerSecond) + From;
    }

    /// <summary>Last number of a block of the given size: never beyond the window or the second it begins in.</summary>
    internal long EndOfBlock(long first, int size)
        => Math.Min(first + size - 1, (first / MessageId.SequencesPerSecond * MessageId.SequencesPerSecond) + To);
}
