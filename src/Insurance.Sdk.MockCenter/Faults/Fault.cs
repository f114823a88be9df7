using System;
using System.Globalization;

namespace Insurance.Sdk.MockCenter.Faults;

/// <summary>A fault that waits for messages.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Code">Transaction number, or * for any.</param>
/// <param name="Count">How many messages it hits.</param>
/// <param name="Wait">Time of a delay; null takes the option's.</param>
public sealed record Fault(FaultKind Kind, string Code, int Count = 1, TimeSpan? Wait = null)
{
    /// <summary>Reads <c>KIND@CODE[:COUNT]</c>, for a delay also <c>delay:MILLISECONDS@CODE[:COUNT]</c>.</summary>
    /// <exception cref="FormatException">The text does not have that form; the message says which part.</exception>
    public static Fault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            throw new FormatException($"A fault is written KIND@CODE[:COUNT], such as lost-after-booking@3505A:2; '{text}' has no @.");
        }

        string[] left = text[..at].Split(':'), right = text[(at + 1)..].Split(':');
        if (right.Length > 2 || left.Length > 2)
        {
            throw new FormatException($"A fault is written KIND@CODE[:COUNT]; '{text}' has too many parts.");
        }

        return Create(left[0], right[0], right.Length == 2 ? right[1] : "1", left.Length == 2 ? left[1] : null);
    }

    internal static Fault Create(string kindName, string code, string count, string? milliseconds)
    {
        if (!FaultNames.TryParse(kindName, out var kind))
        {
            throw new FormatException($"There is no fault '{kindName}'; known: {string.Join(", ", FaultNames.All)}.");
        }

        if (code.Length == 0)
        {
            throw new FormatException("A fault needs a transaction number, or * for any.");
        }

        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times) || times < 1)
        {
            throw new FormatException($"The count of a fault is a whole number from 1; '{count}' is not.");
        }

        if (milliseconds is null)
        {
            return new Fault(kind, code, times);
        }

        return kind == FaultKind.Delay && int.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
            ? new Fault(kind, code, times, TimeSpan.FromMilliseconds(wait))
            : throw new FormatException("Only a delay has a time, in whole milliseconds: delay:1500@3505A.");
    }
}
