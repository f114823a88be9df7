using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Insurance.Sdk.Simulation.Mutations;
using Insurance.Sdk.Simulation.World;

namespace Insurance.Sdk.Simulation;

/// <summary>A history that went wrong.</summary>
/// <param name="Seed">Its seed: the same one gives the same history.</param>
/// <param name="Reason">What does not hold.</param>
internal sealed record FailedHistory(int Seed, string Reason);

/// <summary>What a run has seen.</summary>
/// <param name="Histories">Histories that were played.</param>
/// <param name="Steps">Steps of all of them.</param>
/// <param name="Deaths">Programs that were killed.</param>
/// <param name="LostWrites">Writes that a power cut took with it.</param>
/// <param name="Faults">Messages that met a fault of the network.</param>
/// <param name="LostSettlements">Settlements and refunds whose answer was lost.</param>
/// <param name="Failed">The histories that went wrong, by seed.</param>
internal sealed record RunResult(int Histories, long Steps, long Deaths, long LostWrites, long Faults, long LostSettlements, IReadOnlyList<FailedHistory> Failed);

/// <summary>Plays histories, one thread each, every one from its own seed.</summary>
internal static class Runner
{
    internal static RunResult Run(int firstSeed, int count, Mutation mutation, int threads, Action<int>? progress = null, int mostFailures = 20)
    {
        var (next, done) = (firstSeed - 1, 0);
        var failed = new List<FailedHistory>();
        long steps = 0, deaths = 0, writes = 0, faults = 0, lost = 0;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            using var center = new SimulatedCenter();
            while (Interlocked.Increment(ref next) is var seed && seed < firstSeed + count)
            {
                var world = new World.World(seed, center, mutation);
                var reason = Live(world);
                lock (failed)
                {
                    (steps, deaths, writes) = (steps + world.Loop.Steps, deaths + world.Deaths, writes + world.LostWrites);
                    (faults, lost) = (faults + world.Network.FaultCount, lost + world.LostSettlements);
                    done++;
                    progress?.Invoke(done);
                    if (reason is null)
                    {
                        continue;
                    }

                    failed.Add(new FailedHistory(seed, reason));
                    if (failed.Count >= mostFailures)
                    {
                        return;
                    }
                }
            }
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return new RunResult(done, steps, deaths, writes, faults, lost, failed.OrderBy(f => f.Seed).ToList());
    }

    /// <summary>One history with its diary.</summary>
    internal static (IReadOnlyList<string> Diary, string? Failure) Replay(int seed, Mutation mutation)
    {
        IReadOnlyList<string> diary = [];
        string? failure = null;
        var thread = new Thread(() =>
        {
            using var center = new SimulatedCenter();
            var world = new World.World(seed, center, mutation, keepDiary: true);
            failure = Live(world);
            diary = world.Loop.Diary.Concat(failure is null ? [] : Remains(world)).Append(string.Create(CultureInfo.InvariantCulture, $"{world.Loop.Steps} steps")).ToList();
        });
        thread.Start();
        thread.Join();
        return (diary, failure);
    }

    /// <summary>What the three sides hold in the end: the journal, the books, the center.</summary>
    private static IEnumerable<string> Remains(World.World world)
        => world.Hospital.Journal.Rows.Select(r => string.Create(CultureInfo.InvariantCulture,
                $"journal: {r.Entry.Code} {r.Entry.MessageId} {r.Entry.State} {r.Entry.Resolution} {string.Join(" > ", r.Events.Select(e => e.State + (e.Why is null ? "" : " (" + e.Why + ")")))}"))
            .Concat(world.Hospital.Books.Postings.Select(p => string.Create(CultureInfo.InvariantCulture,
                $"books: {p.Bill} {p.Record.Code} {p.Record.SettlementId} {p.Record.MessageId} {p.Record.TotalAmount} refund of {p.Record.RefundOf}{(p.IsVoided ? " voided" : "")}")))
            .Concat(world.Center.Handler.Ledger.Settlements().Select(s => string.Create(CultureInfo.InvariantCulture,
                $"center: {s.Code} {s.Id} {s.MessageId} {s.Amounts.Total} refund of {s.RefundOf}{(s.Counts ? "" : " does not count")}{(s.ReversedBy is null ? "" : " reversed by " + s.ReversedBy)}")));

    private static string? Live(World.World world)
    {
        try
        {
            world.Live();
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e is Checks.InvariantException ? e.Message : e.ToString();
        }
    }
}
