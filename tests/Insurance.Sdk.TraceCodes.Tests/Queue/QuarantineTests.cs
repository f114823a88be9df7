using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

public sealed class QuarantineTests
{
    // With strict stock the center refuses the sale of a drug that it has no stock of.
    private const int Poison = 99;

    [Theory]
    [InlineData(LineAnswers.ErrDetailAll, 1)]
    [InlineData(LineAnswers.ErrDetailFailedOnly, 1)]
    [InlineData(LineAnswers.Echo, 1)]
    [InlineData(LineAnswers.None, 9)]
    [InlineData(LineAnswers.Result, 9)]
    public async Task A_line_that_the_center_refuses_is_set_aside_with_its_text_and_keeps_nobody_waiting(LineAnswers answers, int mostMessages)
    {
        await using var world = await QueueWorld.StartAsync(center: c => (c.StrictStock, c.LineAnswers) = (true, answers));
        var queue = world.Queue();
        var counts = Enumerable.Range(0, 15).Select(i => QueueLines.Count("C" + i, i)).ToList();
        await queue.EnqueueAsync(counts);
        await queue.RunOnceAsync();

        var sales = Enumerable.Range(0, 15).Select(i => QueueLines.Sale("S" + i, i, codes: QueueLines.Code(i))).ToList();
        await queue.EnqueueAsync([.. sales.Take(6), QueueLines.Sale("BAD", Poison, codes: QueueLines.Code(500)), QueueLines.Return("BADR", "BAD", Poison), .. sales.Skip(6)]);
        var round = await queue.RunOnceAsync();
        world.AssertBookedOnce([.. counts, .. sales]);
        Assert.Equal((15, 2, 0), (round.Accepted, round.Quarantined, round.Left.Count));
        Assert.InRange(round.Messages, 1, mostMessages);
        var bad = await world.LineAsync("BAD");
        Assert.Equal((TraceUploadState.Quarantined, TraceUploadReason.Refused), (bad.State, bad.Reason));
        Assert.Contains("库存不足", bad.ReasonText, StringComparison.Ordinal);
        Assert.Equal(TraceUploadReason.OriginalNotBooked, (await world.LineAsync("BADR")).Reason);
        Assert.Equal(["BAD", "BADR"], (await queue.QuarantinedAsync()).Select(l => l.Serial));
    }

    [Fact]
    public async Task After_the_cause_is_put_right_a_line_is_tried_again_and_its_return_comes_along()
    {
        await using var world = await QueueWorld.StartAsync(center: c => c.StrictStock = true);
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Return("R1", "S1")]);
        Assert.Equal(2, (await queue.RunOnceAsync()).Quarantined);
        await queue.EnqueueAsync([QueueLines.Count("C1")]);
        await queue.RunOnceAsync();
        Assert.True(await queue.RetryAsync("S1"));
        Assert.False(await queue.RetryAsync("S1"));
        var round = await queue.RunOnceAsync();
        Assert.Equal((2, 0), (round.Accepted, round.Left.Count));
        Assert.Equal(3, world.Booked().Count);
        Assert.Equal(2, (await world.LineAsync("S1")).Attempts);
    }

    [Fact]
    public async Task A_line_that_was_sent_by_hand_in_the_meantime_is_found_and_not_sent_again()
    {
        await using var world = await QueueWorld.StartAsync(center: c => c.StrictStock = true);
        var client = world.Client();
        var queue = world.Queue(client: client);
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        await queue.RunOnceAsync();
        await client.Inventory.UploadInventoryCountAsync(new UploadInventoryCountRequest
        {
            Invinfo = new UploadInventoryCountInvinfo
            {
                MedListCodg = "XA01AB00000001", FixmedinsHilistId = "D001", FixmedinsHilistName = "示例药品1", RxFlag = "1", Invdate = QueueLines.Time, InvCnt = 10, ManuLotnum = "L1",
                FixmedinsBchno = "C1", ManuDate = QueueLines.Time, ExpyEnd = QueueLines.Time,
            },
        });
        await client.Inventory.UploadSalesBatchAsync(new UploadSalesBatchRequest { SelinfoDetail = { QueueLines.SaleRow("S1", codes: QueueLines.Code(1)) } });
        await queue.RetryAsync("S1");
        var round = await queue.RunOnceAsync();
        Assert.Equal((0, 1, 0), (round.Messages, round.Confirmed, round.Left.Count));
        Assert.Equal(1, world.Booked()["S1"]);
    }

    [Theory]
    [InlineData(1, TraceUploadState.Accepted, TraceUploadReason.FoundByAsking)]
    [InlineData(5, TraceUploadState.Quarantined, TraceUploadReason.Differs)]
    public async Task A_serial_that_the_center_calls_repeated_is_asked_for_before_that_is_believed(int countAtCenter, TraceUploadState state, TraceUploadReason reason)
    {
        await using var world = await QueueWorld.StartAsync(center: c => c.RepeatedBatchNumber = RepeatedBatchNumber.Refuse);
        var client = world.Client();
        await client.Inventory.UploadSalesBatchAsync(new UploadSalesBatchRequest { SelinfoDetail = { QueueLines.SaleRow("S1", count: countAtCenter, codes: QueueLines.Code(1)) } });
        var queue = world.Queue(client: client);
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Sale("S2", codes: QueueLines.Code(2))]);
        await queue.RunOnceAsync();
        var line = await world.LineAsync("S1");
        Assert.Equal((state, reason), (line.State, line.Reason));
        Assert.Equal(TraceUploadState.Accepted, (await world.LineAsync("S2")).State);
    }

    [Fact]
    public async Task A_line_that_breaks_a_rule_by_now_is_set_aside_before_anything_leaves_and_the_others_go()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        var broken = QueueLines.SaleRow("BAD", 2, codes: QueueLines.Code(2));
        broken.MdtrtSn = null;

        // Past the check: as if the corrections of the edition had changed since the line was queued.
        await world.Store.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), TraceUpload.Sale(broken), QueueLines.Sale("S3", 3, codes: QueueLines.Code(3))], world.Clock.GetUtcNow(), default);
        var round = await queue.RunOnceAsync();
        Assert.Equal((2, 1, 0), (round.Accepted, round.Quarantined, round.Left.Count));
        var line = await world.LineAsync("BAD");
        Assert.Equal(TraceUploadReason.BreaksRules, line.Reason);
        Assert.Contains("mdtrt_sn", line.ReasonText, StringComparison.Ordinal);
        Assert.DoesNotContain("BAD", world.Booked().Keys);
        Assert.Single(world.Messages("3505A"));
    }

    [Fact]
    public async Task A_center_that_refuses_everything_with_one_text_does_not_get_the_whole_day_set_aside()
    {
        await using var world = await QueueWorld.StartAsync(center: c => (c.StrictStock, c.LineAnswers) = (true, LineAnswers.None));
        var queue = world.Queue();
        await queue.EnqueueAsync([.. Enumerable.Range(0, 64).Select(i => QueueLines.Sale("S" + i, i, codes: QueueLines.Code(i)))]);
        var round = await queue.RunOnceAsync();
        Assert.Equal((5, 59), (round.Quarantined, round.Left.Count));
        Assert.Equal(59, round.Left.ByReason[TraceUploadReason.HeldBack]);
    }
}
