using System;

namespace Insurance.Sdk.Simulation.Engine;

/// <summary>A program of the hospital: it may be killed at any step, and is started again with nothing but what its disk holds.</summary>
internal sealed class Machine
{
    private readonly Loop _loop;
    private readonly double _deathRate;
    private int _deathsLeft;

    internal Machine(Loop loop, string name, double deathRate, int mostDeaths)
    {
        _loop = loop;
        Name = name;
        _deathRate = deathRate;
        _deathsLeft = mostDeaths;
        Time = new MachineTime(loop, this);
    }

    internal string Name { get; }

    /// <summary>Counts the starts. Steps of an earlier life are never taken.</summary>
    internal int Life { get; private set; } = 1;

    internal TimeProvider Time { get; }

    /// <summary>What takes all programs with it, and what the disk does not have yet; null where it never happens.</summary>
    internal Action? PowerFails { get; set; }

    /// <summary>What starts the program anew.</summary>
    internal Action? Restart { get; set; }

    /// <summary>From now on it stays alive.</summary>
    internal void StaysAlive() => _deathsLeft = 0;

    internal bool DiesNow(string before)
    {
        if (_deathsLeft <= 0 || !_loop.Chance(_deathRate))
        {
            return false;
        }

        _deathsLeft--;
        if (PowerFails is not null && _loop.Chance(0.3))
        {
            _loop.Note(Name + " has no power, before: " + before);
            PowerFails();
        }
        else
        {
            Kill("before: " + before);
        }

        return true;
    }

    internal void Kill(string why)
    {
        Life++;
        _loop.Note(Name + " is killed, " + why);
        var restart = Restart;
        _loop.Post(this, Name + " starts again", () => restart?.Invoke(), TimeSpan.FromSeconds(20));
    }
}
