using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.TraceCodes.Tests.Dispensing;
using Insurance.Sdk.TraceCodes.Tests.Platform;

namespace Insurance.Sdk.TraceCodes.Tests.Warehouse;

public sealed class WarehouseTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [EveryDatabase]
    public async Task A_suppliers_codes_come_in_with_their_invoice_and_what_does_not_fit_is_reported(DatabaseKind kind)
    {
        using var world = new DeskWorld(kind);
        var session = await Desk(world).OpenAsync(Bill("W1", StockBillKind.StockIn, Line("1", 1, 3), Line("2", 2, 2)));
        var result = await session.AddSupplierRowsAsync(
        [
            Row(1, 1), Row(1, 2), Row(1, 2), Row(1, 3), Row(1, 4), Row(2, 1), Row(2, 2, invoice: "OTHER"), Row(1, 9, item: "D9"),
        ]);
        Assert.Equal(4, result.Taken);
        Assert.Equal([ScanRefusal.OtherBill, ScanRefusal.AlreadyInSession, ScanRefusal.TooMany, ScanRefusal.WrongDrug], result.Refused.Select(r => r.Reason));
        Assert.Equal([0m, 1m], result.Lines.Select(l => l.PacksLeft));
        Assert.Equal("2", (await session.ConfirmAsync()).Incomplete.Single().LineId);
        Assert.True((await session.ScanAsync(DeskWorld.Code(2, 2))).IsTaken);

        var confirmed = await session.ConfirmAsync("库管");
        Assert.Equal([("D1", 72m, 3, "L1"), ("D2", 48m, 2, "L1")], confirmed.Counts.Select(c => (c.FixmedinsHilistId!, c.InvCnt!.Value, c.Drugtracinfo.Count, c.ManuLotnum!)));
        Assert.Empty(confirmed.Changes);
        Assert.Equal([TraceUploadKind.StockCount, TraceUploadKind.StockCount], (await world.QueuedAsync()).Select(q => q.Kind));
        var life = (await world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!;
        Assert.Equal((TraceCodeState.InStock, "D1", "L1", "INV-W1"), (life.State, life.Item, life.Lot, life.Invoice));
        Assert.Equal(confirmed.Counts.Select(c => c.FixmedinsBchno), (await session.ConfirmAsync()).Counts.Select(c => c.FixmedinsBchno));
        Assert.Equal(2, (await world.QueuedAsync()).Count);
    }

    [Fact]
    public async Task A_first_count_sends_the_matching_change_once_its_type_is_set()
    {
        var bill = Bill("W1", StockBillKind.FirstCount, Line("1", 1, 1));
        var e = await Assert.ThrowsAsync<ConfigurationException>(() => Desk(_world).OpenAsync(bill));
        Assert.Equal("warehouse.firstCountReason", e.Setting);
        foreach (var wrong in new[] { StockChangeReason.CountLoss, (StockChangeReason)99 })
        {
            e = await Assert.ThrowsAsync<ConfigurationException>(() => Desk(_world, p => p.FirstCountReason = wrong).OpenAsync(bill));
            Assert.Contains("brings stock in", e.Message, StringComparison.Ordinal);
        }

        var session = await Desk(_world, p => p.FirstCountReason = StockChangeReason.OtherIn).OpenAsync(bill);
        await session.ScanAsync(DeskWorld.Code(1, 1));
        var result = await session.ConfirmAsync();
        Assert.Equal((24m, 24m, "106"), (result.Counts.Single().InvCnt!.Value, result.Changes.Single().Cnt!.Value, result.Changes.Single().InvChgType!));
        Assert.NotEqual(result.Counts[0].FixmedinsBchno, result.Changes[0].FixmedinsBchno);
        Assert.Equal([TraceUploadKind.StockCount, TraceUploadKind.StockChange], (await _world.QueuedAsync()).Select(q => q.Kind));
    }

    [Fact]
    public async Task A_stock_in_may_be_a_purchase_change_by_policy()
    {
        var session = await Desk(_world, p => p.StockIn = StockInUpload.Change).OpenAsync(Bill("W1", StockBillKind.StockIn, Line("1", 1, 1)));
        await session.ScanAsync(DeskWorld.Code(1, 1));
        var result = await session.ConfirmAsync();
        Assert.Empty(result.Counts);
        Assert.Equal("108", result.Changes.Single().InvChgType);
        Assert.Equal(TraceCodeState.InStock, await _world.StateAsync(DeskWorld.Code(1, 1)));
    }

    [Theory]
    [InlineData(StockChangeReason.ReturnToSupplier, "109", TraceCodeState.ReturnedToSupplier)]
    [InlineData(StockChangeReason.GiftReturn, "111", TraceCodeState.ReturnedToSupplier)]
    [InlineData(StockChangeReason.CountLoss, "104", TraceCodeState.Lost)]
    [InlineData(StockChangeReason.Destroyed, "105", TraceCodeState.Destroyed)]
    [InlineData(StockChangeReason.TransferOut, "102", TraceCodeState.MovedOut)]
    [InlineData(StockChangeReason.OtherOut, "107", TraceCodeState.MovedOut)]
    public async Task Packs_leave_with_the_number_and_the_state_of_their_reason(StockChangeReason reason, string number, TraceCodeState state)
    {
        await _world.StockAsync(1, 1, 2);
        var bill = Bill("W1", StockBillKind.StockChange, Line("1", 1, 0));
        bill.Reason = reason;
        var session = await Desk(_world).OpenAsync(bill);
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await session.ScanAsync(DeskWorld.Code(1, 2));
        await session.UndoAsync(DeskWorld.Code(1, 2));
        var change = (await session.ConfirmAsync("库管")).Changes.Single();
        Assert.Equal((number, 24m), (change.InvChgType, change.Cnt!.Value));
        Assert.Equal((state, TraceCodeState.InStock), ((await _world.StateAsync(DeskWorld.Code(1, 1)))!.Value, (await _world.StateAsync(DeskWorld.Code(1, 2)))!.Value));
        Assert.Equal("库管", (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.Moves.Single().Who);
    }

    [Theory]
    [InlineData(StockChangeReason.TransferIn, "101")]
    [InlineData(StockChangeReason.CountGain, "103")]
    [InlineData(StockChangeReason.OtherIn, "106")]
    [InlineData(StockChangeReason.GiftIn, "110")]
    public async Task Packs_come_in_with_the_number_of_their_reason(StockChangeReason reason, string number)
    {
        var bill = Bill("W1", StockBillKind.StockChange, Line("1", 1, 1));
        bill.Reason = reason;
        var session = await Desk(_world).OpenAsync(bill);
        await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal(number, (await session.ConfirmAsync()).Changes.Single().InvChgType);
        Assert.Equal(TraceCodeState.InStock, await _world.StateAsync(DeskWorld.Code(1, 1)));
    }

    [Fact]
    public async Task Packs_that_may_not_leave_are_refused_with_the_reason()
    {
        await _world.StockAsync(1, 1, 4);
        await _world.DispenseAsync("P1", 24, 1);
        await _world.DispenseAsync("P2", 4, 2);
        var held = await _world.Desk().OpenAsync(DeskWorld.Bill("P3", DeskWorld.Line("1", 1, 24)));
        await held.ScanAsync(DeskWorld.Code(1, 3));
        var bill = Bill("W1", StockBillKind.StockChange, Line("1", 1, 0));
        bill.Reason = StockChangeReason.ReturnToSupplier;
        var session = await Desk(_world, p => p.RequireStockIn = true).OpenAsync(bill);
        var reasons = new List<ScanRefusal>();
        foreach (var pack in new[] { 1, 2, 3, 5 })
        {
            reasons.Add((await session.ScanAsync(DeskWorld.Code(1, pack))).Reason);
        }

        Assert.Equal([ScanRefusal.AlreadyDispensed, ScanRefusal.PackOpened, ScanRefusal.HeldElsewhere, ScanRefusal.NotInStock], reasons);
    }

    [Fact]
    public async Task What_is_left_of_an_opened_pack_leaves_as_units_and_whole_packs_beside_it()
    {
        await _world.StockAsync(1, 1, 2);
        await _world.DispenseAsync("P1", 4, 1);
        var loss = Bill("W1", StockBillKind.StockChange, Line("1", 1, 2));
        loss.Reason = StockChangeReason.Destroyed;
        var session = await Desk(_world).OpenAsync(loss);
        var opened = await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal((true, true, 20m), (opened.IsTaken, opened.IsSplit, opened.Units));
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 2))).IsTaken);
        Assert.Equal(ScanRefusal.HeldElsewhere, (await (await _world.Desk().OpenAsync(DeskWorld.Bill("P2", DeskWorld.Line("1", 1, 2)))).ScanAsync(DeskWorld.Code(1, 1))).Reason);

        var rows = (await session.ConfirmAsync()).Changes;

        Assert.Equal([("1", 20m, DeskWorld.Code(1, 1)), ("0", 24m, DeskWorld.Code(1, 2))], rows.Select(r => (r.TrdnFlag!, r.Cnt!.Value, r.Drugtracinfo.Single().DrugTracCodg!)));
        Assert.Equal(2, rows.Select(r => r.FixmedinsBchno).Distinct().Count());
        var life = (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!;
        Assert.Equal((TraceCodeState.Destroyed, 0m), (life.State, life.UnitsLeft));
    }

    [Fact]
    public async Task An_opened_pack_whose_units_changed_meanwhile_is_a_conflict_and_an_undone_scan_gives_it_free()
    {
        var counter = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 4)));
        await counter.ScanAsync(DeskWorld.Code(1, 1));
        await counter.ConfirmAsync();
        var next = await _world.Desk().OpenAsync(DeskWorld.Bill("P2", DeskWorld.Line("1", 1, 2)));
        await next.ScanAsync(DeskWorld.Code(1, 1));
        var loss = Bill("W1", StockBillKind.StockChange, Line("1", 1, 1));
        loss.Reason = StockChangeReason.CountLoss;
        var session = await Desk(_world).OpenAsync(loss);
        await session.ScanAsync(DeskWorld.Code(1, 1));
        await next.UndoAsync(DeskWorld.Code(1, 1));
        Assert.Equal((ConfirmOutcome.Conflict, DeskWorld.Code(1, 1)), ((await session.ConfirmAsync()).Outcome, (await session.ConfirmAsync()).Conflicts.Single()));
        await session.UndoAsync(DeskWorld.Code(1, 1));
        Assert.True((await next.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_pack_that_went_back_to_the_supplier_may_come_again_and_one_in_stock_may_not()
    {
        await _world.StockAsync(1, 1, 2);
        var out1 = Bill("W1", StockBillKind.StockChange, Line("1", 1, 1));
        out1.Reason = StockChangeReason.ReturnToSupplier;
        var leaving = await Desk(_world).OpenAsync(out1);
        await leaving.ScanAsync(DeskWorld.Code(1, 1));
        await leaving.ConfirmAsync();
        var coming = await Desk(_world).OpenAsync(Bill("W2", StockBillKind.StockIn, Line("1", 1, 1)));
        Assert.Equal(ScanRefusal.AlreadyInStock, (await coming.ScanAsync(DeskWorld.Code(1, 2))).Reason);
        Assert.True((await coming.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Equal(ConfirmOutcome.Confirmed, (await coming.ConfirmAsync()).Outcome);
        Assert.Equal(TraceCodeState.InStock, await _world.StateAsync(DeskWorld.Code(1, 1)));
    }

    [Fact]
    public async Task Of_two_bills_with_the_same_pack_the_second_to_confirm_is_told()
    {
        var sessions = new[] { "W1", "W2" }.Select(n => Desk(_world).Open(Bill(n, StockBillKind.StockIn, Line("1", 1, 1)))).ToList();
        foreach (var session in sessions)
        {
            Assert.True(session.Scan(DeskWorld.Code(1, 1)).IsTaken);
        }

        Assert.Equal(ConfirmOutcome.Confirmed, sessions[0].Confirm().Outcome);
        var second = sessions[1].Confirm();
        Assert.Equal((ConfirmOutcome.Conflict, DeskWorld.Code(1, 1)), (second.Outcome, second.Conflicts.Single()));
        Assert.Single(await _world.QueuedAsync());
        await sessions[1].UndoAsync(DeskWorld.Code(1, 1));
        sessions[1].Scan(DeskWorld.Code(1, 2));
        Assert.Equal(ConfirmOutcome.Confirmed, sessions[1].Confirm().Outcome);
    }

    [Fact]
    public async Task A_carton_comes_in_as_its_smallest_packs()
    {
        var inside = new[] { DeskWorld.Code(1, 1), DeskWorld.Code(1, 2) };
        var desk = new WarehouseDesk(_world.Store, () => DeskWorld.Base, expand: (codes, _) => Task.FromResult<IReadOnlyList<PackageExpansion>>(codes.Select(code => code.Text == DeskWorld.Code(1, 100)
            ? new PackageExpansion { Code = code, Smallest = inside.Select(c => TraceCodeParser.Default.Parse(c).Code).ToList() }
            : new PackageExpansion { Code = code, Reason = PackageExpansionReason.NoChildren }).ToList()));
        var session = await desk.OpenAsync(Bill("W1", StockBillKind.StockIn, Line("1", 1, 2)));
        var refused = (await session.ScanCartonAsync(DeskWorld.Code(1, 200))).Single();
        Assert.Equal(ScanRefusal.CartonNotExpanded, refused.Reason);
        Assert.Contains("入库单未上传", refused.Text, StringComparison.Ordinal);
        Assert.Equal(inside, (await session.ScanCartonAsync(DeskWorld.Code(1, 100))).Select(a => a.Code));
        Assert.Equal(inside, (await session.ConfirmAsync()).Counts.Single().Drugtracinfo.Select(c => c.DrugTracCodg));
    }

    [Fact]
    public async Task Cartons_of_a_delivery_are_asked_for_together_and_a_platform_that_is_away_is_an_answer()
    {
        using var platform = new PlatformServer().Answers("relation.two-cartons.json");
        using var client = platform.Open();
        var bill = Bill("W1", StockBillKind.StockIn, Line("1", 1, 5));
        SupplierTraceRow Carton(string code) => new() { Invoice = bill.Invoice, Code = TraceCodeParser.Default.Parse(code).Code, HospitalItemCode = "D1", Level = 3 };
        var rows = new[] { Carton("81000010000000000100"), Row(1, 9), Carton("81000010000000000200") };
        var session = await new WarehouseDesk(_world.Store, () => DeskWorld.Base, expand: client.ExpandToSmallestAsync).OpenAsync(bill);
        var taken = await session.AddSupplierRowsAsync(rows);
        Assert.Equal((5, 0), (taken.Taken, taken.Refused.Count));
        Assert.Equal("81000010000000000100,81000010000000000200", Assert.Single(platform.Arrived)["code"]);

        // Nobody listens on port 1, whatever else runs on the machine.
        using var nobody = platform.Open(o => o.Address = "http://127.0.0.1:1/router/rest");
        var away = await (await new WarehouseDesk(_world.Store, () => DeskWorld.Base, expand: nobody.ExpandToSmallestAsync).OpenAsync(Bill("W2", StockBillKind.StockIn, Line("1", 1, 2))))
            .ScanCartonAsync("81000010000000000300");
        Assert.Equal(ScanRefusal.CartonNotExpanded, Assert.Single(away).Reason);
        Assert.Contains("cannot be reached", away[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_in_another_bills_hand_is_refused_and_the_bill_is_named()
    {
        await _world.StockAsync(1, 1, 1);
        await (await _world.Desk().OpenAsync(DeskWorld.Bill("P7", DeskWorld.Line("1", 1, 24)))).ScanAsync(DeskWorld.Code(1, 1));
        var loss = Bill("W1", StockBillKind.StockChange, Line("1", 1, 1));
        loss.Reason = StockChangeReason.CountLoss;
        var answer = await (await Desk(_world).OpenAsync(loss)).ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal(ScanRefusal.HeldElsewhere, answer.Reason);
        Assert.Contains("P7", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lots_of_one_drug_are_a_question_unless_the_supplier_says_the_lot()
    {
        var other = Line("2", 1, 1);
        other.Lot = "L2";
        var session = await Desk(_world).OpenAsync(Bill("W1", StockBillKind.StockIn, Line("1", 1, 1), other));
        Assert.Equal(ScanOutcome.Ambiguous, (await session.ScanAsync(DeskWorld.Code(1, 1))).Outcome);
        Assert.Equal("1", (await session.ScanAsync(DeskWorld.Code(1, 1), "1")).Line!.LineId);
        Assert.Equal(1, (await session.AddSupplierRowsAsync([Row(1, 2, lot: "L2")])).Taken);
        Assert.Contains("lot L9", (await session.AddSupplierRowsAsync([Row(1, 3, lot: "L9")])).Refused.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goods_without_codes_are_on_the_row_with_the_count_of_the_bill()
    {
        var line = Line("1", 1, 5);
        line.ExemptReason = "infusion bags";
        var session = await Desk(_world).OpenAsync(Bill("W1", StockBillKind.StockIn, line));
        Assert.Equal(ScanRefusal.NoCodeNeeded, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        var count = (await session.ConfirmAsync()).Counts.Single();
        Assert.Equal((120m, 0), (count.InvCnt!.Value, count.Drugtracinfo.Count));
    }

    [Fact]
    public async Task A_reason_that_takes_out_is_no_stock_in()
    {
        var bill = Bill("W1", StockBillKind.StockIn, Line("1", 1, 1));
        bill.Reason = StockChangeReason.CountLoss;
        Assert.Equal("INS1814", (await Assert.ThrowsAsync<ValidationException>(() => Desk(_world).OpenAsync(bill))).Errors.Single().Number);
    }

    private static WarehouseDesk Desk(DeskWorld world, Action<WarehousePolicy>? change = null)
    {
        var policy = new WarehousePolicy();
        change?.Invoke(policy);
        return new WarehouseDesk(world.Store, () => DeskWorld.Base, policy: policy);
    }

    private static StockBill Bill(string number, StockBillKind kind, params StockLine[] lines)
    {
        var bill = new StockBill { Number = number, Invoice = "INV-" + number, Kind = kind, OperatorName = "库管" };
        foreach (var line in lines)
        {
            bill.Lines.Add(line);
        }

        return bill;
    }

    private static StockLine Line(string id, int drug, int packs) => new()
    {
        Id = id, Item = "D" + drug, NationalItem = "XA0" + drug, Name = "示例药品" + drug, PrescriptionFlag = "1", Price = 0.5m, Lot = "L1",
        Made = new ChinaTime(2025, 1, 1), Expires = new ChinaTime(2028, 1, 1), Packs = packs, PackSize = 24,
    };

    private static SupplierTraceRow Row(int drug, int pack, string invoice = "INV-W1", string item = "", string lot = "") => new()
    {
        Invoice = invoice, Code = TraceCodeParser.Default.Parse(DeskWorld.Code(drug, pack)).Code, HospitalItemCode = item, Lot = lot,
    };
}
