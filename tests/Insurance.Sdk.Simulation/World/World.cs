using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Simulation.Checks;
using Insurance.Sdk.Simulation.Mutations;

namespace Insurance.Sdk.Simulation.World;

/// <summary>One history: a hospital, a network and a center, drawn from a seed.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(8));
    private readonly List<Counter> _counters = new();
    private Exception? _failure;
    private bool _isNight;

    internal World(int seed, SimulatedCenter center, Mutation mutation, bool keepDiary = false)
    {
        Loop = new Loop(seed, Morning, keepDiary);
        Center = center;
        center.Begin(Loop);
        Mutation = mutation;
        Ids = new Hospital.Ids(Loop);

        // Some histories are calm, some are a bad day.
        var faults = Loop.Random.Next(4) switch { 0 => 0, 1 => 0.03, 2 => 0.1, _ => 0.3 };
        Network = new Network(Loop, center.Invoker, faults, new Wire(Hospital));
        Aim = Loop.Random.Next(3) switch { 0 => RecoveryAim.Adopt, 1 => RecoveryAim.AdoptOrReverse, _ => RecoveryAim.Reverse };
        var deaths = Loop.Random.Next(3);
        var bills = Loop.Random.Next(1, 4);
        for (var i = 1; i <= bills; i++)
        {
            Hospital.Bills.Add(new Bill(i, Loop.Random.Next(1, 20), Loop.Random.Next(1, 4)));
        }

        if (Loop.Chance(0.2))
        {
            Loop.Post(null, "the center takes back", TakeBackAtCenter, TimeSpan.FromSeconds(Loop.Random.Next(30, 900)));
        }

        var counters = Loop.Random.Next(1, 4);
        for (var i = 1; i <= counters; i++)
        {
            _counters.Add(new Counter(this, new Machine(Loop, "counter " + i, 0.01, deaths) { PowerFails = CutPower }, Queue()));
        }
    }

    internal Loop Loop { get; }

    internal SimulatedCenter Center { get; }

    internal Mutation Mutation { get; }

    internal Network Network { get; }

    internal Hospital Hospital { get; } = new();

    internal Hospital.Ids Ids { get; }

    internal Hospital.Gateway Gateway { get; } = new();

    /// <summary>How often programs were killed.</summary>
    internal int Deaths => _counters.Sum(c => c.Machine.Life - 1);

    /// <summary>Writes that a power cut took with it.</summary>
    internal int LostWrites { get; private set; }

    /// <summary>Settlements and refunds whose answer was lost.</summary>
    internal int LostSettlements => Hospital.Journal.Rows.Count(r => Invariants.IsMoney(r.Entry.Code) && (r.Entry.Resolution is not null || r.Events.Exists(e => e.State == JournalState.Unknown)));

    /// <summary>What the hospital wants of a call whose answer was lost.</summary>
    internal RecoveryAim Aim { get; }

    /// <summary>The day at the counters, the night's healing, and what must hold in the morning.</summary>
    /// <exception cref="InvariantException">Something of that does not hold.</exception>
    internal void Live()
    {
        _counters.ForEach(c => c.Start());
        RunUntil(() => _counters.TrueForAll(c => c.IsDone) && Network.UnderWay == 0);
        _isNight = true;
        Network.Heal();
        _counters.ForEach(c => c.Machine.StaysAlive());
        var office = new BackOffice(this, new Machine(Loop, "back office", 0, 0));
        office.Start();
        RunUntil(() => office.IsDone);
        Invariants.Check(this);
    }

    /// <summary>A program that ends with an exception nobody expected ends the history.</summary>
    internal async void Watch(Task program)
    {
        try
        {
            await program.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _failure ??= e;
        }
    }

    private void CutPower()
    {
        LostWrites += Hospital.Unflushed.Lose();
        foreach (var counter in _counters.Where(c => !c.IsDone))
        {
            counter.Machine.Kill("the power fails");
        }
    }

    private void RunUntil(Func<bool> done)
    {
        Loop.Run(() => _failure is not null || done());
        if (_failure is not null)
        {
            throw new InvalidOperationException("A program of the hospital ended with " + _failure.GetType().Name + ": " + _failure.Message, _failure);
        }

        if (!done())
        {
            throw new InvalidOperationException("Nothing moves any more.");
        }
    }

    /// <summary>A center that is wrong: it takes a settlement back by itself, and tells nobody.</summary>
    private void TakeBackAtCenter()
    {
        if (_isNight)
        {
            // What the center does behind the day's report, the next day's report shows.
            return;
        }

        var ledger = Center.Handler.Ledger;
        if (ledger.Settlements().FirstOrDefault(s => s.Stands) is { } settlement)
        {
            var leavesPair = Loop.Chance(0.5);
            ledger.ReverseSettlement(Hospital.Code, settlement.Id, leavesPair);
            Loop.Note("the center takes " + settlement.Id + " back by itself" + (leavesPair ? ", with a refund" : ""));
        }
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
