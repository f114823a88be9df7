using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Reconciliation.Tests.Scenarios;

/// <summary>What hospitals complain about, with the center's real books; every day is balanced again after the remedies.</summary>
public sealed class DayScenarioTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_day_of_settlements_and_refunds_is_balanced()
    {
        using var hospital = new MockHospital();
        await hospital.SettledAsync("OP1");
        var second = await hospital.ChargedAsync("OP2", 3);
        await MockHospital.SettleAsync(second);
        await second.RefundAsync();

        var report = await hospital.ReconcileAsync();

        Assert.True(report.IsBalanced, report.ToText());
        Assert.Equal(new[] { "0", "1" }, report.Totals.Select(t => t.RefundFlag));
        Assert.Equal(new[] { 2, 3 }, report.Totals.Select(t => t.Sent.Count));
        Assert.Equal(30m, report.Totals[1].Sent.Total);
        Assert.DoesNotContain(hospital.Center.Messages.Snapshot(), m => m.Code is "3202" or "9101" or "9102");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Center_reversed_while_HIS_still_has_the_settlement_books_differ(bool leavesPair)
    {
        using var hospital = new MockHospital();
        await hospital.SettledAsync("OP1");
        var settled = await hospital.SettledAsync("OP2", 3);
        await hospital.Journal.ConfirmAsync(settled.MessageId);
        hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, settled.SettlementId, leavesPair);
        Assert.Equal(leavesPair, (await hospital.ReconcileAsync()).Totals[0].IsBalanced);

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal(DifferenceKind.ReversedAtCenter, difference.Kind);
        Assert.Equal((settled.MessageId, settled.SettlementId), (difference.MessageId, difference.SettlementId));
        Assert.Equal(JournalState.Confirmed, (await hospital.EntryAsync(settled.MessageId)).State);

        var result = await hospital.Day.ApplyAsync(difference, "对账员甲");

        Assert.Equal(RemedyOutcome.Done, result.Outcome);
        Assert.Equal(JournalState.Reversed, (await hospital.EntryAsync(settled.MessageId)).State);
        Assert.Contains(await hospital.Journal.ReadEventsAsync(settled.MessageId), e => e.Who == "对账员甲");
        if (leavesPair)
        {
            Assert.Equal((true, -60m, "setl_time, amounts"), (result.Record!.IsRefund, result.Record.TotalAmount, string.Join(", ", result.Record.Assumed.Split(", ").Where(a => a != "setl_id"))));
        }

        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task Center_reversed_and_the_bill_was_unlocked_before_the_pair_is_taken_in_at_the_days_end()
    {
        using var hospital = new MockHospital();
        var settled = await hospital.SettledAsync();
        hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, settled.SettlementId);
        await new Insurance.Sdk.Recovery.RecoveryDesk(hospital.Client).UnlockBillAsync("setl_id", settled.SettlementId, "收费员甲");
        Assert.Equal(JournalState.Reversed, (await hospital.EntryAsync(settled.MessageId)).State);

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal((DifferenceKind.RefundMissing, Remedy.TakeRefundIn), (difference.Kind, difference.Remedy));
        Assert.Equal(RemedyOutcome.Done, (await hospital.Day.ApplyAsync(difference, "对账员甲")).Outcome);

        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Theory]
    [InlineData(0, JournalState.Refused)]
    [InlineData(10, JournalState.NotProcessed)]
    public async Task Settlement_refused_the_second_time_it_arrived_and_booked_the_first_time_is_found_and_reversed(int nonceMinutes, JournalState state)
    {
        DoublingProxy? proxy = null;
        using var hospital = new MockHospital(o => o.NonceMinutes = nonceMinutes, network: inner => proxy = new DoublingProxy(inner));
        var visit = await hospital.ChargedAsync();
        proxy!.Doubles = "2207";
        await Assert.ThrowsAnyAsync<InsuranceException>(() => MockHospital.SettleAsync(visit));
        var message = Assert.Single(hospital.Standing).MessageId;
        Assert.Equal(state, (await hospital.EntryAsync(message)).State);

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal((DifferenceKind.RefusedButBooked, message, "2207", Remedy.Reverse), (difference.Kind, difference.MessageId, difference.Code, difference.Remedy));

        Assert.Equal(RemedyOutcome.Done, (await hospital.Day.ApplyAsync(difference, "对账员甲")).Outcome);
        Assert.Empty(hospital.Standing);
        Assert.Equal(JournalState.Reversed, (await hospital.EntryAsync(message)).State);
        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
        Assert.Equal(hospital.Standing.Select(s => s.Id).DefaultIfEmpty((await MockHospital.SettleAsync(visit)).SettlementId), hospital.Standing.Select(s => s.Id));
    }

    [Theory]
    [InlineData(0, JournalState.Refused)]
    [InlineData(10, JournalState.NotProcessed)]
    public async Task Refund_refused_the_second_time_it_arrived_is_taken_in_where_the_bill_was_unlocked_and_settled_anew(int nonceMinutes, JournalState state)
    {
        DoublingProxy? proxy = null;
        using var hospital = new MockHospital(o => o.NonceMinutes = nonceMinutes, network: inner => proxy = new DoublingProxy(inner));
        var visit = await hospital.ChargedAsync();
        var settled = await MockHospital.SettleAsync(visit);
        proxy!.Doubles = "2208";
        await Assert.ThrowsAnyAsync<InsuranceException>(() => visit.RefundAsync());
        var refund = hospital.Center.Ledger.Settlements(MockHospital.Institution).Single(s => s.RefundOf is not null).MessageId;
        Assert.Equal(state, (await hospital.EntryAsync(refund)).State);
        await new Insurance.Sdk.Recovery.RecoveryDesk(hospital.Client).UnlockBillAsync("setl_id", settled.SettlementId, "收费员甲");
        Assert.Equal(JournalState.Reversed, (await hospital.EntryAsync(settled.MessageId)).State);

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal((DifferenceKind.RefundMissing, settled.MessageId, Remedy.TakeRefundIn, refund), (difference.Kind, difference.MessageId, difference.Remedy, difference.CenterRefund!.MessageId));
        var result = await hospital.Day.ApplyAsync(difference, "对账员甲");

        Assert.Equal((RemedyOutcome.Done, refund, settled.SettlementId), (result.Outcome, result.Record!.MessageId, result.Record.RefundOf));
        Assert.Equal(JournalState.Accepted, (await hospital.EntryAsync(refund)).State);
        Assert.DoesNotContain(hospital.Center.Messages.Snapshot(), m => m.Code == "2601");
        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task Center_refunded_what_the_hospital_was_refused_and_its_refund_is_not_taken_for_one_of_the_next_settlement()
    {
        DoublingProxy? proxy = null;
        using var hospital = new MockHospital(network: inner => proxy = new DoublingProxy(inner));
        var visit = await hospital.ChargedAsync();
        proxy!.Doubles = "2207";
        await Assert.ThrowsAnyAsync<InsuranceException>(() => MockHospital.SettleAsync(visit));
        var unseen = Assert.Single(hospital.Standing);
        var own = hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, unseen.Id);
        var settled = await MockHospital.SettleAsync(visit);
        proxy.Doubles = "2208";
        await Assert.ThrowsAnyAsync<InsuranceException>(() => visit.RefundAsync());
        var refund = hospital.Center.Ledger.Settlements(MockHospital.Institution).Single(s => s.RefundOf == settled.SettlementId).MessageId;

        var report = await hospital.ReconcileAsync();

        var pair = Assert.Single(report.Differences, d => d.Kind == DifferenceKind.RefundMissing);
        Assert.Equal((unseen.MessageId, Remedy.None), (pair.MessageId, pair.Remedy));
        Assert.Equal(own.MessageId, pair.CenterRefund!.MessageId);
        var refused = Assert.Single(report.Differences, d => d.Kind == DifferenceKind.RefusedButBooked);
        Assert.Equal((refund, Remedy.Reverse), (refused.MessageId, refused.Remedy));
        Assert.Equal(2, report.Differences.Count);
        Assert.Equal(RemedyOutcome.Done, (await hospital.Day.ApplyAsync(refused, "对账员甲")).Outcome);
        Assert.Equal(pair.MessageId, Assert.Single((await hospital.ReconcileAsync()).Differences).MessageId);
        Assert.Equal(JournalState.Accepted, (await hospital.EntryAsync(settled.MessageId)).State);
    }

    [Fact]
    public async Task Settlement_answer_lost_is_an_open_outcome_until_somebody_has_found_it_out()
    {
        using var hospital = new MockHospital();
        await hospital.SettledAsync("OP1");
        var visit = await hospital.ChargedAsync("OP2", 3);
        hospital.Center.Faults.Add("lost-after-booking@2207");
        var lost = await Assert.ThrowsAsync<OutcomeUnknownException>(() => MockHospital.SettleAsync(visit));
        hospital.Time.Advance(Later);

        var report = await hospital.ReconcileAsync();
        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.OutcomeOpen, lost.MessageId, Remedy.Recover), (difference.Kind, difference.MessageId, difference.Remedy));
        Assert.NotNull(difference.Center);
        Assert.Contains(report.Warnings, w => w.Kind == DayWarningKind.UnknownOutcome && w.MessageId == lost.MessageId);

        var result = await hospital.Day.ApplyAsync(difference, "对账员甲");
        Assert.True(result.Outcome == RemedyOutcome.Done, result.ToString());
        report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task Bill_locked_from_the_public_account_only_the_center_has_it_and_a_person_says_by_which_transaction()
    {
        using var hospital = new MockHospital();
        await hospital.SettledAsync("OP1");
        var visit = await hospital.ChargedAsync("OP2");
        hospital.Center.Ledger.BookSettlement(MockHospital.Institution, visit.Status.CenterVisitId);

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal((DifferenceKind.OnlyCenter, Remedy.Reverse, ""), (difference.Kind, difference.Remedy, difference.Code));
        Assert.Equal(RemedyOutcome.NotPossible, (await hospital.Day.ApplyAsync(difference, "对账员甲")).Outcome);

        Assert.Equal(RemedyOutcome.Done, (await hospital.Day.ApplyAsync(difference, "对账员甲", originalCode: "2207")).Outcome);
        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task Settlement_from_the_public_account_is_taken_over_where_the_center_names_it()
    {
        using var hospital = new MockHospital(o => o.Reconciliation.IdsOfCenterRows = true);
        await hospital.SettledAsync("OP1");
        var visit = await hospital.ChargedAsync("OP2", 3);
        var booked = hospital.Center.Ledger.BookSettlement(MockHospital.Institution, visit.Status.CenterVisitId);
        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal(RemedyOutcome.NotPossible, (await hospital.Day.ApplyAsync(difference, "对账员甲", Remedy.Adopt)).Outcome);

        var result = await hospital.Day.ApplyAsync(difference, "对账员甲", Remedy.Adopt, "2207");

        Assert.Equal((RemedyOutcome.Done, booked.Id, booked.Amounts.Total), (result.Outcome, result.Record!.SettlementId, result.Record.TotalAmount));
        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task Amounts_that_the_center_changed_are_taken_from_it()
    {
        using var hospital = new MockHospital();
        var settled = await hospital.SettledAsync();
        var kept = System.Text.Encoding.UTF8.GetString((await hospital.Journal.ReadMessageAsync(settled.MessageId))!.Value.Output);
        await hospital.Journal.ResolveAsync(new JournalResolution(settled.MessageId, JournalState.Accepted, "corrected", "test", "a wrong amount for the test")
        {
            Output = System.Text.Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(kept, "\"medfee_sumamt\":\"?30(\\.00)?\"?", "\"medfee_sumamt\":30.01")),
        });

        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        Assert.Equal((DifferenceKind.Amount, "differs in medfee_sumamt", Remedy.TakeAmounts), (difference.Kind, difference.Why, difference.Remedy));

        Assert.Equal(RemedyOutcome.Done, (await hospital.Day.ApplyAsync(difference, "对账员甲")).Outcome);
        var report = await hospital.ReconcileAsync();
        Assert.True(report.IsBalanced, report.ToText());
    }

    [Fact]
    public async Task A_reversal_whose_answer_is_lost_is_never_sent_a_second_time()
    {
        DoublingProxy? proxy = null;
        using var hospital = new MockHospital(network: inner => proxy = new DoublingProxy(inner));
        var visit = await hospital.ChargedAsync();
        proxy!.Doubles = "2207";
        await Assert.ThrowsAnyAsync<InsuranceException>(() => MockHospital.SettleAsync(visit));
        var difference = Assert.Single((await hospital.ReconcileAsync()).Differences);
        hospital.Center.Faults.Add("lost-after-booking@2601");

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hospital.Day.ApplyAsync(difference, "对账员甲")));

        Assert.All(results, r => Assert.Equal(RemedyOutcome.Waiting, r.Outcome));
        Assert.Single(hospital.Center.Messages.Snapshot(), m => m.Code == "2601");
    }

    [Fact]
    public async Task A_reversal_that_was_accepted_after_the_comparison_is_not_made_again_by_the_same_report()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        hospital.Center.Ledger.BookSettlement(MockHospital.Institution, visit.Status.CenterVisitId);
        var day = new DayReconciliation(hospital.Client, options: new ReconciliationOptions { Scopes = { new TotalScope("990001", "11", "310") } });
        var difference = Assert.Single((await day.RunAsync(MockHospital.Today)).Differences);
        Assert.Equal(RemedyOutcome.Done, (await day.ApplyAsync(difference, "对账员甲", originalCode: "2207")).Outcome);

        Assert.Equal(RemedyOutcome.AlreadyDone, (await day.ApplyAsync(difference, "对账员乙", originalCode: "2207")).Outcome);
    }

    [Fact]
    public async Task A_day_on_which_nothing_was_asked_for_is_not_called_balanced()
    {
        using var hospital = new MockHospital();

        var report = await hospital.ReconcileAsync();

        Assert.False(report.IsBalanced);
        Assert.Contains("reconciliation.scopes", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_day_closes_unknown_unposted_and_drifting_are_told_and_become_urgent_at_night()
    {
        using var hospital = new MockHospital();
        var settled = await hospital.SettledAsync("OP1");
        Assert.Empty((await hospital.Day.WatchAsync(MockHospital.Today)).Warnings);

        hospital.Time.Advance(TimeSpan.FromMinutes(16));
        var unposted = Assert.Single((await hospital.Day.WatchAsync(MockHospital.Today)).Warnings);
        Assert.Equal((DayWarningKind.NotPosted, settled.MessageId, false), (unposted.Kind, unposted.MessageId, unposted.IsUrgent));

        await hospital.Journal.ConfirmAsync(settled.MessageId);
        hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, settled.SettlementId, leavesPair: false);
        Assert.Empty((await hospital.Day.WatchAsync(MockHospital.Today)).Warnings);
        hospital.Time.Advance(TimeSpan.FromMinutes(15));
        var drift = Assert.Single((await hospital.Day.WatchAsync(MockHospital.Today)).Warnings);
        Assert.Equal((DayWarningKind.Drift, TimeSpan.FromMinutes(15), false), (drift.Kind, drift.Age, drift.IsUrgent));

        hospital.Time.Advance(TimeSpan.FromHours(13));
        Assert.True(Assert.Single((await hospital.Day.WatchAsync(MockHospital.Today)).Warnings).IsUrgent);
    }

    [Fact]
    public async Task The_report_names_settlements_and_no_person_and_its_page_loads_nothing()
    {
        using var hospital = new MockHospital();
        var settled = await hospital.SettledAsync();
        hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, settled.SettlementId);

        var report = await hospital.ReconcileAsync();

        foreach (var text in new[] { report.ToJson(), report.ToText(), report.ToHtml() })
        {
            Assert.Contains(settled.SettlementId, text, StringComparison.Ordinal);
            Assert.DoesNotContain(MockHospital.Employee.Name, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Assert.Single(report.Differences).PersonNumber, text, StringComparison.Ordinal);
        }

        var json = System.Text.Json.JsonDocument.Parse(report.ToJson()).RootElement;
        Assert.False(json.GetProperty("balanced").GetBoolean());
        Assert.Equal("reversedAtCenter", json.GetProperty("differences")[0].GetProperty("kind").GetString());
        Assert.Equal("takeRefundIn", json.GetProperty("differences")[0].GetProperty("remedy").GetString());
        Assert.Contains("<svg", report.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("http", report.ToHtml(), StringComparison.Ordinal);
    }
}
