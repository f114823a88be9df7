using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Simulation.Mutations;

namespace Insurance.Sdk.Simulation.World;

/// <summary>One history: a hospital, a network and a center, drawn from a seed.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(8));
    private readonly List<Counter> _counters = new();

    internal World(int seed, SimulatedCenter center, Mutation mutation, bool keepDiary = false)
    {
        Loop = new Loop(seed, Morning, keepDiary);
        Center = center;
        center.Begin(Loop);
        Mutation = mutation;
        Ids = new Hospital.Ids(Loop);

        // Some histories are calm, some are a bad day.
        var faults = Loop.Random.Next(4) switch { 0 => 0, 1 => 0.03, 2 => 0.1, _ => 0.3 };
        Network = new Network(Loop, center.Invoker, faults);
        var deaths = Loop.Random.Next(3);
        var bills = Loop.Random.Next(1, 4);
        for (var i = 1; i <= bills; i++)
        {
            Hospital.Bills.Add(new Bill(i, Loop.Random.Next(1, 20), Loop.Random.Next(1, 4)));
        }

        var counters = Loop.Random.Next(1, 4);
        for (var i = 1; i <= counters; i++)
        {
            _counters.Add(new Counter(this, new Machine(Loop, "counter " + i, 0.01, deaths), Queue()));
        }
    }

    internal Loop Loop { get; }

    internal SimulatedCenter Center { get; }

    internal Mutation Mutation { get; }

    internal Network Network { get; }

    internal Hospital Hospital { get; } = new();

    internal Hospital.Ids Ids { get; }

    internal Hospital.Gateway Gateway { get; } = new();

    /// <summary>The day at the counters, and what is under way behind it.</summary>
    internal void Day()
    {
        _counters.ForEach(c => c.Start());
        Loop.Run(() => _counters.TrueForAll(c => c.IsDone) && Network.UnderWay == 0);
    }

    // Every counter pays bills, the same ones as the others as it happens, and refunds some.
    private Errand[] Queue()
    {
        var errands = Hospital.Bills.Where(_ => Loop.Chance(0.7)).Select(b => new Errand(ErrandKind.Pay, b)).ToList();
        if (errands.Count == 0)
        {
            errands.Add(new Errand(ErrandKind.Pay, Hospital.Bills[0]));
        }

        errands.AddRange(Hospital.Bills.Where(_ => Loop.Chance(0.25)).Select(b => new Errand(ErrandKind.Refund, b)));
        return errands.ToArray();
    }
}
