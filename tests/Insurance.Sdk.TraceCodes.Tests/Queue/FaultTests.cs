using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

public sealed class FaultTests
{
    private static readonly string[] Kinds = ["lost-before-booking", "lost-after-booking", "delay", "reset", "cut", "html502", "gateway-json", "empty", "duplicate", "bad-signature"];

    private static readonly string[] Codes = ["3501A", "3502A", "3505A", "3506A", "3508", "3509", "3511", "3513", "*"];

    public static TheoryData<string> EveryFault { get; } = new(Kinds);

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task Whatever_happens_to_messages_and_questions_the_center_has_every_line_once(string kind)
    {
        // A proxy that delivers a message twice doubles it at a center that takes repeated serials; no client can help that.
        await using var world = await QueueWorld.StartAsync(center: c => c.RepeatedBatchNumber = kind == "duplicate" ? RepeatedBatchNumber.Refuse : RepeatedBatchNumber.Double);
        foreach (var code in Codes)
        {
            world.Center.Faults.Add($"{kind}@{code}:{(code == "*" ? 3 : 1)}");
        }

        var queue = world.Queue(o => o.ChunkSize = 7, world.Client(o => o.Timeout = TimeSpan.FromMilliseconds(kind == "delay" ? 500 : 20_000)));
        var day = QueueLines.Day(drugs: 3, salesEach: 4);
        await queue.EnqueueAsync(day);
        await world.RunOutAsync(queue);
        world.AssertBookedOnce(day);
        Assert.Empty((await queue.QuarantinedAsync()).Select(l => l.Serial + " " + l.Reason));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_at_once_and_nothing_is_sent_twice()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("lost-after-booking@3505A");
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        var round = await queue.RunOnceAsync();
        Assert.Equal((1, 1, 1, 0), (round.Messages, round.Unknown, round.Confirmed, round.Left.Count));
        Assert.Single(world.Messages("3505A"));
    }

    [Fact]
    public async Task What_the_center_does_not_show_is_sent_again_only_after_the_settling_time_and_two_questions()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("lost-before-booking@3505A");
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Sale("S2", 2, codes: QueueLines.Code(2))]);
        await queue.RunOnceAsync();
        Assert.Equal((TraceUploadState.Unknown, 1), ((await world.LineAsync("S1")).State, (await world.LineAsync("S1")).Asked));
        world.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), ((await queue.RunOnceAsync()).Messages, world.Booked().Count));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var round = await queue.RunOnceAsync();
        Assert.Equal((1, 2, 2), (round.Messages, round.Asked, round.Accepted));
        Assert.Equal(2, (await world.LineAsync("S1")).Attempts);
    }

    [Fact]
    public async Task A_record_without_its_codes_is_not_sent_again_but_shown_to_a_person()
    {
        await using var world = await QueueWorld.StartAsync();
        var client = world.Client();
        var queue = world.Queue(client: client);
        await client.Inventory.UploadSalesBatchAsync(new UploadSalesBatchRequest { SelinfoDetail = { QueueLines.SaleRow("S1", codes: QueueLines.Code(2)) } });
        world.Center.Faults.Add("lost-before-booking@3505A");
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        await world.RunOutAsync(queue);
        var line = await world.LineAsync("S1");
        Assert.Equal((TraceUploadState.Quarantined, TraceUploadReason.Differs, 1), (line.State, line.Reason, line.Attempts));
    }

    [Fact]
    public async Task A_line_in_doubt_keeps_the_later_ones_of_its_batch_back_and_no_others()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("lost-before-booking@3505A");
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        await queue.RunOnceAsync();
        await queue.EnqueueAsync([QueueLines.Sale("S2", codes: QueueLines.Code(2)), QueueLines.Sale("T1", 2, codes: QueueLines.Code(3)), QueueLines.Sale("U1", lot: "L2", codes: QueueLines.Code(4))]);
        var round = await queue.RunOnceAsync();
        Assert.Equal((2, 2), (round.Accepted, round.Left.Count));
        Assert.Equal(["T1", "U1"], world.Booked().Keys.Order(StringComparer.Ordinal));
        await world.RunOutAsync(queue);
        Assert.Equal(["S1", "S2"], world.Center.Ledger.Documents().OrderBy(d => d.Serial).Select(d => d.Keys["fixmedins_bchno"]).Where(s => s[0] == 'S'));
    }

    [Fact]
    public async Task A_center_that_answers_nothing_does_not_get_the_whole_backlog_in_doubt()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("html502@3505A:1000");
        world.Center.Faults.Add("html502@3511:1000");
        var queue = world.Queue(o => o.ChunkSize = 1);
        var lines = Enumerable.Range(0, 30).Select(i => QueueLines.Sale("S" + i, i, codes: QueueLines.Code(i))).ToList();
        await queue.EnqueueAsync(lines);
        var round = await queue.RunOnceAsync();
        Assert.True(round.CenterAway);
        Assert.Equal((1, 29), (round.Left.Of(TraceUploadState.Unknown), round.Left.Of(TraceUploadState.Waiting)));
        world.Center.Faults.Clear();
        await world.RunOutAsync(queue);
        world.AssertBookedOnce(lines);
    }

    [Fact]
    public async Task A_process_that_stood_still_past_its_lease_is_taken_for_dead_and_its_late_answer_still_counts()
    {
        await using var world = await QueueWorld.StartAsync();
        var now = world.Clock.GetUtcNow();
        await world.Store.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))], now, default);
        Assert.Single(await world.Store.ClaimAsync(["S1"], "a", now.AddMinutes(3), "M1", now, default));
        Assert.Empty(await world.Store.ClaimAsync(["S1"], "b", now.AddMinutes(3), "M2", now, default));
        Assert.Equal((0, 0), await world.Store.SweepAsync(now.AddMinutes(3), TimeSpan.Zero, default));
        Assert.Equal((1, 0), await world.Store.SweepAsync(now.AddMinutes(4), TimeSpan.FromMinutes(5), default));
        var line = await world.LineAsync("S1");
        Assert.Equal((TraceUploadState.Unknown, TraceUploadReason.LeaseRanOut, now.AddMinutes(8)), (line.State, line.Reason, line.SettlesAt));

        // It may not take the line back, but what it knows for certain is taken.
        Assert.False(await world.Store.ClaimAgainAsync(["S1"], "a", now.AddMinutes(9), "M3", now, default));
        Assert.Equal(0, await world.Store.NoteAsync("a", "M1", [new TraceUploadNote { Serial = "S1", State = TraceUploadState.Quarantined }], now, default));
        Assert.Equal(1, await world.Store.NoteAsync("a", "M1", [new TraceUploadNote { Serial = "S1", State = TraceUploadState.Accepted }], now, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_faults_cost_time_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        await using var world = await QueueWorld.StartAsync(center: c => (c.LineAnswers, c.RepeatedBatchNumber) = ((LineAnswers)random.Next(5), RepeatedBatchNumber.Double));
        var kinds = Kinds.Where(k => k is not ("delay" or "duplicate")).ToList();
        for (var i = 0; i < 40; i++)
        {
            world.Center.Faults.Add($"{kinds[random.Next(kinds.Count)]}@{Codes[random.Next(Codes.Length)]}:{random.Next(1, 3)}");
        }

        var queue = world.Queue(o => (o.ChunkSize, o.Parallel, o.OneLineOfEachBatch) = (random.Next(1, 12), random.Next(1, 4), random.Next(2) == 0));
        var day = QueueLines.Day(drugs: 4, salesEach: 6);
        for (var start = 0; start < day.Count; start += 10)
        {
            await queue.EnqueueAsync(day.Skip(start).Take(10).ToList());
            await queue.RunOnceAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 200)));
        }

        await world.RunOutAsync(queue, 500);
        world.AssertBookedOnce(day);
        Assert.Empty((await queue.QuarantinedAsync()).Select(l => l.Serial + " " + l.Reason + " " + l.ReasonText));
    }

    [Theory]
    [EveryDatabase]
    public async Task Four_queues_on_one_database_send_every_line_once(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        var queues = Enumerable.Range(0, 4).Select(_ => world.OtherQueue(o => o.ChunkSize = 5)).ToList();
        var day = QueueLines.Day(drugs: 8, salesEach: 9);
        await queues[0].EnqueueAsync(day);
        await Task.WhenAll(queues.Select(q => Task.Run(async () =>
        {
            while ((await q.RunOnceAsync()).Left.Count > 0)
            {
            }
        })));
        world.AssertBookedOnce(day);
        Assert.Empty(await queues[0].QuarantinedAsync());
    }

    [Fact]
    public async Task A_caller_who_leaves_while_a_message_is_under_way_loses_nothing()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("delay@3505A");
        using var leave = new CancellationTokenSource();
        var queue = world.Queue();
        var lines = Enumerable.Range(0, 3).Select(i => QueueLines.Sale("S" + i, i, codes: QueueLines.Code(i))).ToList();
        await queue.EnqueueAsync(lines);
        var round = queue.RunOnceAsync(leave.Token);
        while (world.Center.Faults.Snapshot().Count > 0 || world.Booked().Count < 3)
        {
            await Task.Yield();
        }

        leave.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        Assert.Equal(TraceUploadState.Unknown, (await world.LineAsync("S0")).State);
        await world.RunOutAsync(queue);
        world.AssertBookedOnce(lines);
    }
}
