using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Simulation.World;

/// <summary>What stands in the file and not yet on the disk. The hospital keeps journal, visits and books in one database: one flush brings everything before it to the disk.</summary>
internal sealed class Unflushed
{
    private readonly Stack<Action> _takeBack = new();

    internal void Add(Action takeBack) => _takeBack.Push(takeBack);

    internal void Flush() => _takeBack.Clear();

    /// <summary>The power fails: the youngest writes are gone.</summary>
    /// <returns>How many.</returns>
    internal int Lose()
    {
        var lost = _takeBack.Count;
        while (_takeBack.Count > 0)
        {
            _takeBack.Pop()();
        }

        return lost;
    }
}
