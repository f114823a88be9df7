using System;
using System.Threading.Tasks;
using Insurance.Sdk.Simulation.Engine;

namespace Insurance.Sdk.Simulation.World;

/// <summary>Writes of one program: each may be cut off before it is durable or right after it.</summary>
internal sealed class Disk(Loop loop, Machine machine)
{
    /// <summary>Does a write as a whole, or not at all.</summary>
    internal async Task<T> WriteAsync<T>(string what, Func<T> change)
    {
        await loop.PauseAsync(machine, what + ": fsync", Speed()).ConfigureAwait(false);
        var result = change();
        await loop.PauseAsync(machine, what + ": written").ConfigureAwait(false);
        return result;
    }

    /// <summary>Reads what is durable.</summary>
    internal async Task<T> ReadAsync<T>(string what, Func<T> read)
    {
        await loop.PauseAsync(machine, what).ConfigureAwait(false);
        return read();
    }

    private TimeSpan Speed() => TimeSpan.FromMilliseconds(loop.Random.Next(1, 15));
}
