using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.TraceCodes.Tests.Dispensing;

namespace Insurance.Sdk.TraceCodes.Tests.Returns;

public sealed class ReturnTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [EveryDatabase]
    public async Task A_pack_that_comes_back_is_paired_with_its_sale_and_waits_for_it(DatabaseKind kind)
    {
        using var world = new DeskWorld(kind);
        var sold = (await world.DispenseAsync("P1", 48, 1, 2)).Rows.Single();
        var session = await OpenAsync(world, "T1");
        var answer = await session.ScanAsync(DeskWorld.Code(1, 2));
        Assert.Equal((ScanOutcome.Accepted, sold.Serial, 1m), (answer.Outcome, answer.Line!.LineId, answer.Line.PacksLeft));
        var row = (await session.ConfirmAsync("药师乙")).Rows.Single();
        Assert.Equal((24m, "0", "L1", "V-P1", "药师乙"), (row.Row.SelRetnCnt!.Value, row.Row.TrdnFlag!, row.Row.ManuLotnum!, row.Row.MdtrtSn!, row.Row.SelRetnOpterName!));
        Assert.Equal([DeskWorld.Code(1, 2)], row.Row.Drugtracinfo.Select(c => c.DrugTracCodg));
        Assert.NotEqual(sold.Serial, row.Serial);
        Assert.Equal([(sold.Serial, TraceUploadKind.Sale, null), (row.Serial, TraceUploadKind.SaleReturn, sold.Serial)], await world.QueuedAsync());
        Assert.Equal((TraceCodeState.Sold, TraceCodeState.Quarantined), ((await world.StateAsync(DeskWorld.Code(1, 1)))!.Value, (await world.StateAsync(DeskWorld.Code(1, 2)))!.Value));
        var again = (await session.ConfirmAsync("药师乙")).Rows.Single();
        Assert.Equal(TraceUploadRow.Write(row.Row), TraceUploadRow.Write(again.Row));
        Assert.Equal(2, (await world.QueuedAsync()).Count);
    }

    [Fact]
    public async Task A_code_that_was_never_given_out_here_is_refused()
    {
        await _world.StockAsync(1, 1, 1);
        var session = await OpenAsync(_world, "T1");
        Assert.Equal(ScanRefusal.NeverDispensed, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.Equal(ScanRefusal.Unreadable, (await session.ScanAsync("no code")).Reason);
        Assert.Equal(ConfirmOutcome.Incomplete, (await session.ConfirmAsync()).Outcome);
    }

    [Fact]
    public async Task What_is_back_already_is_refused_also_before_the_first_return_is_confirmed()
    {
        await _world.DispenseAsync("P1", 24, 1);
        var first = await OpenAsync(_world, "T1");
        Assert.True((await first.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        var second = await OpenAsync(_world, "T2");
        Assert.Equal(ScanRefusal.AlreadyBack, (await second.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        await first.ConfirmAsync();
        Assert.Equal(ScanRefusal.AlreadyBack, (await second.ScanAsync(DeskWorld.Code(1, 1))).Reason);
    }

    [Fact]
    public async Task A_code_of_another_bill_is_refused()
    {
        await _world.DispenseAsync("P1", 24, 1);
        await _world.DispenseAsync("P2", 24, 2);
        var session = await OpenAsync(_world, "T1", "P2");
        Assert.Equal(ScanRefusal.OtherBill, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        // The visit names the bill as well as its number does.
        Assert.True((await (await OpenAsync(_world, "T2", "V-P1")).ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task Units_of_an_opened_pack_come_back_by_quantity_and_no_more_than_were_given()
    {
        await _world.DispenseAsync("P1", 10, 1);
        var session = await OpenAsync(_world, "T1", rule: ReturnedPackRule.BackToStock);
        Assert.Equal(ScanRefusal.MoreThanDispensed, (await session.ScanAsync(DeskWorld.Code(1, 1), 11)).Reason);
        Assert.Equal(ScanRefusal.MoreThanDispensed, (await session.ScanAsync(DeskWorld.Code(1, 1), 0.00001m)).Reason);
        Assert.Equal(3, (await session.ScanAsync(DeskWorld.Code(1, 1), 3)).Units);
        Assert.Equal(7, (await session.ScanAsync(DeskWorld.Code(1, 1))).Units);
        Assert.Equal(ScanRefusal.AlreadyBack, (await session.ScanAsync(DeskWorld.Code(1, 1), 1)).Reason);
        Assert.Equal(14, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.UnitsLeft);
        var row = (await session.ConfirmAsync()).Rows.Single();
        Assert.Equal((10m, "1"), (row.Units, row.Row.TrdnFlag));
        // Opened it stays, but all of its units are there again.
        var life = (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!;
        Assert.Equal((TraceCodeState.Opened, 24m), (life.State, life.UnitsLeft!.Value));
    }

    [Fact]
    public async Task Units_that_are_kept_aside_do_not_come_back_into_the_opened_pack()
    {
        await _world.DispenseAsync("P1", 10, 1);
        var session = await OpenAsync(_world, "T1");
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ConfirmAsync();
        Assert.Equal(14, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.UnitsLeft);
    }

    [Fact]
    public async Task An_opened_pack_of_several_sales_is_a_question()
    {
        var a = await _world.DispenseAsync("P1", 4, 1);
        var b = await _world.DispenseAsync("P2", 5, 1);
        var session = await OpenAsync(_world, "T1");
        var asked = await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal(ScanOutcome.Ambiguous, asked.Outcome);
        Assert.Equal(new[] { a.Rows[0].Serial, b.Rows[0].Serial }.Order(), asked.Candidates.Select(c => c.LineId).Order());
        Assert.Equal(5, (await session.ScanAsync(DeskWorld.Code(1, 1), saleSerial: b.Rows[0].Serial)).Units);
        // One sale is left: no question any more.
        Assert.Equal(4, (await session.ScanAsync(DeskWorld.Code(1, 1))).Units);
    }

    [Fact]
    public async Task A_pack_in_stock_again_is_given_out_again_and_keeps_its_mark()
    {
        await _world.DispenseAsync("P1", 24, 1);
        var session = await OpenAsync(_world, "T1", rule: ReturnedPackRule.BackToStock);
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ConfirmAsync();
        await _world.DispenseAsync("P2", 24, 1);
        var life = (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!;
        Assert.Equal((TraceCodeState.Sold, true), (life.State, life.CameBack));
        Assert.Equal([TraceCodeState.Sold, TraceCodeState.InStock, TraceCodeState.Sold], life.Moves.Select(m => m.To));
        // And it can come back once more, from the second sale.
        Assert.True((await (await OpenAsync(_world, "T2")).ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_whole_prescription_is_withdrawn_at_once()
    {
        await _world.DispenseAsync("P1", 58, 1, 2, 3);
        var session = await OpenAsync(_world, "T1", "P1");
        Assert.All(await session.ReturnAllAsync(), a => Assert.True(a.IsTaken));
        var rows = (await session.ConfirmAsync()).Rows;
        Assert.Equal([48m, 10m], rows.Select(r => r.Units));
        Assert.Equal([0m, 0m], (await session.DispensedRowsAsync()).Select(r => r.Units - r.Returned));
        Assert.Empty(await (await OpenAsync(_world, "T2", "P1")).ReturnAllAsync());
    }

    [Fact]
    public async Task Packs_by_quantity_must_be_scanned_unless_all_come_back()
    {
        var sold = (await _world.DispenseAsync("P1", 48, 1, 2)).Rows.Single();
        var session = await OpenAsync(_world, "T1");
        Assert.Equal(ScanRefusal.ScanNeeded, (await session.ReturnQuantityAsync(sold.Serial, 24)).Reason);
        Assert.True((await session.ReturnQuantityAsync(sold.Serial)).IsTaken);
        Assert.Equal(2, (await session.ConfirmAsync()).Rows.Single().Codes.Count);
    }

    [Fact]
    public async Task Goods_without_a_code_come_back_by_quantity()
    {
        var desk = _world.Desk(p => p.ExemptItems["D1"] = "no code");
        var sold = (await (await desk.OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 10)))).ConfirmAsync()).Rows.Single();
        var session = await OpenAsync(_world, "T1");
        Assert.True((await session.ReturnQuantityAsync(sold.Serial, 4)).IsTaken);
        Assert.Equal(ScanRefusal.MoreThanDispensed, (await session.ReturnQuantityAsync(sold.Serial, 7)).Reason);
        var row = (await session.ConfirmAsync()).Rows.Single();
        Assert.Equal((4m, 0), (row.Units, row.Codes.Count));
    }

    [Fact]
    public async Task A_canceled_or_undone_return_leaves_everything_with_the_patient()
    {
        await _world.DispenseAsync("P1", 48, 1, 2);
        var session = await OpenAsync(_world, "T1");
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(1, 2));
        Assert.Equal(ScanOutcome.TakenBack, (await session.UndoAsync(DeskWorld.Code(1, 1))).Outcome);
        Assert.True(await session.CancelAsync());
        var next = await OpenAsync(_world, "T1");
        Assert.NotEqual(session.Id, next.Id);
        Assert.True((await next.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.True((await next.ScanAsync(DeskWorld.Code(1, 2))).IsTaken);
    }

    [Fact]
    public async Task Counters_that_take_one_pack_back_at_the_same_moment_book_it_once()
    {
        await _world.DispenseAsync("P1", 24, 1);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => OpenAsync(_world, "T" + i)));
        var answers = await Task.WhenAll(sessions.Select(s => Task.Run(() => s.ScanAsync(DeskWorld.Code(1, 1)))));
        Assert.Single(answers, a => a.IsTaken);
    }

    private static Task<ReturnSession> OpenAsync(DeskWorld world, string number, string dispensedOn = "", ReturnedPackRule rule = ReturnedPackRule.Quarantine)
        => new ReturnsDesk(world.Store).OpenAsync(new ReturnBill { Number = number, DispensedOn = dispensedOn, OperatorName = "药师乙", ReturnedPacks = rule });
}
