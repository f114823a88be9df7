using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Recovery.Tests.Scenarios;

/// <summary>What hospitals complain about, one test each.</summary>
public sealed class HospitalWordsTests : IDisposable
{
    private readonly Hospital _hospital = new();

    public void Dispose() => _hospital.Dispose();

    [Fact]
    public async Task Center_reversed_and_HIS_got_no_answer_refund_blocked()
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        var lost = await _hospital.LoseAsync("2208", Messages.Refund);
        // The cashier tries again, and the center will not hear of it.
        _hospital.Center.Refuse("2208", "该结算已退费，不能重复退费");
        await Assert.ThrowsAsync<RefusedException>(() => _hospital.SendAsync("2208", Messages.Refund));

        _hospital.Center.Always("5203", Messages.Details(refunded: "1"));
        var bill = await _hospital.Desk().UnlockBillAsync("setl_id", "S1", "cashier 7");
        Assert.True(bill.IsFree);
        Assert.Equal(RecoveryOutcome.Adopted, bill.Results.Single(r => r.MessageId == lost).Outcome);
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(settled)).State);
        Assert.Equal(lost, Assert.Single(await _hospital.Journal.ListUnpostedAsync()).MessageId);
        Assert.Contains(await _hospital.Journal.ReadEventsAsync(lost), e => e is { Who: "cashier 7", Why: "unlock asked, aim Adopt" });
    }

    [Fact]
    public async Task Center_reversed_while_HIS_still_has_the_settlement_books_differ()
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        _hospital.Center.Always("5203", Messages.Details(refunded: "1"));
        var bill = await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", "cashier 7");
        var result = Assert.Single(bill.Results);
        Assert.Equal((RecoveryOutcome.Reversed, settled, true), (result.Outcome, result.MessageId, bill.IsFree));
        Assert.Contains("or post its refund", result.Next, StringComparison.Ordinal);
        var entry = await _hospital.EntryAsync(settled);
        Assert.Equal((JournalState.Reversed, "cashier 7"), (entry.State, entry.ResolvedBy));
        Assert.Equal(0, _hospital.Center.Count("2208"));
    }

    [Theory]
    [InlineData("not there", true)]
    [InlineData("another amount", false)]
    [InlineData("equal", false)]
    [InlineData("no row, differences only", false)]
    public async Task Center_took_it_out_of_its_books_and_5203_shows_nothing_the_comparison_tells(string row, bool gone)
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        _hospital.Center.Refuse("5203", "结算记录不存在");
        _hospital.Books.Records.Add(new SettlementRecord
        {
            MessageId = settled, Code = "2207", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person, InsuranceType = "310", ClearingType = "11", ClearingOffice = "440800",
            TotalAmount = 100m, FundAmount = 70m, AccountAmount = 0m, CashAmount = 30m, SettledAt = _hospital.Clock.GetUtcNow(),
        });
        var own = new DetailRow { Result = row == "equal" ? "0" : "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person };
        if (row != "no row, differences only")
        {
            _hospital.Comparer.Rows.Add(row == "another amount" ? own with { TotalAmount = 90m } : own);
        }

        var bill = await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", "cashier 7");
        Assert.Equal(gone ? [RecoveryOutcome.Reversed] : [], bill.Results.Select(r => r.Outcome));
        Assert.Equal(gone ? JournalState.Reversed : JournalState.Confirmed, (await _hospital.EntryAsync(settled)).State);
        Assert.Equal("440800/11", string.Join("", _hospital.Comparer.Asked.Select(a => a.Scope.ClearingOffice + "/" + a.Scope.ClearingType)));
    }

    [Fact]
    public async Task A_settlement_that_stands_on_both_sides_is_left_alone_whatever_the_aim()
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        _hospital.Center.Always("5203", Messages.Details(refunded: "0"));
        var bill = await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", "cashier 7", RecoveryAim.Reverse);
        Assert.Empty(bill.Results);
        Assert.True(bill.IsFree);
        Assert.Equal(JournalState.Confirmed, (await _hospital.EntryAsync(settled)).State);
    }

    [Fact]
    public async Task Bill_locked_from_the_public_account_unlocked_by_the_cashier()
    {
        // The account's server settled, got the answer and died before it posted: the bill is locked for the counter.
        var settled = await SettledAsync();
        _hospital.Center.Always("5203", Messages.Details());
        var seen = await _hospital.Desk().UnlockBillAsync("chrg_bchno", "B1", "cashier 7");
        var adopted = Assert.Single(seen.Results);
        Assert.Equal((RecoveryOutcome.Adopted, settled), (adopted.Outcome, adopted.MessageId));
        Assert.Contains("\"setl_id\":\"S1\"", adopted.OutputJson, StringComparison.Ordinal);

        // Or the cashier gives the patient a new bill.
        _hospital.Center.Next("2208", Messages.Refunded);
        var bill = await _hospital.Desk().UnlockBillAsync("chrg_bchno", "B1", "cashier 7", RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.Reversed, Assert.Single(bill.Results).Outcome);
        Assert.Equal("S1", _hospital.Center.Inputs("2208").Single()["data"]!["setl_id"]!.GetValue<string>());
        Assert.Empty(await _hospital.Journal.ListUnpostedAsync());
    }

    [Fact]
    public async Task Stuck_insurance_record_withdrawn()
    {
        // An admission without an answer keeps the patient "in hospital" for every other one.
        var lost = await _hospital.LoseAsync("2401", Messages.Admit);
        _hospital.Center.Always("5303", """{"data":[{"mdtrt_id":"M7","psn_no":"99999900000000000001","ipt_otp_no":"I1"}]}""").Next("2404", "{}");
        var bill = await _hospital.Desk().UnlockBillAsync("psn_no", Messages.Person, "admission desk", RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.Reversed, Assert.Single(bill.Results).Outcome);
        Assert.Equal(("M7", Messages.Person), (_hospital.Center.Inputs("2404").Single()["data"]!["mdtrt_id"]!.GetValue<string>(), _hospital.Center.Inputs("2404").Single()["data"]!["psn_no"]!.GetValue<string>()));
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(lost)).State);
    }

    [Fact]
    public async Task Settlement_answer_lost_patient_at_the_counter()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        var lost = await _hospital.LoseAsync("2207", Messages.Settle);
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        _hospital.Center.Always("5203", Messages.Details());
        // No waiting: what the center shows counts at once.
        var bill = await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", "cashier 7");
        var result = Assert.Single(bill.Results);
        Assert.Equal((RecoveryOutcome.Adopted, true), (result.Outcome, bill.IsFree));
        Assert.True(await _hospital.Journal.ConfirmAsync(lost));
        Assert.Equal(1, _hospital.Center.Count("2207"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Power_cut_between_send_and_answer(bool arrived)
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        using (var dying = _hospital.NewClient(_hospital.Center, new Dead(_hospital.Journal)))
        {
            _hospital.Center.Lose("2207");
            await Assert.ThrowsAsync<OutcomeUnknownException>(() => dying.InvokeAsync("2207", Messages.Settle, new CallOptions { InsuredArea = Hospital.Area }, skipCheck: true));
        }

        var left = Assert.Single(await _hospital.Journal.ListOpenAsync());
        Assert.Equal(JournalState.Intended, left.State);
        if (arrived)
        {
            _hospital.Comparer.Rows.Add(new DetailRow { MessageId = left.MessageId, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        }

        _hospital.Center.Always("5203", Messages.Details()).Always("90502", """{"setlinfo":[]}""");
        // The program is back at once, but the call could still be under way at the center.
        Assert.Empty(await _hospital.Desk().ResolveAllAsync());
        _hospital.Settle();
        var result = Assert.Single(await _hospital.Desk().ResolveAllAsync());
        Assert.Equal(arrived ? RecoveryOutcome.Adopted : RecoveryOutcome.NothingHappened, result.Outcome);
        Assert.Equal(1, _hospital.Center.Count("2207"));
    }

    [Fact]
    public async Task A_whole_bill_is_unlocked_from_its_last_step_to_its_first()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        var fees = await _hospital.LoseAsync("2204", Messages.Fees);
        _hospital.Clock.Advance(TimeSpan.FromSeconds(1));
        var settle = await _hospital.LoseAsync("2207", Messages.Settle);
        _hospital.Clock.Advance(TimeSpan.FromSeconds(1));
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = settle, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        _hospital.Center.Always("5203", Messages.Details()).Next("2208", Messages.Refunded).Next("2205", "{}").Always("2206", Messages.Tried);
        _hospital.Settle();
        var bill = await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", "cashier 7", RecoveryAim.Reverse);
        Assert.True(bill.IsFree);
        Assert.Equal([settle, fees], bill.Results.Select(r => r.MessageId));
        Assert.Equal(["2208", "2205"], _hospital.Center.Calls.Select(c => c.Code).Where(c => c is "2208" or "2205"));
    }

    [Fact]
    public async Task Who_unlocks_a_bill_is_named_and_the_bill_too()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _hospital.Desk().UnlockBillAsync("mdtrt_id", "M1", " "));
        await Assert.ThrowsAsync<ArgumentException>(() => _hospital.Desk().UnlockBillAsync("", "M1", "cashier 7"));
        Assert.Empty((await _hospital.Desk().UnlockBillAsync("mdtrt_id", "M9", "cashier 7")).Results);
    }

    private async Task<string> SettledAsync()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        _hospital.Clock.Advance(TimeSpan.FromSeconds(1));
        var settled = await _hospital.AcceptAsync("2207", Messages.Settle, Messages.Settled);
        _hospital.Clock.Advance(TimeSpan.FromSeconds(1));
        return settled;
    }
}
