using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Two counters at one bill: one settles, the other is told.</summary>
public sealed class CashierTests
{
    [Fact]
    public async Task While_one_cashier_waits_for_the_center_the_other_is_told_who_is_at_it()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        var other = (await bench.Outpatients.FindAsync("OP1"))!;
        var arrived = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        bench.Center.OnArrival = async m =>
        {
            if (m.Code == "2207")
            {
                arrived.SetResult();
                await answer.Task;
            }
        };

        var first = visit.SettleAsync(Bench.Order(trial));
        await arrived.Task;
        var refused = await Assert.ThrowsAsync<VisitRefusedException>(() => other.SettleAsync(Bench.Order(trial)));
        Assert.Equal(VisitRefusalCode.InProgress, refused.Refusal.Code);
        Assert.Equal(("0001", bench.Center.Last("2207").MessageId), (refused.Refusal.Doubt!.Pending.OperatorCode, refused.MessageId));
        Assert.Equal(VisitRefusalCode.InProgress, (await OutpatientStateTests.RefusalOfAsync(() => other.DeleteChargesAsync()))!.Code);
        answer.SetResult();
        var result = await first;

        Assert.Equal(VisitRefusalCode.AlreadySettled, (await OutpatientStateTests.RefusalOfAsync(() => other.SettleAsync(Bench.Order(trial))))!.Code);
        Assert.Equal(result.SettlementId, (await other.RefreshAsync()).Settlements.Single().SettlementId);
        Assert.Single(bench.Center.Codes, "2207");
    }

    [Fact]
    public async Task Of_many_cashiers_at_the_same_moment_one_settles()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        var visits = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await bench.Outpatients.FindAsync("OP1"))!));

        var outcomes = await Task.WhenAll(visits.Select(v => Task.Run(() => OutpatientStateTests.RefusalOfAsync(() => v.SettleAsync(Bench.Order(trial))))));

        Assert.Single(outcomes, o => o is null);
        Assert.Single(bench.Center.Codes, "2207");
        Assert.All(outcomes.Where(o => o is not null), o => Assert.True(o!.Code is VisitRefusalCode.InProgress or VisitRefusalCode.AlreadySettled or VisitRefusalCode.Overtaken, o.ToString()));
        Assert.Equal(VisitState.Settled, (await visit.RefreshAsync()).State);
    }

    [Fact]
    public async Task Of_many_desks_that_register_the_same_number_one_does()
    {
        using var bench = new Bench();
        var opening = await bench.OpeningAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OutpatientStateTests.RefusalOfAsync(() => bench.Outpatients.RegisterAsync(opening, Bench.Registration())))));

        Assert.Single(outcomes, o => o is null);
        Assert.Single(bench.Center.Codes, "2201");
    }

    [Fact]
    public async Task A_counter_that_sleeps_between_note_and_intent_cannot_send_after_another_has_taken_over()
    {
        using var bench = new Bench();
        var (_, trial) = await bench.TriedAsync();
        var asleep = new TaskCompletionSource();
        var wake = new TaskCompletionSource();
        var journal = new MortalJournal(bench.Journal, () => false)
        {
            BeforeIntent = async () =>
            {
                asleep.SetResult();
                await wake.Task;
            },
        };
        using var client = bench.Client(journal);
        var sleeper = (await new OutpatientDesk(client, bench.Store, journal, bench.Options).FindAsync("OP1"))!;
        var first = sleeper.SettleAsync(Bench.Order(trial));
        await asleep.Task;
        var other = (await bench.Outpatients.FindAsync("OP1"))!;
        Assert.Equal(VisitRefusalCode.InProgress, (await OutpatientStateTests.RefusalOfAsync(() => other.SettleAsync(Bench.Order(trial))))!.Code);

        bench.Time.Advance(TimeSpan.FromSeconds(31));
        var result = await other.SettleAsync(Bench.Order(trial));
        wake.SetResult();
        var late = await Assert.ThrowsAsync<VisitRefusedException>(() => first);

        Assert.Equal(VisitRefusalCode.Overtaken, late.Refusal.Code);
        Assert.Equal([result.MessageId], bench.Center.Arrived.Where(m => m.Code == "2207").Select(m => m.MessageId));
        Assert.Equal(["SETL1"], (await other.RefreshAsync()).Settlements.Select(s => s.SettlementId));
        Assert.Equal(JournalState.NotProcessed, bench.Journal.All.Single(e => e.Code == "2207" && e.MessageId != result.MessageId).State);
    }

    [Fact]
    public async Task A_program_with_a_journal_of_its_own_does_not_take_a_message_of_the_others_for_lost()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        bench.Center.Lose("2207");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.SettleAsync(Bench.Order(trial)));
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var own = new TestJournal();
        using var client = bench.Client(own);

        var seen = (await new OutpatientDesk(client, bench.Store, own, bench.Options).FindAsync("OP1"))!.Status.Doubt!;

        Assert.True(seen.NeedsPerson);
        Assert.Contains("another journal", seen.Reason, StringComparison.Ordinal);
        Assert.Equal(JournalState.Unknown, (await visit.RefreshAsync()).Doubt!.Journal);
    }

    [Fact]
    public async Task A_trial_is_worthless_when_another_counter_changed_the_lines_meanwhile()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        var other = (await bench.Outpatients.FindAsync("OP1"))!;
        bench.Center.OnArrival = async m =>
        {
            if (m.Code == "2206")
            {
                await other.DeleteChargesAsync();
                await other.ChargeAsync("B1", Bench.Lines(1, from: 5));
            }
        };

        var refusal = await OutpatientStateTests.RefusalOfAsync(() => visit.TrialAsync(Bench.Trial()));

        Assert.Equal(VisitRefusalCode.Overtaken, refusal!.Code);
        Assert.Null((await visit.RefreshAsync()).Unsettled.Single().Trial);
    }

    [Fact]
    public async Task A_split_that_was_shown_for_earlier_lines_is_not_settled()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        await visit.DeleteChargesAsync("B1");
        await visit.ChargeAsync("B1", Bench.Lines(2, from: 3));
        await visit.TrialAsync(Bench.Trial());

        Assert.Equal(VisitRefusalCode.TrialMissing, (await OutpatientStateTests.RefusalOfAsync(() => visit.SettleAsync(Bench.Order(trial))))!.Code);
        Assert.DoesNotContain("2207", bench.Center.Codes);
    }

    [Fact]
    public async Task A_cashier_who_leaves_after_the_message_left_puts_the_bill_in_doubt()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        using var leave = new CancellationTokenSource();
        bench.Center.OnArrival = async m =>
        {
            if (m.Code == "2207")
            {
                await leave.CancelAsync();
                throw new OperationCanceledException(leave.Token);
            }
        };

        var left = await Assert.ThrowsAsync<CallCanceledException>(() => visit.SettleAsync(Bench.Order(trial), cancellationToken: leave.Token));

        Assert.True(left.MayBeBooked);
        Assert.Equal(left.MessageId, (await visit.RefreshAsync()).Doubt!.MessageId);
        bench.Center.OnArrival = null;
        Assert.Equal(VisitRefusalCode.InDoubt, (await OutpatientStateTests.RefusalOfAsync(() => visit.SettleAsync(Bench.Order(trial))))!.Code);
    }

    [Fact]
    public async Task A_cashier_who_leaves_before_it_left_changes_nothing()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        using var leave = new CancellationTokenSource();
        var journal = new MortalJournal(bench.Journal, () => false) { BeforeIntent = leave.CancelAsync };
        using var client = bench.Client(journal);
        var leaving = (await new OutpatientDesk(client, bench.Store, journal, bench.Options).FindAsync("OP1"))!;

        var left = await Assert.ThrowsAsync<CallCanceledException>(() => leaving.SettleAsync(Bench.Order(trial), cancellationToken: leave.Token));

        Assert.False(left.MayBeBooked);
        Assert.Null((await visit.RefreshAsync()).Doubt);
        Assert.Equal("SETL1", (await visit.SettleAsync(Bench.Order(trial))).SettlementId);
    }

    [Fact]
    public async Task Bills_that_wait_are_listed_with_what_can_help()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        await bench.TriedAsync("OP2");
        bench.Center.Lose("2207");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.SettleAsync(Bench.Order(trial)));
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        var waiting = Assert.Single(await bench.Outpatients.ListWaitingAsync(TimeSpan.FromMinutes(3)));

        Assert.Equal(("OP1", "2207"), (waiting.Number, waiting.Doubt!.Pending.Code));
        Assert.Equal(["2208", "2601"], waiting.Doubt.UndoneBy.Select(u => u.Code));
        Assert.Contains("3202", waiting.Doubt.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("44090000000000000001", waiting.Doubt + waiting.Doubt.ChineseText, StringComparison.Ordinal);
        var reversal = waiting.Doubt.Reversal()!;
        Assert.Equal(("44090000000000000001", waiting.Doubt.MessageId, "2207"), (reversal.Data.PsnNo, reversal.Data.Omsgid, reversal.Data.Oinfno));
        Assert.Empty(await bench.Outpatients.ListWaitingAsync(TimeSpan.FromMinutes(9)));
        Assert.Empty(await bench.Inpatients.ListWaitingAsync());
        await bench.Journal.ResolveAsync(new JournalResolution(waiting.Doubt.MessageId, JournalState.NotProcessed, "nothingHappened", "recovery", "the center has nothing"));
        Assert.Empty(await bench.Outpatients.ListWaitingAsync());
    }
}
