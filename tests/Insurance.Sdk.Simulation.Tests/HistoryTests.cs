using System;
using System.Linq;
using Insurance.Sdk.Simulation.Mutations;

namespace Insurance.Sdk.Simulation.Tests;

/// <summary>Days of a hospital with crashes and a failing network. A failing seed is replayed by <c>dotnet run --project tests/Insurance.Sdk.Simulation -- --replay SEED</c>.</summary>
public sealed class HistoryTests
{
    /// <summary>INSURANCE_SIMULATION_SCHEDULES takes another number, such as a million by night.</summary>
    private static readonly int Schedules = int.TryParse(Environment.GetEnvironmentVariable("INSURANCE_SIMULATION_SCHEDULES"), out var count) ? count : 20_000;

    [Fact]
    public void Center_and_hospital_agree_after_every_history()
    {
        var result = Runner.Run(1, Schedules, Mutation.None, Environment.ProcessorCount);
        Assert.Equal("", string.Join("\n", result.Failed.Select(f => "seed " + f.Seed + ": " + f.Reason)));
        Assert.Equal(Schedules, result.Histories);

        // A run in which nothing is lost proves nothing.
        Assert.True(result.Deaths > Schedules / 4, result.ToString());
        Assert.True(result.LostWrites > Schedules / 100, result.ToString());
        Assert.True(result.LostSettlements > Schedules / 10, result.ToString());
    }

    [Theory]
    [InlineData("resends-settlement", "left the hospital twice")]
    [InlineData("skips-intent", "left without a record")]
    [InlineData("forgets-unknown", "came to nothing")]
    [InlineData("does-not-flush", "came to nothing")]
    public void A_broken_build_turns_the_run_red(string mutation, string reason)
    {
        var result = Runner.Run(1, 2_000, Mutation.All[mutation], Environment.ProcessorCount, mostFailures: 5);
        Assert.Contains(result.Failed, f => f.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(232)]
    [InlineData(113)]
    [InlineData(4711)]
    public void A_seed_replays_exactly(int seed)
    {
        var (first, _) = Runner.Replay(seed, Mutation.None);
        var (second, _) = Runner.Replay(seed, Mutation.None);
        Assert.Equal(first, second);
        Assert.True(first.Count > 2);
    }
}
