using System;

namespace Cashier;

/// <summary>Nine o'clock in China on an invented day when the program starts; from then on time passes as it does.</summary>
internal sealed class MorningClock : TimeProvider
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly long _started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => (Morning + System.GetElapsedTime(_started)).ToUniversalTime();
}
