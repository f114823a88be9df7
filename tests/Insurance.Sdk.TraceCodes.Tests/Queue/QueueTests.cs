using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.TraceCodes;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

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

    [Theory]
    [EveryDatabase]
    public async Task Lines_live_and_die_with_the_callers_transaction(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind);
        var queue = world.Queue();
        await queue.PrepareAsync();
        foreach (var commit in new[] { false, true })
        {
            using var connection = Connect(world.Database);
            connection.Open();
            using var transaction = connection.BeginTransaction();
            await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))], transaction);
            await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
            Assert.Equal(commit ? 1 : 0, (await queue.BacklogAsync()).Count);
        }
    }

    [Fact]
    public async Task A_line_that_is_there_already_is_left_alone_and_another_one_with_its_serial_is_refused()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        Assert.Equal(1, await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]));
        Assert.Equal(1, await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Sale("S2", codes: QueueLines.Code(2))]));
        var e = await Assert.ThrowsAsync<ValidationException>(() => queue.EnqueueAsync([QueueLines.Sale("S3", codes: QueueLines.Code(3)), QueueLines.Sale("S1", count: 3, codes: QueueLines.Code(1))]));
        Assert.Equal(("INS1802", "fixmedins_bchno"), (e.Errors.Single().Number, e.Errors.Single().Field));
        Assert.Equal(2, (await queue.BacklogAsync()).Count);
        Assert.Null(await queue.FindAsync("S3"));
    }

    [Fact]
    public async Task A_linked_return_may_be_queued_again_by_a_desk_that_was_cut_off()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        TraceUpload[] lines = [QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Return("R1", "S1")];
        await queue.EnqueueAsync(lines);
        await queue.RunOnceAsync();
        Assert.Equal(0, await queue.EnqueueAsync(lines));
    }

    [Fact]
    public async Task A_line_that_breaks_the_standard_never_enters_and_the_error_names_line_field_and_rule()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        var row = QueueLines.SaleRow("S2", codes: QueueLines.Code(2));
        row.MdtrtSn = null;
        row.RxFlag = "12345";
        var e = await Assert.ThrowsAsync<ValidationException>(() => queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), TraceUpload.Sale(row)]));
        Assert.Contains(e.Errors, x => x is { Field: "mdtrt_sn", Rule: "required" } && x.Path.StartsWith("lines[1]", StringComparison.Ordinal));
        Assert.Contains(e.Errors, x => x is { Field: "rx_flag", Rule: "length" });
        Assert.Null(await queue.FindAsync("S1"));
    }

    [Fact]
    public void A_line_without_serial_item_or_time_is_no_line()
    {
        var e = Assert.Throws<ValidationException>(() => TraceUpload.Sale(new UploadSalesBatchSelinfoDetail { FixmedinsHilistName = "示例药品" }));
        Assert.Equal(["fixmedins_bchno", "fixmedins_hilist_id", "sel_retn_time"], e.Errors.Select(x => x.Field));
        Assert.Throws<ValidationException>(() => QueueLines.Sale("S1", codes: [QueueLines.Code(1), QueueLines.Code(1)]));
        Assert.Throws<ValidationException>(() => QueueLines.Sale(new string('9', 31)));
    }

    [Fact]
    public async Task A_return_of_a_sale_that_the_queue_does_not_know_is_refused()
    {
        await using var world = await QueueWorld.StartAsync();
        var e = await Assert.ThrowsAsync<ValidationException>(() => world.Queue().EnqueueAsync([QueueLines.Return("R1", "S1")]));
        Assert.Equal("INS1804", e.Errors.Single().Number);
        Assert.Equal(1, await world.Queue().EnqueueAsync([QueueLines.Return("R2", null, number: "000000000001")]));
    }

    [Fact]
    public async Task Codes_of_the_settlements_channel_are_refused()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue(o => o.ChannelGuard = new Settled(QueueLines.Code(7)));
        var e = await Assert.ThrowsAsync<ValidationException>(() => queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Sale("S2", codes: QueueLines.Code(7))]));
        Assert.Equal("INS1803", e.Errors.Single().Number);
        Assert.StartsWith("lines[1]", e.Errors.Single().Path, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<ValidationException>(() => queue.EnqueueAsync([QueueLines.Sale("S3") with { Channel = TraceChannel.Settlement }]));
        Assert.Equal("INS1803", e.Errors.Single().Number);
        Assert.Equal(0, (await queue.BacklogAsync()).Count);
    }

    [Fact]
    public async Task Patients_of_different_areas_go_in_messages_of_their_own()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        await queue.EnqueueAsync([.. Enumerable.Range(0, 9).Select(i => QueueLines.Sale("S" + i, i, area: i % 3 == 0 ? null : i % 3 == 1 ? "440100" : "430100", codes: QueueLines.Code(i)))]);
        var round = await queue.RunOnceAsync();
        Assert.Equal((3, 9), (round.Messages, round.Accepted));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    public async Task Lines_of_one_batch_stand_in_one_message_in_their_order_unless_it_is_forbidden(bool oneOfEach, int messages)
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue(o => o.OneLineOfEachBatch = oneOfEach);
        await queue.EnqueueAsync([.. Enumerable.Range(0, 8).Select(i => QueueLines.Sale("S" + i, i % 2, codes: QueueLines.Code(i)))]);
        Assert.Equal(messages, (await queue.RunOnceAsync()).Messages);
        foreach (var batch in new[] { "D000", "D001" })
        {
            var order = world.Center.Ledger.Documents().Where(d => d.Keys["fixmedins_hilist_id"] == batch).OrderBy(d => d.Serial).Select(d => d.Keys["fixmedins_bchno"]).ToList();
            Assert.Equal(order.Order(StringComparer.Ordinal), order);
        }
    }

    [Fact]
    public async Task A_center_that_is_away_leaves_the_lines_waiting_and_is_tried_less_and_less_often()
    {
        await using var world = await QueueWorld.StartAsync();
        world.Center.Faults.Add("gateway-json@3505A:3");
        var queue = world.Queue();
        var lines = Enumerable.Range(0, 5).Select(i => QueueLines.Sale("S" + i, i, codes: QueueLines.Code(i))).ToList();
        await queue.EnqueueAsync(lines);
        var round = await queue.RunOnceAsync();
        Assert.True(round.CenterAway);
        Assert.Equal((5, 5, 5), (round.NotProcessed, round.Left.Count, round.Left.ByReason[TraceUploadReason.NotProcessed]));
        Assert.Equal(TimeSpan.FromSeconds(5), round.Left.NextAt - world.Clock.GetUtcNow());
        Assert.Equal(0, (await queue.RunOnceAsync()).Messages);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(10), (await queue.RunOnceAsync()).Left.NextAt - world.Clock.GetUtcNow());
        await world.RunOutAsync(queue);
        world.AssertBookedOnce(lines);
    }

    [Fact]
    public async Task The_backlog_tells_count_age_states_and_reasons()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        var empty = await queue.BacklogAsync();
        Assert.Equal((0, null, null), (empty.Count, empty.OldestAge, empty.NextAt));
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        world.Clock.Advance(TimeSpan.FromMinutes(7));
        world.Center.Faults.Add("lost-before-booking@3505A");
        await queue.EnqueueAsync([QueueLines.Sale("S2", lot: "L2", codes: QueueLines.Code(2))]);
        await queue.RunOnceAsync();
        var backlog = await queue.BacklogAsync();
        Assert.Equal((2, TimeSpan.FromMinutes(7)), (backlog.Count, backlog.OldestAge));
        Assert.Equal((2, 2), (backlog.Of(TraceUploadState.Unknown), backlog.ByReason[TraceUploadReason.NotFound]));
    }

    [Fact]
    public async Task The_backlog_is_counted_without_reading_what_is_done()
    {
        await using var world = await QueueWorld.StartAsync();
        await world.Queue().EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        var plan = await world.Database.Database.ReadAsync(
            QueueTables.Part,
            (db, _) =>
            {
                var sql = TraceUploadStore.NotDone(db.GetTable<QueueRow>()).Select(r => r.QueuedAt).ToSqlQuery(new SqlGenerationOptions { InlineParameters = true }).Sql;
                return Task.FromResult(string.Join("\n", db.Query(r => r.GetString(r.FieldCount - 1), "EXPLAIN QUERY PLAN " + sql)));
            },
            default);
        Assert.Contains("USING INDEX ins_trace_upload_open", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_an_older_version_set_aside_are_still_counted_and_listed()
    {
        await using var world = await QueueWorld.StartAsync();
        await world.Queue().EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Sale("S2", codes: QueueLines.Code(2))]);
        await world.Database.Database.WriteAsync(
            QueueTables.Part,
            async (db, c) =>
            {
                await db.ExecuteAsync("UPDATE ins_trace_upload SET state = 4, is_open = 0, reason_kind = 1 WHERE serial = 'S1'", c);
                await db.ExecuteAsync("UPDATE ins_schema SET version = 1 WHERE part = 'trace-queue'", c);
            },
            default);
        using var today = InsuranceDatabase.Parse(world.Database.Text);
        var store = new TraceUploadStore(today);
        Assert.Equal("S1", Assert.Single(await store.ListAsync(TraceUploadState.Quarantined, 10, default)).Serial);
        Assert.Equal(1, (await store.BacklogAsync(world.Clock.GetUtcNow(), default)).Of(TraceUploadState.Quarantined));
    }

    [Fact]
    public async Task A_waiting_line_that_was_never_sent_can_be_given_up_and_its_return_goes_with_it()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Return("R1", "S1"), QueueLines.Sale("S2", codes: QueueLines.Code(2))]);
        Assert.True(await queue.CancelAsync("S1", "0001", "booked twice at the counter"));
        Assert.False(await queue.CancelAsync("S1", "0001", "again"));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.CancelAsync("S2", " ", "no name"));
        var round = await queue.RunOnceAsync();
        Assert.Equal((1, 1, 0), (round.Accepted, round.Quarantined, round.Left.Count));
        Assert.Equal(TraceUploadReason.OriginalNotBooked, (await world.LineAsync("R1")).Reason);
        Assert.False(await queue.CancelAsync("S2", "0001", "is accepted"));
        Assert.Equal(["S2"], world.Booked().Keys);
    }

    [Fact]
    public async Task The_loop_sends_what_comes_and_ends_with_its_token()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        using var end = new CancellationTokenSource();
        var accepted = new SemaphoreSlim(0);
        queue.Progress += (_, p) =>
        {
            if (p.Step == TraceQueueStep.Noted)
            {
                accepted.Release();
            }
        };
        var loop = queue.RunAsync(end.Token);
        await queue.EnqueueAsync([QueueLines.Sale("S1", codes: QueueLines.Code(1))]);
        Assert.True(await accepted.WaitAsync(TimeSpan.FromSeconds(60)));
        await queue.EnqueueAsync([QueueLines.Sale("S2", codes: QueueLines.Code(2))]);
        Assert.True(await accepted.WaitAsync(TimeSpan.FromSeconds(60)));
        end.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        Assert.Equal(2, world.Booked().Count);
    }

    [Fact]
    public async Task The_blocking_twins_do_the_same()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue();
        await Task.Run(() =>
        {
            Assert.Equal(1, queue.Enqueue([QueueLines.Sale("S1", codes: QueueLines.Code(1))]));
            Assert.Equal(1, queue.Backlog().Count);
            Assert.Equal(1, queue.RunOnce().Accepted);
        });
    }

    [Fact]
    public async Task The_single_editions_send_one_line_a_message()
    {
        await using var world = await QueueWorld.StartAsync();
        var queue = world.Queue(o => o.SingleEditions = true);
        var lines = new List<TraceUpload>
        {
            QueueLines.Count("C1", codes: QueueLines.Code(9)), QueueLines.Change("P1"), QueueLines.Sale("S1", codes: QueueLines.Code(1)), QueueLines.Return("R1", "S1"),
        };
        await queue.EnqueueAsync(lines);
        var round = await queue.RunOnceAsync();
        Assert.Equal((4, 4), (round.Messages, round.Accepted));
        world.AssertBookedOnce(lines);
        Assert.Equal(["3501", "3502", "3505", "3506"], world.Center.Ledger.Documents().Select(d => d.Code));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        using var client = new InsuranceClient(new InsuranceOptions { Profile = "guangdong", BaseUrl = "http://127.0.0.1:1/", PaasId = "a", Token = "t", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882" });
        foreach (var (name, options) in new (string, TraceUploadQueueOptions)[]
        {
            ("queue.ChunkSize", new() { ChunkSize = 0 }),
            ("queue.Parallel", new() { Parallel = 0 }),
            ("queue.Lease", new() { Lease = TimeSpan.FromSeconds(1) }),
            ("queue.AskAgainAfter", new() { AskAgainAfter = TimeSpan.Zero }),
            ("queue.RetryDelay", new() { RetryDelay = TimeSpan.FromHours(1) }),
        })
        {
            Assert.Equal(name, Assert.Throws<ConfigurationException>(() => new TraceUploadQueue(client, new NoStore(), options)).Setting);
        }
    }

    [Fact]
    public void A_line_shows_no_person_in_its_text()
    {
        var sale = QueueLines.Sale("S1", codes: QueueLines.Code(1));
        Assert.Equal("Sale S1", sale.ToString());
        Assert.Contains("患者丙", sale.RowJson, StringComparison.Ordinal);
    }

    private static DbConnection Connect(TestDatabase test) => test.Kind switch
    {
        DatabaseKind.PostgreSql => new NpgsqlConnection(test.Text["postgres:".Length..]),
        DatabaseKind.MySql => new MySqlConnection(test.Text["mysql:".Length..]),
        _ => new SqliteConnection("Data Source=" + test.Text),
    };

    private sealed class Settled(params string[] codes) : ITraceChannelGuard
    {
        public Task<IReadOnlyCollection<string>> SettlementCodesAsync(IReadOnlyCollection<string> asked, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyCollection<string>>(asked.Intersect(codes).ToList());
    }
}
