using System;

namespace Insurance.Sdk.Simulation.Killed;

/// <summary>The system's clock, moved: the same day for every run, and later for the program that comes after the killed one.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>How far to move so that now is the morning of the invented day.</summary>
    internal static TimeSpan ToMorning() => Morning - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
