using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class DispensingConfirmTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Packs_and_units_become_rows_of_their_own_and_one_line_may_need_two_opened_packs()
    {
        await _world.DispenseAsync("P0", 20, 9);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 54)));
        Assert.Equal(ScanOutcome.Accepted, (await session.ScanAsync(DeskWorld.Code(1, 1))).Outcome);
        Assert.Equal(ScanOutcome.Accepted, (await session.ScanAsync(DeskWorld.Code(1, 2))).Outcome);
        var opened = await session.ScanAsync(DeskWorld.Code(1, 9));
        Assert.Equal((true, 4m, 2m), (opened.IsSplit, opened.Units, opened.Line!.UnitsLeft));
        Assert.Empty(await session.OpenedPacksAsync("1"));
        var fresh = await session.ScanAsync(DeskWorld.Code(1, 3));
        Assert.Equal((ScanOutcome.SessionComplete, true, 2m), (fresh.Outcome, fresh.IsSplit, fresh.Units));

        var rows = (await session.ConfirmAsync("药师乙")).Rows;
        Assert.Equal([("0", 48m, 2), ("1", 6m, 2)], rows.Select(r => (r.Row.TrdnFlag!, r.Row.SelRetnCnt!.Value, r.Codes.Count)));
        Assert.Equal([DeskWorld.Code(1, 9), DeskWorld.Code(1, 3)], rows[1].Codes);
        Assert.Equal([TraceCodeState.Sold, TraceCodeState.Sold, TraceCodeState.Opened, TraceCodeState.UsedUp],
            new[] { 1, 2, 3, 9 }.Select(p => _world.StateAsync(DeskWorld.Code(1, p)).Result!.Value));
        Assert.Equal(22, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 3)))!.UnitsLeft);
    }

    [Fact]
    public async Task Lots_become_rows_of_their_own_with_their_own_days()
    {
        await _world.StockAsync(1, 1, 1, "LA", new ChinaTime(2027, 5, 5));
        await _world.StockAsync(1, 2, 1, "LB", new ChinaTime(2027, 6, 6));
        var rows = (await _world.DispenseAsync("P1", 48, 1, 2)).Rows;
        Assert.Equal([("LA", "2027-05-05"), ("LB", "2027-06-06")], rows.Select(r => (r.Row.ManuLotnum!, r.Row.ExpyEnd!.Value.ToString("yyyy-MM-dd"))));
        Assert.Equal(2, rows.Select(r => r.Serial).Distinct().Count());
    }

    [Fact]
    public async Task Serials_fit_the_wire_and_are_the_same_at_every_confirmation()
    {
        var first = await _world.DispenseAsync("P1", 28, 1, 2);
        var again = await (await _world.Desk().FindAsync("P1"))!.ConfirmAsync();
        Assert.Equal(first.Rows.Select(r => (r.Serial, r.Units)), again.Rows.Select(r => (r.Serial, r.Units)));
        Assert.Equal(TraceUploadRow.Write(first.Rows[0].Row), TraceUploadRow.Write(again.Rows[0].Row));
        Assert.All(first.Rows, r => Assert.InRange(r.Serial.Length, 10, 30));
        Assert.Equal(first.Rows.Select(r => (r.Serial, TraceUploadKind.Sale, (string?)null)), await _world.QueuedAsync());
        Assert.Equal(3, await _world.CountAsync("ins_trace_move") + await _world.CountAsync("ins_trace_need"));
    }

    [Fact]
    public async Task Opening_a_confirmed_number_again_gives_its_result_again()
    {
        var first = await _world.DispenseAsync("P1", 24, 1);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        Assert.Equal(first.SessionId, session.Id);
        Assert.Equal(first.Rows[0].Serial, (await session.ConfirmAsync()).Rows[0].Serial);
    }

    [Fact]
    public async Task The_number_of_another_content_is_refused()
    {
        await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        var e = await Assert.ThrowsAsync<ValidationException>(() => _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 48))));
        Assert.Equal("INS1815", e.Errors[0].Number);
    }

    [Fact]
    public async Task Everything_wrong_with_a_bill_is_told_at_once_and_nothing_is_stored()
    {
        var wrong = DeskWorld.Line("1", 1, 1.00001m);
        wrong.Row.FixmedinsHilistId = null;
        wrong.PackSize = 0;
        var e = await Assert.ThrowsAsync<ValidationException>(() => _world.Desk().OpenAsync(DeskWorld.Bill("", wrong, DeskWorld.Line("1", 1, 1))));
        Assert.Equal(["number", "sel_retn_cnt", "packSize", "fixmedins_hilist_id", "id"], e.Errors.Select(x => x.Field));
        await _world.Store.PrepareAsync();
        Assert.Equal(0, await _world.CountAsync("ins_trace_session"));
    }

    [Fact]
    public async Task Incomplete_lines_are_refused_or_confirmed_with_a_reason_by_policy()
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 52)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        var refused = await session.ConfirmAsync("药师乙", "label torn");
        Assert.Equal((ConfirmOutcome.Incomplete, 1m, 4m), (refused.Outcome, refused.Incomplete[0].PacksLeft, refused.Incomplete[0].UnitsLeft));
        session = (await _world.Desk(p => p.Incomplete = StrictnessRule.Allow).ResumeAsync(session.Id))!;
        Assert.Equal(ConfirmOutcome.Incomplete, (await session.ConfirmAsync("药师乙")).Outcome);
        var rows = (await session.ConfirmAsync("药师乙", "label torn")).Rows;
        Assert.Equal([(24m, 1, null), (24m, 0, "label torn"), (4m, 0, "label torn")], rows.Select(r => (r.Units, r.Codes.Count, r.Row.Memo)));
    }

    [Fact]
    public async Task Insured_and_self_paid_lines_differ_in_settlement_and_visit()
    {
        var own = DeskWorld.Line("2", 2, 24);
        own.IsSelfPaid = true;
        var session = await _world.Desk().OpenAsync(DeskWorld.Insured("P1", DeskWorld.Line("1", 1, 24), own));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(2, 1));
        var rows = (await session.ConfirmAsync()).Rows.Select(r => (r.Row.MdtrtSetlType, r.Row.SetlId, r.Row.MdtrtSn, r.Row.HiFeesetlType));
        Assert.Equal([("1", "S-P1", "V-P1", "1"), ("2", null, "OWN-P1", "0")], rows);
    }

    [Fact]
    public async Task A_fixed_code_stands_for_split_units_without_a_scan()
    {
        var filler = new string('9', 20);
        var desk = _world.Desk(p => p.SplitMode = SplitMode.FillerCode, rules: TraceCodeRules.From(new TraceCodeOptions { FillerCode = filler }));
        var session = await desk.OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 28)));
        Assert.Equal(ScanRefusal.NoCodeNeeded, (await session.ScanAsync(filler)).Reason);
        Assert.Equal(ScanOutcome.SessionComplete, (await session.ScanAsync(DeskWorld.Code(1, 1))).Outcome);
        var rows = (await session.ConfirmAsync()).Rows;
        Assert.Equal([(24m, DeskWorld.Code(1, 1)), (4m, filler)], rows.Select(r => (r.Units, r.Codes.Single())));
        Assert.Null(await _world.StateAsync(filler));
    }

    [Fact]
    public void A_fixed_code_that_nobody_set_is_a_wrong_configuration()
        => Assert.Equal("traceCodes.fillerCode", Assert.Throws<ConfigurationException>(() => _world.Desk(p => p.SplitMode = SplitMode.FillerCode)).Setting);

    [Fact]
    public async Task A_scan_that_is_taken_back_leaves_the_ledger_as_it_was()
    {
        await _world.StockAsync(1, 1, 1);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 28)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(1, 2));
        foreach (var pack in new[] { 1, 2 })
        {
            Assert.Equal(ScanOutcome.TakenBack, (await session.UndoAsync(DeskWorld.Code(1, pack))).Outcome);
        }

        var life = (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!;
        Assert.Equal((TraceCodeState.InStock, false), (life.State, life.IsHeld));
        Assert.Null(await _world.StateAsync(DeskWorld.Code(1, 2)));
        Assert.Equal(0, await _world.CountAsync("ins_opened_pack"));
        Assert.Equal(2, await _world.CountAsync("ins_trace_scan"));
    }

    [Fact]
    public async Task A_canceled_session_frees_packs_units_and_number()
    {
        await _world.DispenseAsync("P0", 10, 9);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 30)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(1, 9));
        Assert.Equal(8, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 9)))!.UnitsLeft);
        Assert.True(await session.CancelAsync("药师乙"));
        Assert.Equal(14, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 9)))!.UnitsLeft);
        var next = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        Assert.NotEqual(session.Id, next.Id);
        Assert.True((await next.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_lot_recalled_between_scan_and_confirmation_is_told()
    {
        await _world.StockAsync(1, 1, 2, lot: "L7");
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 28)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        // Nobody knows the lot of this pack; that of the line stands for it.
        await session.ScanAsync(DeskWorld.Code(1, 9));
        await _world.Ledger.RecallLotAsync("D1", "L7", "one glass splinter");
        var result = await session.ConfirmAsync();
        Assert.Equal((ConfirmOutcome.Conflict, DeskWorld.Code(1, 1)), (result.Outcome, result.Conflicts.Single()));
        await _world.Ledger.RecallLotAsync("D1", "L1", "one glass splinter");
        Assert.Equal([DeskWorld.Code(1, 1), DeskWorld.Code(1, 9)], (await session.ConfirmAsync()).Conflicts);
        Assert.Empty(await _world.QueuedAsync());
        await _world.Ledger.LiftRecallAsync("D1", "L1");
        await _world.Ledger.LiftRecallAsync("D1", "L7");
        Assert.Equal(ConfirmOutcome.Confirmed, (await session.ConfirmAsync()).Outcome);
    }

    [Theory]
    [InlineData(1, ConfirmOutcome.Confirmed)]
    [InlineData(100, ConfirmOutcome.Conflict)]
    public async Task A_counter_that_is_outpaced_while_it_confirms_looks_again_and_gets_an_answer(int times, ConfirmOutcome outcome)
    {
        var desk = _world.Desk(store: new OutpacedStore(_world.Store, times));
        var session = await desk.OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 4)));
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        var result = await session.ConfirmAsync();
        Assert.Equal((outcome, outcome == ConfirmOutcome.Conflict ? 1 : 0), (result.Outcome, result.Conflicts.Count));
        Assert.Equal(outcome == ConfirmOutcome.Confirmed ? 1 : 0, (await _world.QueuedAsync()).Count);
        Assert.Equal(ConfirmOutcome.Confirmed, (await (await _world.Desk().FindAsync("P1"))!.ConfirmAsync()).Outcome);
        Assert.Single(await _world.QueuedAsync());
    }

    [Fact]
    public async Task A_pack_recalled_between_scan_and_confirmation_is_told()
    {
        await _world.StockAsync(1, 1, 1);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.True(await _world.Ledger.RecallCodeAsync(DeskWorld.Code(1, 1), "库管"));
        var result = await session.ConfirmAsync();
        Assert.Equal((ConfirmOutcome.Conflict, DeskWorld.Code(1, 1)), (result.Outcome, result.Conflicts.Single()));
        Assert.Empty(await _world.QueuedAsync());
        await session.UndoAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(1, 2));
        Assert.Equal(ConfirmOutcome.Confirmed, (await session.ConfirmAsync()).Outcome);
    }

    [Fact]
    public async Task The_need_of_every_line_is_noted_for_the_report()
    {
        await _world.DispenseAsync("P1", 28, 1, 2);
        var needs = await _world.Test.Database.ReadAsync(Storage.TraceCodes.Desks.DeskTables.Part, (db, c) => Task.FromResult(LinqToDB.DataExtensions.GetTable<Storage.TraceCodes.Desks.NeedRow>(db).ToList()), default);
        Assert.Equal(("2026-03-02", "D1", 10_000L, 10_000L, 40_000L, 40_000L), (needs[0].Day, needs[0].Item, needs[0].PacksNeeded, needs[0].PacksCollected, needs[0].UnitsNeeded, needs[0].UnitsCollected));
    }

    [Fact]
    public void The_blocking_twins_do_not_wait_for_the_thread_they_block()
    {
        var before = System.Threading.SynchronizationContext.Current;
        System.Threading.SynchronizationContext.SetSynchronizationContext(new StuckContext());
        try
        {
            var session = _world.Desk().Open(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
            Assert.Equal(ScanOutcome.SessionComplete, session.Scan(DeskWorld.Code(1, 1)).Outcome);
            Assert.Equal(ConfirmOutcome.Confirmed, session.Confirm().Outcome);
        }
        finally
        {
            System.Threading.SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>A thread with a window that is blocked: what is posted to it never runs.</summary>
    private sealed class StuckContext : System.Threading.SynchronizationContext
    {
        public override void Post(System.Threading.SendOrPostCallback d, object? state)
        {
        }
    }
}
