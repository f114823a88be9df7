using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

public sealed class QueueTests
{
    [Theory]
    [EveryDatabase]
    public async Task A_day_goes_up_whole_and_in_order(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        var queue = world.Queue(o => o.ChunkSize = 10);
        var day = QueueLines.Day(drugs: 4, salesEach: 6);
        Assert.Equal(day.Count, await queue.EnqueueAsync(day));
        var round = await queue.RunOnceAsync();
        Assert.Equal((day.Count, 0, 0), (round.Accepted, round.Left.Count, round.Quarantined));
        world.AssertBookedOnce(day);

        // With strict stock the center refuses what comes before its stock: all accepted means that the order held. Returns name their sale.
        var documents = world.Center.Ledger.Documents();
        Assert.All(documents.Where(d => d.Family == "sale-return"), r => Assert.NotNull(r.PairedWith));
        var line = await world.LineAsync("S1-1");
        Assert.Equal((TraceUploadState.Accepted, 1), (line.State, line.Attempts));
        Assert.Equal(30, line.MessageId!.Length);
        Assert.NotNull(line.CenterReference);
    }
}
