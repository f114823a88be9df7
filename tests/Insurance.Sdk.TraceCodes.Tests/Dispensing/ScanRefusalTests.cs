using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

public sealed class ScanRefusalTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("hello")]
    [InlineData("8100001000000000000")]
    [InlineData("6900000000014")]
    public async Task What_is_no_trace_code_is_told_with_its_reason(string? text)
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        var answer = await session.ScanAsync(text);
        Assert.Equal((ScanOutcome.Refused, ScanRefusal.Unreadable), (answer.Outcome, answer.Reason));
        Assert.StartsWith("no trace code could be read (", answer.Text, StringComparison.Ordinal);
        Assert.StartsWith("无法识别", answer.ChineseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drug_that_is_not_prescribed_is_refused()
        => await RefusedAsync(ScanRefusal.WrongDrug, DeskWorld.Code(2, 1));

    [Fact]
    public async Task The_ledger_knows_a_pack_better_than_the_base()
    {
        // The prefix says drug 1, but this very pack came in as drug 2.
        await _world.Ledger.AddStockAsync([new StockedPack { Code = TraceCodeParser.Default.Parse(DeskWorld.Code(1, 7)).Code, Item = "D2" }]);
        await RefusedAsync(ScanRefusal.WrongDrug, DeskWorld.Code(1, 7));
    }

    [Fact]
    public async Task A_pack_that_was_given_out_is_refused_and_its_bill_is_named()
    {
        await _world.DispenseAsync("P0", 24, 5);
        var answer = await RefusedAsync(ScanRefusal.AlreadyDispensed, DeskWorld.Code(1, 5));
        Assert.Contains("2026-03-02 10:00:00, bill P0, line 1", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_was_scanned_before_is_not_counted_again()
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 48)));
        Assert.Equal(ScanOutcome.Accepted, (await session.ScanAsync(DeskWorld.Code(1, 1))).Outcome);
        Assert.Equal(ScanRefusal.AlreadyInSession, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.Equal(1, (await session.LinesAsync())[0].PacksTaken);
    }

    [Fact]
    public async Task A_pack_in_another_counters_hand_is_refused()
    {
        var other = await _world.Desk().OpenAsync(DeskWorld.Bill("P0", DeskWorld.Line("1", 1, 24)));
        Assert.True((await other.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Contains("bill P0", (await RefusedAsync(ScanRefusal.HeldElsewhere, DeskWorld.Code(1, 1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_pack_is_refused_from_the_day_after_its_last_in_China()
    {
        await _world.StockAsync(1, 1, 1, expires: new ChinaTime(2026, 3, 2));
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 48)));
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        await session.UndoAsync(DeskWorld.Code(1, 1));
        // 16:30 UTC is half an hour into the next day of China.
        _world.Clock.Advance(TimeSpan.FromHours(14.5));
        var answer = await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal(ScanRefusal.Expired, answer.Reason);
        Assert.Contains("2026-03-02", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recalled_lot_is_refused_with_its_reason_until_the_recall_is_lifted()
    {
        await _world.StockAsync(1, 1, 1, lot: "L7");
        await _world.Ledger.RecallLotAsync("D1", "L7", "one glass splinter");
        var answer = await RefusedAsync(ScanRefusal.Recalled, DeskWorld.Code(1, 1));
        Assert.Contains("one glass splinter", answer.Text, StringComparison.Ordinal);
        await _world.Ledger.LiftRecallAsync("D1", "L7");
        Assert.True((await (await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)))).ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_recall_of_all_lots_holds_for_packs_whose_lot_nobody_knows()
    {
        await _world.Ledger.RecallLotAsync("D1", "", "all of it");
        await RefusedAsync(ScanRefusal.Recalled, DeskWorld.Code(1, 1));
    }

    [Fact]
    public async Task A_recalled_pack_is_refused()
    {
        await _world.StockAsync(1, 1, 1);
        Assert.True(await _world.Ledger.RecallCodeAsync(DeskWorld.Code(1, 1), "库管"));
        await RefusedAsync(ScanRefusal.Recalled, DeskWorld.Code(1, 1));
    }

    [Fact]
    public async Task More_packs_than_prescribed_are_refused()
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        Assert.Equal(ScanOutcome.SessionComplete, (await session.ScanAsync(DeskWorld.Code(1, 1))).Outcome);
        Assert.Equal(ScanRefusal.TooMany, (await session.ScanAsync(DeskWorld.Code(1, 2))).Reason);
    }

    [Fact]
    public async Task An_opened_pack_is_no_whole_one()
    {
        await _world.DispenseAsync("P0", 4, 1);
        await RefusedAsync(ScanRefusal.PackOpened, DeskWorld.Code(1, 1));
    }

    [Fact]
    public async Task An_opened_pack_without_units_is_refused()
    {
        await _world.DispenseAsync("P0", 23, 1);
        await _world.DispenseAsync("P2", 1, 1);
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 4)));
        Assert.Equal(ScanRefusal.PackExhausted, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
    }

    [Fact]
    public async Task A_pack_that_a_patient_brought_back_is_kept_aside()
    {
        await _world.DispenseAsync("P0", 24, 1);
        var back = await new ReturnsDesk(_world.Store).OpenAsync(new ReturnBill { Number = "T1", OperatorName = "药师乙" });
        Assert.True((await back.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        await back.ConfirmAsync();
        await RefusedAsync(ScanRefusal.Quarantined, DeskWorld.Code(1, 1));
    }

    [Theory]
    [InlineData(StockChangeReason.ReturnToSupplier, ScanRefusal.ReturnedToSupplier)]
    [InlineData(StockChangeReason.CountLoss, ScanRefusal.NotHere)]
    [InlineData(StockChangeReason.Destroyed, ScanRefusal.NotHere)]
    [InlineData(StockChangeReason.TransferOut, ScanRefusal.NotHere)]
    public async Task A_pack_that_left_the_warehouse_is_refused(StockChangeReason reason, ScanRefusal refusal)
    {
        await _world.StockAsync(1, 1, 1);
        var bill = new StockBill { Number = "W1", Kind = StockBillKind.StockChange, Reason = reason, OperatorName = "库管" };
        bill.Lines.Add(new StockLine { Id = "1", Item = "D1", Name = "示例药品1", PackSize = 24, Packs = 1, PrescriptionFlag = "1", Price = 1 });
        var out1 = await new WarehouseDesk(_world.Store, () => DeskWorld.Base).OpenAsync(bill);
        Assert.True((await out1.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Equal(ConfirmOutcome.Confirmed, (await out1.ConfirmAsync()).Outcome);
        await RefusedAsync(refusal, DeskWorld.Code(1, 1));
    }

    [Fact]
    public async Task A_pack_without_stock_in_is_refused_where_the_policy_wants_one()
    {
        await RefusedAsync(ScanRefusal.NotInStock, DeskWorld.Code(1, 1), p => p.RequireStockIn = true);
        await _world.StockAsync(1, 1, 1);
        Assert.True((await (await _world.Desk(p => p.RequireStockIn = true).FindAsync("P1"))!.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_code_that_no_list_knows_is_refused_or_collected_by_policy()
    {
        const string unknown = "81999990000000000001";
        await RefusedAsync(ScanRefusal.UnknownCode, unknown);
        var session = (await _world.Desk(p => p.UnknownCodes = UnknownCodeRule.Collect).FindAsync("P1"))!;
        var answer = await session.ScanAsync(unknown);
        Assert.Equal((ScanOutcome.Collected, "1"), (answer.Outcome, answer.Line!.LineId));
        Assert.Equal(ConfirmOutcome.Confirmed, (await session.ConfirmAsync()).Outcome);
        Assert.Equal(TraceCodeState.Sold, await _world.StateAsync(unknown));
    }

    [Fact]
    public async Task A_code_of_two_prescribed_drugs_is_a_question()
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("a", 1, 24), DeskWorld.Line("b", 2, 24)));
        var code = DeskWorld.Code(3, 1);
        var asked = await session.ScanAsync(code);
        Assert.Equal(ScanOutcome.Ambiguous, asked.Outcome);
        Assert.Equal(["a", "b"], asked.Candidates.Select(c => c.LineId));
        Assert.Equal("b", (await session.ScanAsync(code, "b")).Line!.LineId);
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_named()
        => Assert.Equal(ScanRefusal.NoSuchLine, (await (await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)))).ScanAsync(DeskWorld.Code(1, 1), "9")).Reason);

    [Fact]
    public async Task Drugs_that_need_no_code_are_told_with_the_reason_and_complete_at_once()
    {
        var herbal = DeskWorld.Line("h", 9, 30);
        herbal.IsHerbalPieces = true;
        var desk = _world.Desk(p =>
        {
            p.ExemptItems["D1"] = "infusion bags";
            p.Exempt = l => l.Quantity == 5 ? "sample" : null;
        });
        var session = await desk.OpenAsync(DeskWorld.Bill("P1", herbal, DeskWorld.Line("1", 1, 24), DeskWorld.Line("2", 2, 5)));
        Assert.All(await session.LinesAsync(), l => Assert.True(l.IsComplete));
        Assert.Equal(["herbal pieces (中药饮片)", "infusion bags", "sample"], (await session.LinesAsync()).Select(l => l.ExemptReason));
        var answer = await session.ScanAsync(DeskWorld.Code(1, 1));
        Assert.Equal(ScanRefusal.NoCodeNeeded, answer.Reason);
        Assert.Contains("infusion bags", answer.Text, StringComparison.Ordinal);
        var rows = (await session.ConfirmAsync()).Rows;
        Assert.All(rows, r => Assert.Empty(r.Codes));
        Assert.Equal(59, rows.Sum(r => r.Units));
    }

    [Fact]
    public async Task A_session_that_is_closed_takes_nothing()
    {
        var session = await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        Assert.True(await session.CancelAsync());
        Assert.Equal(ScanRefusal.SessionClosed, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.Equal(ScanRefusal.SessionClosed, (await session.UndoAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.Equal(ConfirmOutcome.Canceled, (await session.ConfirmAsync()).Outcome);
    }

    [Fact]
    public async Task A_code_that_was_not_scanned_cannot_be_taken_back()
        => Assert.Equal(ScanRefusal.NotInSession, (await (await _world.Desk().OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)))).UndoAsync(DeskWorld.Code(1, 1))).Reason);

    [Fact]
    public async Task What_the_center_knows_as_sold_is_refused()
    {
        var center = new FakeCenter { Answer = CenterCodeState.Sold };
        await RefusedAsync(ScanRefusal.SoldAtCenter, DeskWorld.Code(1, 1), p => p.CenterCheck = center);
        Assert.Equal([(DeskWorld.Code(1, 1), "XA01")], center.Asked);
        Assert.Null(await _world.StateAsync(DeskWorld.Code(1, 1)));
    }

    [Fact]
    public async Task A_center_that_cannot_be_asked_is_a_warning_or_a_refusal_by_policy()
    {
        var center = new FakeCenter { Answer = CenterCodeState.NotReachable };
        await RefusedAsync(ScanRefusal.CenterNotReachable, DeskWorld.Code(1, 1), p => { p.CenterCheck = center; p.CenterNotReachable = StrictnessRule.Refuse; });
        var answer = await (await _world.Desk(p => p.CenterCheck = center).FindAsync("P1"))!.ScanAsync(DeskWorld.Code(1, 1));
        Assert.True(answer.IsTaken);
        Assert.Contains("could not be asked", answer.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_center_is_not_asked_about_units_of_opened_packs()
    {
        var center = new FakeCenter { Answer = CenterCodeState.Sold };
        var session = await _world.Desk(p => p.CenterCheck = center).OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 4)));
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Empty(center.Asked);
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        foreach (var reason in Enum.GetValues<ScanRefusal>().Where(r => r != ScanRefusal.None))
        {
            Assert.Matches("[a-z]{3}", ScanAnswer.Refuse(reason).Text);
            Assert.Matches("[\u4E00-\u9FFF]{2}", ScanAnswer.Refuse(reason).ChineseText);
        }

        foreach (var reason in Enum.GetValues<TraceCodeReason>().Where(r => r != TraceCodeReason.None))
        {
            Assert.Contains(' ', TraceCodeReasonText.Of(reason, null));
            Assert.Matches("[\u4E00-\u9FFF]{2}", TraceCodeReasonText.Chinese(reason, null));
        }
    }

    private async Task<ScanAnswer> RefusedAsync(ScanRefusal reason, string code, Action<DispensingPolicy>? policy = null)
    {
        var session = await _world.Desk(policy).OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        var answer = await session.ScanAsync(code);
        Assert.Equal((ScanOutcome.Refused, reason), (answer.Outcome, answer.Reason));
        Assert.NotEqual("", answer.Text);
        Assert.NotEqual("", answer.ChineseText);
        Assert.Equal(0, (await session.LinesAsync())[0].PacksTaken);
        return answer;
    }

    private sealed class FakeCenter : ICenterCodeCheck
    {
        internal CenterCodeState Answer { get; init; }

        internal List<(string, string)> Asked { get; } = new();

        public Task<CenterCodeState> AskAsync(string code, string nationalItemCode, CancellationToken cancellationToken)
        {
            Asked.Add((code, nationalItemCode));
            return Task.FromResult(Answer);
        }
    }
}
