using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The center reversed while the HIS still has the settlement; recovery and reconciliation write it into the journal, and the visit sees it.</summary>
public sealed class ReversalTests
{
    [Fact]
    public async Task A_settlement_that_was_reversed_elsewhere_is_unsettled_when_the_bill_is_opened()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        await bench.Journal.ConfirmAsync(result.MessageId);

        await bench.Journal.ResolveAsync(new JournalResolution(result.MessageId, JournalState.Reversed, "reversed", "reconciliation", "only the center's file has the refund"));
        var status = await visit.RefreshAsync();

        Assert.Equal((VisitState.Charged, SettlementFate.Reversed), (status.State, status.Settlements.Single().Fate));
        Assert.Equal(("B1", 2, 30m), (status.Unsettled.Single().Number, status.Unsettled.Single().Lines, status.Unsettled.Single().Total));
        Assert.Equal("6109", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.RefundAsync()), ""));
        var again = await visit.SettleAsync(Bench.Order(await visit.TrialAsync(Bench.Trial())));
        Assert.Equal("SETL2", again.SettlementId);
        Assert.All(await bench.Store.LinesAsync(visit.Id, null), l => Assert.Equal(again.MessageId, l.SettledBy));
    }

    /// <summary>A refund that arrived twice: its first copy was booked, the counter saw the second one refused, and a later question found the refund.</summary>
    [Fact]
    public async Task A_settlement_that_a_refund_of_another_counter_took_back_is_refunded_and_both_are_posted()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        await bench.Journal.ConfirmAsync(result.MessageId);
        var setlId = result.SettlementId;
        await bench.TheClient.Outpatient.CancelOutpatientSettlementAsync(new CancelOutpatientSettlementRequest { Data = { SetlId = setlId, MdtrtId = "M1", PsnNo = "P1" } }, new CallOptions { InsuredArea = "440900" });
        var refund = bench.Journal.All.Single(e => e.Code == "2208").MessageId;
        await bench.Journal.ResolveAsync(new JournalResolution(result.MessageId, JournalState.Reversed, "reversed", "recovery", "undone by 2208 " + refund));
        var status = await visit.RefreshAsync();

        var settlement = status.Settlements.Single();
        Assert.Equal((VisitState.Charged, SettlementFate.Refunded, refund), (status.State, settlement.Fate, settlement.RefundMessageId));
        Assert.Equal((30m, -100m), ((await visit.SettlementAsync(result.MessageId))!.ToRecord()!.TotalAmount, (await visit.RefundOfAsync(result.MessageId))!.ToRecord()!.TotalAmount));
        Assert.Equal("SETL2", (await visit.SettleAsync(Bench.Order(await visit.TrialAsync(Bench.Trial())))).SettlementId);
    }

    /// <summary>The center refunded by itself: first its file shows it, then the day's comparison takes the refund in.</summary>
    [Fact]
    public async Task A_refund_that_comes_into_the_journal_behind_the_reversal_is_found_and_no_line_counts_twice()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        await bench.Journal.ResolveAsync(new JournalResolution(result.MessageId, JournalState.Reversed, "reversed", "recovery", "5203 shows it refunded"));
        Assert.Equal(SettlementFate.Reversed, (await visit.RefreshAsync()).Settlements.Single().Fate);

        await bench.TheClient.Outpatient.CancelOutpatientSettlementAsync(
            new CancelOutpatientSettlementRequest { Data = { SetlId = result.SettlementId, MdtrtId = "M1", PsnNo = "P1" } }, new CallOptions { InsuredArea = "440900" });
        var status = await visit.RefreshAsync();

        Assert.Equal((SettlementFate.Refunded, bench.Journal.All.Single(e => e.Code == "2208").MessageId), (status.Settlements.Single().Fate, status.Settlements.Single().RefundMessageId));
        Assert.Equal((2, 30m), (status.Unsettled.Single().Lines, status.Unsettled.Single().Total));
    }

    [Fact]
    public async Task A_refund_that_was_reversed_elsewhere_leaves_the_settlement_standing()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        var refund = await visit.RefundAsync();

        await bench.Journal.ResolveAsync(new JournalResolution(refund.MessageId, JournalState.Reversed, "reversed", "recovery", "2601 of the refund"));
        var status = await visit.RefreshAsync();

        Assert.Equal((VisitState.Settled, SettlementFate.Live), (status.State, status.Settlements.Single().Fate));
        Assert.Empty(status.Unsettled);
        Assert.Equal("6107 > 2208", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.DeleteChargesAsync("B1")), ""));
        Assert.Equal(result.SettlementId, (await visit.RefundAsync()).Settlement.SettlementId);
    }

    [Fact]
    public async Task The_final_settlement_of_a_stay_that_was_reversed_elsewhere_leaves_it_discharged()
    {
        using var bench = new Bench();
        var stay = await bench.SettledStayAsync();
        await bench.Journal.ResolveAsync(new JournalResolution(stay.Status.Settlements.Single().MessageId, JournalState.Reversed, "reversed", "recovery", "2305"));

        Assert.Equal(VisitState.Discharged, (await stay.RefreshAsync()).State);
        Assert.Equal((2, 30m), (stay.Status.Unsettled.Single().Lines, stay.Status.Unsettled.Single().Total));
        await stay.CancelDischargeAsync();
        await stay.DeleteChargesAsync();
        await stay.CancelAdmissionAsync();
    }

    [Fact]
    public async Task A_store_that_cannot_note_a_booked_settlement_does_not_hide_it()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        var saves = 0;
        var store = new MortalStore(bench.Store)
        {
            BeforeSave = _ => ++saves == 2 ? throw new InvalidOperationException("disk full") : Task.CompletedTask,
        };
        var desk = new OutpatientDesk(bench.TheClient, store, bench.Journal, bench.Options);

        var result = await (await desk.FindAsync("OP1"))!.SettleAsync(Bench.Order(trial));

        Assert.Equal(("SETL1", "INS6210"), (result.SettlementId, Assert.Single(result.Warnings).Number));
        Assert.Equal(VisitState.Settled, result.Status.State);
        Assert.Equal("SETL1", (await visit.RefreshAsync()).Settlements.Single().SettlementId);
        Assert.Single(bench.Center.Codes, "2207");
    }

    [Fact]
    public async Task A_step_that_the_journal_could_not_confirm_is_confirmed_at_the_next_step()
    {
        using var bench = new Bench();
        var isBusy = true;
        var journal = new MortalJournal(bench.Journal, () => false) { BeforeConfirm = () => isBusy ? throw new InvalidOperationException("busy") : Task.CompletedTask };
        using var client = bench.Client(journal);
        var desk = new OutpatientDesk(client, bench.Store, journal, bench.Options);
        var visit = await desk.RegisterAsync(await bench.OpeningAsync(), Bench.Registration());
        Assert.Equal(JournalState.Accepted, bench.Journal.All.Single().State);

        isBusy = false;
        await visit.InformAsync(Bench.Information());

        Assert.All(bench.Journal.All, e => Assert.Equal(JournalState.Confirmed, e.State));
    }
}
