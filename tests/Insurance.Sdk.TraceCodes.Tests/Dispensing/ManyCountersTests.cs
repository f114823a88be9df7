using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class ManyCountersTests
{
    [Theory]
    [EveryDatabase]
    public async Task Of_counters_that_scan_one_pack_at_the_same_moment_one_wins(DatabaseKind kind)
    {
        using var world = new DeskWorld(kind);
        await world.StockAsync(1, 1, 1);
        using var other = InsuranceDatabase.Parse(world.Test.Text, world.Clock);
        var stores = new[] { world.Store, new DatabaseDeskStore(other) };
        for (var pack = 1; pack <= 2; pack++)
        {
            // Pack 1 is in the ledger, pack 2 is not.
            var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => world.Desk(store: stores[i % 2]).OpenAsync(DeskWorld.Bill("P" + pack + i, DeskWorld.Line("1", 1, 24)))));
            var answers = await Task.WhenAll(sessions.Select(s => Task.Run(() => s.ScanAsync(DeskWorld.Code(1, pack)))));
            Assert.Single(answers, a => a.IsTaken);
            Assert.All(answers.Where(a => !a.IsTaken), a => Assert.Equal(ScanRefusal.HeldElsewhere, a.Reason));
        }
    }

    [Theory]
    [EveryDatabase]
    public async Task Counters_that_share_an_opened_pack_never_take_more_than_it_holds(DatabaseKind kind)
    {
        using var world = new DeskWorld(kind);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.Desk().OpenAsync(DeskWorld.Bill("P" + i, DeskWorld.Line("1", 1, 4)))));
        var answers = await Task.WhenAll(sessions.Select(s => Task.Run(() => s.ScanAsync(DeskWorld.Code(1, 1)))));
        Assert.Equal(24, answers.Sum(a => a.Units));
        Assert.Equal(0, (await world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.UnitsLeft);
        Assert.Equal(6, answers.Count(a => a.IsTaken));

        // Those that have their units confirm at the same moment: each changes the pack that the others change.
        var results = await Task.WhenAll(sessions.Where((_, i) => answers[i].IsTaken).Select(s => Task.Run(() => s.ConfirmAsync())));
        Assert.All(results, r => Assert.Equal(ConfirmOutcome.Confirmed, r.Outcome));
        Assert.Equal(TraceCodeState.UsedUp, await world.StateAsync(DeskWorld.Code(1, 1)));
        Assert.Equal(6, (await world.QueuedAsync()).Count);
    }

    [Theory]
    [EveryDatabase]
    public async Task One_session_at_several_counters_takes_no_more_than_it_needs(DatabaseKind kind)
    {
        using var world = new DeskWorld(kind);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 72))))));
        Assert.Single(sessions.Select(s => s.Id).Distinct());
        var answers = await Task.WhenAll(sessions.Select((s, i) => Task.Run(() => s.ScanAsync(DeskWorld.Code(1, i + 1)))));
        Assert.Equal(3, answers.Count(a => a.IsTaken));
        var results = await Task.WhenAll(sessions.Select(s => Task.Run(() => s.ConfirmAsync())));
        Assert.All(results, r => Assert.Equal((ConfirmOutcome.Confirmed, results[0].Rows.Single().Serial), (r.Outcome, r.Rows.Single().Serial)));
        Assert.Single(await world.QueuedAsync());
    }
}
