using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class CrashTests
{
    [Fact]
    public async Task A_counter_that_dies_at_any_step_goes_on_and_nothing_is_lost_or_doubled()
    {
        using var world = new DeskWorld();
        await world.StockAsync(1, 1, 400);
        var step = 0;
        var survived = false;
        for (var bill = 0; !survived; bill++)
        {
            step++;
            var store = new FailingStore(world.Store, step);
            var number = "P" + bill;
            // Two packs and 4 units: the third pack is opened, as many counters before left units in theirs.
            string[] codes = [DeskWorld.Code(1, (bill * 4) + 1), DeskWorld.Code(1, (bill * 4) + 2), DeskWorld.Code(1, (bill * 4) + 3)];
            try
            {
                await PlayAsync(world.Desk(store: store), number, codes);
                survived = store.Survived;
            }
            catch (FailingStore.DyingException)
            {
                // The program starts again and does what it would do: everything once more.
                await PlayAsync(world.Desk(), number, codes);
            }

            var session = (await world.Desk().FindAsync(number))!;
            var rows = (await session.ConfirmAsync()).Rows;
            Assert.Equal([(48m, 2), (4m, 1)], rows.Select(r => (r.Units, r.Codes.Count)));
            Assert.Equal(codes, rows.SelectMany(r => r.Codes));
            Assert.Equal(20, (await world.Ledger.FindAsync(codes[2]))!.UnitsLeft);
        }

        var queued = await world.QueuedAsync();
        Assert.Equal(step * 2, queued.Count);
        Assert.Equal(queued.Count, queued.Select(q => q.Serial).Distinct().Count());
        Assert.InRange(step, 20, 200);
    }

    private static async Task PlayAsync(DispensingDesk desk, string number, string[] codes)
    {
        var session = await desk.OpenAsync(DeskWorld.Bill(number, DeskWorld.Line("1", 1, 52)));
        foreach (var code in codes)
        {
            var answer = await session.ScanAsync(code);
            // A scan whose answer was lost counts already; saying so is the right answer to its repetition.
            Assert.True(answer.IsTaken || answer.Reason is ScanRefusal.AlreadyInSession or ScanRefusal.SessionClosed or ScanRefusal.AlreadyDispensed, answer.ToString());
        }

        Assert.Equal(ConfirmOutcome.Confirmed, (await session.ConfirmAsync()).Outcome);
    }
}
