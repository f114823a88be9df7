using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>Days on which something is valid: from a first day to a last day, both included as on the wire (begndate, enddate), or without an end.</summary>
/// <remarks>
/// Days of China. Half-open by day inside: an interval that ends on 30 June and one that begins on 1 July touch and do not overlap. A last day
/// of 9999-12-31 is the same as no end; any other far date that a center uses for "open" stays the date that it is.
/// </remarks>
public readonly struct EffectiveInterval : IEquatable<EffectiveInterval>
{
    /// <summary>Day after 9999-12-31.</summary>
    internal const int OpenEnd = 3652059;

    private readonly int _first;
    private readonly int _end;

    /// <summary>Days from <paramref name="from"/> to <paramref name="lastDay"/>, both included.</summary>
    /// <param name="from">First day (begndate); a time of day is left out.</param>
    /// <param name="lastDay">Last day (enddate), still valid; null where there is no end.</param>
    /// <exception cref="ArgumentException">The last day lies before the first one.</exception>
    public EffectiveInterval(ChinaTime from, ChinaTime? lastDay = null)
    {
        _first = DayOf(from);
        _end = lastDay is { } last ? DayOf(last) + 1 : OpenEnd;
        if (_end <= _first)
        {
            throw new ArgumentException("An interval cannot begin on " + Text(_first) + " and end on " + Text(_end - 1) + ": the last day (enddate) lies before the first one (begndate).", nameof(lastDay));
        }
    }

    private EffectiveInterval(int first, int end)
    {
        _first = first;
        _end = end;
    }

    /// <summary>First day.</summary>
    public ChinaTime From => ToTime(_first);

    /// <summary>Last day, still valid; null where there is no end.</summary>
    public ChinaTime? LastDay => IsOpen ? null : ToTime(Math.Max(_end - 1, 0));

    /// <summary>True where there is no end.</summary>
    public bool IsOpen => _end == OpenEnd;

    /// <summary>First day as days since 0001-01-01.</summary>
    internal int FirstDay => _first;

    /// <summary>Day after the last one as days since 0001-01-01.</summary>
    internal int EndDay => _end;

    /// <summary>True where the day of that time is one of these days.</summary>
    public bool Contains(ChinaTime time)
    {
        var day = DayOf(time);
        return day >= _first && day < _end;
    }

    /// <summary>True where both have a day in common.</summary>
    public bool Overlaps(EffectiveInterval other) => _first < other._end && other._first < _end;

    /// <summary>The same beginning with another last day.</summary>
    /// <exception cref="ArgumentException">The last day lies before the first one.</exception>
    public EffectiveInterval EndingOn(ChinaTime lastDay) => new(From, lastDay);

    /// <inheritdoc />
    public bool Equals(EffectiveInterval other) => _first == other._first && _end == other._end;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is EffectiveInterval other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => (_first * 397) ^ _end;

    /// <summary>2026-01-01 to 2026-06-30, or 2026-01-01 on.</summary>
    public override string ToString() => IsOpen ? Text(_first) + " on" : Text(_first) + " to " + Text(Math.Max(_end - 1, 0));

    /// <summary>Same days.</summary>
    public static bool operator ==(EffectiveInterval left, EffectiveInterval right) => left.Equals(right);

    /// <summary>Other days.</summary>
    public static bool operator !=(EffectiveInterval left, EffectiveInterval right) => !left.Equals(right);

    internal static EffectiveInterval OfDays(int first, int end) => new(first, end);

    internal static int DayOf(ChinaTime time) => (int)(time.Value.Ticks / TimeSpan.TicksPerDay);

    internal static ChinaTime ToTime(int day) => new(new DateTime(day * TimeSpan.TicksPerDay, DateTimeKind.Unspecified));

    internal static string Text(int day) => ToTime(day).ToString("yyyy-MM-dd");
}
