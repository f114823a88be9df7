using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime;

namespace Insurance.Sdk.Benchmarks;

/// <summary>
/// Times two ways of one job in alternating rounds of one run, so that a busy machine is busy for both. Jobs that only compute are
/// timed by the processor time of the process, as <c>openssl speed</c> does; jobs that wait for somebody by the clock on the wall.
/// Timing begins when the compiler has come to rest: the framework comes compiled, our code does not, and a hospital's program runs for days.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 21;

    /// <summary>Median seconds per job of each way, after a warm-up.</summary>
    internal static (double Ours, double Theirs) Time(Action ours, Action theirs, double secondsPerRound = 0.1, bool wall = false)
    {
        WarmUp(ours, theirs);
        var perRound = Math.Min(CountFor(ours, secondsPerRound), CountFor(theirs, secondsPerRound));
        var (a, b) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // The order changes with the round: neither way always runs on a warm cache of the other.
            if (round % 2 == 0)
            {
                a.Add(Seconds(ours, perRound, wall));
                b.Add(Seconds(theirs, perRound, wall));
            }
            else
            {
                b.Add(Seconds(theirs, perRound, wall));
                a.Add(Seconds(ours, perRound, wall));
            }
        }

        return (Median(a) / perRound, Median(b) / perRound);
    }

    /// <summary>Median seconds of one job.</summary>
    internal static double Time(Action job, double secondsPerRound = 0.1)
    {
        var perRound = CountFor(job, secondsPerRound);
        return Median(Enumerable.Range(0, Rounds).Select(_ => Seconds(job, perRound, wall: false))) / perRound;
    }

    /// <summary>Both jobs by turns until no method was compiled for a second, or half a minute is over.</summary>
    private static void WarmUp(Action ours, Action theirs)
    {
        var all = Stopwatch.StartNew();
        var rest = Stopwatch.StartNew();
        var compiled = JitInfo.GetCompiledMethodCount();
        while (rest.Elapsed.TotalSeconds < 1 && all.Elapsed.TotalSeconds < 30)
        {
            ours();
            theirs();
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                rest.Restart();
            }
        }
    }

    private static int CountFor(Action job, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        do
        {
            job();
            count++;
        }
        while (watch.Elapsed.TotalSeconds < 1);

        return Math.Max(1, (int)(count * seconds));
    }

    private static double Seconds(Action job, int count, bool wall)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            job();
        }

        return wall ? Stopwatch.GetElapsedTime(start).TotalSeconds : (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
