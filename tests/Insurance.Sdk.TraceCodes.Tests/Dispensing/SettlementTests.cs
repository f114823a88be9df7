using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class SettlementTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Codes_of_insured_lines_go_with_the_settlement_and_self_paid_lines_are_queued()
    {
        var (session, result) = await ConfirmedAsync();
        Assert.Equal([("F1", DeskWorld.Code(1, 1), "0", "2"), ("F1", DeskWorld.Code(1, 2), "1", "2")], result.SettlementRows.Select(r => (r.FeeDetailSerial, r.Code, r.SplitFlag, r.UnitType)));
        Assert.Equal([result.Rows.Single(r => r.LineId == "2").Serial], (await _world.QueuedAsync()).Select(q => q.Serial));
        Assert.True(await session.SettlementBookedAsync("S9"));
        Assert.True(await session.SettlementBookedAsync("S9"));
        Assert.False(await session.SettlementBookedAsync("S10"));
        Assert.False(await session.SettlementFailedAsync());
        Assert.Equal(["S9", "S9", ""], (await session.ConfirmAsync()).Rows.Select(r => r.SettlementId));
        Assert.Equal(TraceChannel.Settlement, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.Channel);
    }

    [Fact]
    public async Task Rows_are_put_beside_the_typed_fields_of_the_settlement()
    {
        var (_, result) = await ConfirmedAsync();
        var request = new SettleOutpatientRequest();
        SettlementTraceRow.PutInto(request, result.SettlementRows);
        Assert.Equal(
            "[{\"feedetl_sn\":\"F1\",\"drug_trac_codg\":\"" + DeskWorld.Code(1, 1) + "\",\"trdn_flag\":\"0\",\"min_prcunt_type\":\"2\"},"
            + "{\"feedetl_sn\":\"F1\",\"drug_trac_codg\":\"" + DeskWorld.Code(1, 2) + "\",\"trdn_flag\":\"1\",\"min_prcunt_type\":\"2\"}]",
            request.Extra.GetJson(SettlementTraceRow.Node));
    }

    [Fact]
    public async Task Codes_of_a_settlement_are_queued_only_after_it_failed_or_by_name_and_only_once()
    {
        var (session, _) = await ConfirmedAsync();
        Assert.Empty(await session.ReleaseToUploadAsync());
        Assert.True(await session.SettlementFailedAsync());
        var queued = await session.ReleaseToUploadAsync();
        Assert.Equal(2, queued.Count);
        Assert.Empty(await session.ReleaseToUploadAsync("科主任"));
        Assert.Equal(3, (await _world.QueuedAsync()).Count);
        var rows = (await session.ConfirmAsync()).Rows;
        Assert.All(rows, r => Assert.Equal((TraceChannel.Upload, "2", (string?)null), (r.Channel, r.Row.MdtrtSetlType!, r.Row.SetlId)));
        Assert.Equal(TraceChannel.Upload, (await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.Channel);
    }

    [Fact]
    public async Task A_booked_settlement_releases_its_codes_only_by_name()
    {
        var (session, _) = await ConfirmedAsync();
        await session.SettlementBookedAsync("S9");
        Assert.Empty(await session.ReleaseToUploadAsync());
        Assert.Equal(2, (await session.ReleaseToUploadAsync("科主任", "S9")).Count);
        Assert.Contains((await _world.Ledger.FindAsync(DeskWorld.Code(1, 1)))!.Moves, m => m.Who == "科主任");
    }

    [Fact]
    public async Task The_queues_guard_knows_the_whole_packs_of_settlements()
    {
        await ConfirmedAsync();
        var codes = new[] { DeskWorld.Code(1, 1), DeskWorld.Code(1, 2), DeskWorld.Code(2, 1) };
        Assert.Equal([DeskWorld.Code(1, 1)], await _world.Store.SettlementCodesAsync(codes, default));

        // A pack that came back is sold anew, and that sale may go the other way.
        var back = await new ReturnsDesk(_world.Store).OpenAsync(new ReturnBill { Number = "T1", DispensedOn = "P1", OperatorName = "药师乙", ReturnedPacks = ReturnedPackRule.BackToStock });
        Assert.True((await back.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Equal([DeskWorld.Code(1, 1)], await _world.Store.SettlementCodesAsync(codes, default));
        await back.ConfirmAsync();
        Assert.Empty(await _world.Store.SettlementCodesAsync(codes, default));
    }

    [Fact]
    public async Task A_return_of_settlement_codes_is_not_queued()
    {
        await ConfirmedAsync();
        var back = await new ReturnsDesk(_world.Store).OpenAsync(new ReturnBill { Number = "T1", DispensedOn = "P1", OperatorName = "药师乙" });
        Assert.All(await back.ReturnAllAsync(), a => Assert.True(a.IsTaken));
        var result = await back.ConfirmAsync();
        Assert.Equal([false, false, true], result.Rows.Select(r => r.IsQueued).Order());
        Assert.Equal(2, (await _world.QueuedAsync()).Count);
    }

    [Fact]
    public async Task A_fee_line_is_needed_for_the_settlements_channel()
    {
        var line = DeskWorld.Line("1", 1, 24);
        line.FeeDetailSerial = "";
        var e = await Assert.ThrowsAsync<ValidationException>(() => _world.Desk(p => p.InsuredChannel = TraceChannel.Settlement).OpenAsync(DeskWorld.Insured("P1", line)));
        Assert.Equal(("INS1814", "feedetl_sn"), (e.Errors[0].Number, e.Errors[0].Field));
    }

    private async Task<(DispensingSession Session, DispensingResult Result)> ConfirmedAsync()
    {
        var own = DeskWorld.Line("2", 2, 24);
        own.IsSelfPaid = true;
        var bill = DeskWorld.Insured("P1", DeskWorld.Line("1", 1, 28), own);
        bill.SettlementId = "";
        var session = await _world.Desk(p => p.InsuredChannel = TraceChannel.Settlement).OpenAsync(bill);
        foreach (var code in new[] { DeskWorld.Code(1, 1), DeskWorld.Code(1, 2), DeskWorld.Code(2, 1) })
        {
            Assert.True((await session.ScanAsync(code)).IsTaken);
        }

        var result = await session.ConfirmAsync();
        Assert.Equal(ConfirmOutcome.Confirmed, result.Outcome);
        return (session, result);
    }
}
