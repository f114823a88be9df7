using System;
using System.Threading.Tasks;
using Insurance.Sdk.Simulation.Engine;

namespace Insurance.Sdk.Simulation.World;

/// <summary>Writes of one program: each may be cut off before it is durable or right after it.</summary>
internal sealed class Disk(Loop loop, Machine machine, Unflushed unflushed)
{
    /// <summary>Does a write as a whole, or not at all.</summary>
    internal async Task<T> WriteAsync<T>(string what, Func<T> change)
    {
        await loop.PauseAsync(machine, what + ": fsync", Speed()).ConfigureAwait(false);
        var result = change();
        unflushed.Flush();
        await loop.PauseAsync(machine, what + ": written").ConfigureAwait(false);
        return result;
    }

    /// <summary>Does a write that outlives the program, and outlives a power cut only once a later write is durable.</summary>
    /// <param name="what">For the diary.</param>
    /// <param name="change">The write; gives what takes it back.</param>
    internal async Task AppendAsync(string what, Func<Action> change)
    {
        await loop.PauseAsync(machine, what + ": append").ConfigureAwait(false);
        unflushed.Add(change());
        await loop.PauseAsync(machine, what + ": in the file").ConfigureAwait(false);
    }

    /// <summary>Reads what is durable.</summary>
    internal async Task<T> ReadAsync<T>(string what, Func<T> read)
    {
        await loop.PauseAsync(machine, what).ConfigureAwait(false);
        return read();
    }

    private TimeSpan Speed() => TimeSpan.FromMilliseconds(loop.Random.Next(1, 15));
}
