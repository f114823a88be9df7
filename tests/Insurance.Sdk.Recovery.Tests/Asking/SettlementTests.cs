using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Lost settlements and refunds: the comparison names the message, 5203 its amounts, and nothing is ever settled twice.</summary>
public sealed class SettlementTests : IDisposable
{
    private readonly Hospital _hospital = new();

    public void Dispose() => _hospital.Dispose();

    [Fact]
    public async Task A_settlement_that_the_center_has_is_taken_over_with_its_amounts()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        _hospital.Center.Always("5203", Messages.Details());
        var result = await _hospital.Desk().ResolveAsync(lost);

        Assert.Equal((RecoveryOutcome.Adopted, true), (result.Outcome, result.IsClosed));
        var asked = _hospital.Comparer.Asked.Single().Scope;
        Assert.Equal(("440800", "11", new DateTime(2026, 3, 1), new DateTime(2026, 3, 1)), (asked.ClearingOffice, asked.ClearingType, asked.From.Value, asked.Until.Value));
        foreach (var part in new[] { "\"setl_id\":\"S1\"", "\"psn_part_amt\":\"30.00\"", "\"psn_cash_pay\":\"30.00\"", "\"fund_pay_type\":\"310100\"" })
        {
            Assert.Contains(part, result.OutputJson, StringComparison.Ordinal);
        }

        Assert.Equal(lost, Assert.Single(await _hospital.Journal.FindByKeyAsync("setl_id", "S1")).MessageId);
        Assert.Equal(lost, Assert.Single(await _hospital.Journal.ListUnpostedAsync()).MessageId);
        Assert.Equal(1, _hospital.Center.Count("2207"));
    }

    [Fact]
    public async Task A_settlement_that_the_whole_comparison_does_not_name_did_not_happen()
    {
        var lost = await LostSettlementAsync();
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        Assert.NotNull((await _hospital.Desk().ResolveAsync(lost)).AskAgainAt);
        _hospital.Clock.Advance(TimeSpan.FromMinutes(5));
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.NothingHappened, result.Outcome);
        Assert.Equal(1, _hospital.Center.Count("2207"));
    }

    [Fact]
    public async Task Without_the_trial_nobody_knows_where_it_is_cleared_and_not_named_proves_nothing()
    {
        var lost = await _hospital.LoseAsync("2207", Messages.Settle);
        _hospital.Options.Scopes.Add(("440800", "11"));
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal((RecoveryOutcome.NeedsPerson, null), (result.Outcome, result.AskAgainAt));
        Assert.Single(_hospital.Comparer.Asked);
        Assert.Contains("where it is cleared is not known", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_differs_and_names_no_message_leaves_it_open()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { Result = "1" });
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_row_of_another_cashiers_lost_message_says_nothing_about_this_one()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { Result = "1", MessageId = "H44088200999202603010930009999" });
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_settlement_without_setl_id_is_a_persons_business_or_reversed_by_its_msgid()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        var asked = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.NeedsPerson, asked.Outcome);
        Assert.Contains("2601", asked.Next, StringComparison.Ordinal);
        Assert.Equal(0, _hospital.Center.Count("2601"));

        _hospital.Center.Next("2601", _ =>
        {
            _hospital.Comparer.Rows.Clear();
            return ScriptedCenter.Accepted("{}");
        });
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.AdoptOrReverse, "cashier 7");
        Assert.Equal(RecoveryOutcome.Reversed, result.Outcome);
        var reversal = _hospital.Center.Inputs("2601").Single()["data"]!;
        Assert.Equal((Messages.Person, lost, "2207"), (reversal["psn_no"]!.GetValue<string>(), reversal["omsgid"]!.GetValue<string>(), reversal["oinfno"]!.GetValue<string>()));
        Assert.Contains("does not name the message any more", result.Why, StringComparison.Ordinal);
        Assert.Equal((JournalState.Reversed, "cashier 7"), ((await _hospital.EntryAsync(lost)).State, (await _hospital.EntryAsync(lost)).ResolvedBy));
        Assert.Empty(await _hospital.Journal.ListUnpostedAsync());
    }

    [Fact]
    public async Task A_settlement_with_setl_id_is_refunded_by_the_refund_call()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        _hospital.Center.Always("5203", Messages.Details()).Next("2208", Messages.Refunded);
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse);
        Assert.Equal((RecoveryOutcome.Reversed, 1, 0), (result.Outcome, _hospital.Center.Count("2208"), _hospital.Center.Count("2601")));
        Assert.Contains("S1", result.OutputJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settlement_with_another_sum_is_never_taken_over()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1", SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person });
        _hospital.Center.Always("5203", Messages.Details(total: "99.00"));
        foreach (var aim in new[] { RecoveryAim.Adopt, RecoveryAim.Reverse })
        {
            var result = await _hospital.Desk().ResolveAsync(lost, aim);
            Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
            Assert.Contains("medfee_sumamt", result.Why, StringComparison.Ordinal);
        }

        Assert.Equal(0, _hospital.Center.Count("2208"));
    }

    [Fact]
    public async Task A_reversal_whose_answer_is_lost_as_well_is_not_sent_again_before_it_was_asked_for()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        _hospital.Center.Lose("2601");
        var first = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7");
        Assert.Equal(RecoveryOutcome.NeedsPerson, first.Outcome);
        Assert.NotNull(first.AskAgainAt);

        // It has not come through, as far as the comparison shows, but that is too early to believe.
        await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7");
        Assert.Equal(1, _hospital.Center.Count("2601"));

        _hospital.Settle();
        _hospital.Center.Next("2601", _ =>
        {
            _hospital.Comparer.Rows.Clear();
            return ScriptedCenter.Accepted("{}");
        });
        Assert.Equal(RecoveryOutcome.Reversed, (await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7")).Outcome);
        Assert.Equal(2, _hospital.Center.Count("2601"));
    }

    [Fact]
    public async Task A_reversal_whose_answer_is_lost_and_that_worked_is_taken_over()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        _hospital.Center.Next("2601", _ =>
        {
            _hospital.Comparer.Rows.Clear();
            return null;
        });
        await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse);
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.Reversed, (await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse)).Outcome);
        Assert.Equal(1, _hospital.Center.Count("2601"));
        Assert.Empty(await _hospital.Journal.ListOpenAsync());
    }

    [Fact]
    public async Task An_accepted_reversal_that_the_comparison_does_not_show_is_told_to_a_person()
    {
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        _hospital.Center.Next("2601", "{}");
        Assert.NotNull((await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse)).AskAgainAt);
        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse);
        Assert.Equal((RecoveryOutcome.NeedsPerson, null), (result.Outcome, result.AskAgainAt));
        Assert.Equal(1, _hospital.Center.Count("2601"));
        Assert.True((await _hospital.EntryAsync(lost)).IsOpen);
    }

    [Fact]
    public async Task In_doubt_a_reversal_waits_until_the_call_has_surely_ended()
    {
        _hospital.Options.Comparer = null;
        _hospital.Options.Books = null;
        var lost = await LostSettlementAsync();
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        var early = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7");
        Assert.Equal((RecoveryOutcome.NeedsPerson, 0), (early.Outcome, _hospital.Center.Count("2601")));
        Assert.Equal(_hospital.Clock.GetUtcNow().AddMinutes(5), early.AskAgainAt);

        _hospital.Clock.Advance(TimeSpan.FromMinutes(5));
        _hospital.Center.Next("2601", "{}");
        Assert.Equal(RecoveryOutcome.Reversed, (await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7")).Outcome);
    }

    [Fact]
    public async Task A_refused_reversal_in_doubt_is_told_and_not_tried_again_by_a_program()
    {
        _hospital.Options.Comparer = null;
        _hospital.Options.Books = null;
        _hospital.Options.Aim = RecoveryAim.Reverse;
        var lost = await LostSettlementAsync();
        _hospital.Center.Always("90502", """{"setlinfo":[]}""").Refuse("2601", "找不到原交易");
        _hospital.Settle();
        var result = (await _hospital.Desk().ResolveAllAsync()).Single();
        Assert.Equal((RecoveryOutcome.NeedsPerson, null), (result.Outcome, result.AskAgainAt));
        Assert.Contains("may never have had", result.Why, StringComparison.Ordinal);
        _hospital.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Contains("refused before", (await _hospital.Desk().ResolveAllAsync()).Single().Why, StringComparison.Ordinal);
        Assert.Equal(1, _hospital.Center.Count("2601"));
    }

    [Fact]
    public async Task A_second_refund_that_says_already_undone_is_success_when_the_center_shows_it()
    {
        await SettledAsync();
        var posted = await _hospital.Journal.ListUnpostedAsync();
        _hospital.Center.Refuse("2208", "该结算已退费").Always("5203", Messages.Details(refunded: "1"));
        var result = await _hospital.Desk().ResolveAsync(posted.Single(e => e.Code == "2207").MessageId, RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.Reversed, result.Outcome);
        Assert.Equal(1, _hospital.Center.Count("2208"));
    }

    [Fact]
    public async Task Words_alone_are_not_believed_where_the_center_shows_the_contrary()
    {
        await SettledAsync();
        var settled = (await _hospital.Journal.ListUnpostedAsync()).Single(e => e.Code == "2207").MessageId;
        _hospital.Center.Refuse("2208", "重复退费").Always("5203", Messages.Details(refunded: "0"));
        var result = await _hospital.Desk().ResolveAsync(settled, RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
        Assert.Equal(JournalState.Accepted, (await _hospital.EntryAsync(settled)).State);
    }

    [Fact]
    public async Task A_lost_refund_is_done_when_5203_shows_it_and_the_settlement_counts_no_more()
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        var lost = await _hospital.LoseAsync("2208", Messages.Refund);
        _hospital.Center.Always("5203", Messages.Details(refunded: "1"));
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Adopted, result.Outcome);
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(settled)).State);
        Assert.Empty(_hospital.Comparer.Asked);
    }

    [Fact]
    public async Task A_lost_refund_that_5203_and_the_comparison_do_not_show_did_not_happen()
    {
        await SettledAsync();
        var lost = await _hospital.LoseAsync("2208", Messages.Refund);
        _hospital.Center.Always("5203", Messages.Details(refunded: "0"));
        Assert.NotNull((await _hospital.Desk().ResolveAsync(lost)).AskAgainAt);
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_lost_refund_of_which_5203_and_the_comparison_say_different_things_stays_open()
    {
        await SettledAsync();
        var lost = await _hospital.LoseAsync("2208", Messages.Refund);
        _hospital.Center.Always("5203", Messages.Details(refunded: "0"));
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1", IsRefund = true });
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_lost_refunds_of_one_settlement_the_comparison_says_which_one_was_booked(bool isFirst)
    {
        var settled = await SettledAsync();
        await _hospital.Journal.ConfirmAsync(settled);
        var lost = new[] { await _hospital.LoseAsync("2208", Messages.Refund), await _hospital.LoseAsync("2208", Messages.Refund) };
        var (booked, never) = isFirst ? (lost[0], lost[1]) : (lost[1], lost[0]);
        _hospital.Center.Always("5203", Messages.Details(refunded: "1"));
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = booked, Result = "1", IsRefund = true });
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(never)).Outcome);
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(booked)).Outcome);
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(settled)).State);
    }

    [Fact]
    public async Task Two_lost_refunds_of_one_settlement_are_never_both_taken_over()
    {
        _hospital.Options.Comparer = null;
        _hospital.Options.Books = null;
        await SettledAsync();
        var lost = new[] { await _hospital.LoseAsync("2208", Messages.Refund), await _hospital.LoseAsync("2208", Messages.Refund) };
        _hospital.Center.Always("5203", Messages.Details(refunded: "1"));
        _hospital.Settle();
        foreach (var message in lost)
        {
            var result = await _hospital.Desk().ResolveAsync(message);
            Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
            Assert.Contains("cannot tell this call from another one with the same setl_id", result.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2207 refused")]
    [InlineData("2207 given up")]
    public async Task A_settlement_in_the_day_list_belongs_to_the_message_that_the_comparison_names(string first)
    {
        string other;
        if (first == "2207 refused")
        {
            _hospital.Center.Refuse("2207", "该费用已结算");
            other = (await Assert.ThrowsAsync<RefusedException>(() => _hospital.SendAsync("2207", Messages.Settle))).MessageId;
        }
        else
        {
            other = await _hospital.LoseAsync("2207", Messages.Settle);
            await _hospital.Journal.ResolveAsync(new JournalResolution(other, JournalState.NotProcessed, "nothingHappened", "desk", "not there"));
        }

        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = other, Result = "1" });
        _hospital.Center.Always("90502", input => ScriptedCenter.Accepted(input["data"]!["pageNum"]!.ToString() == "1"
            ? """{"setlinfo":[{"setl_id":"S1","mdtrt_id":"M1","medfee_sumamt":100.50,"setl_time":"2026-03-01 09:30:02","refd_setl_flag":"0"}]}"""
            : """{"setlinfo":[]}"""));
        _hospital.Settle();

        var result = await _hospital.Desk().ResolveAsync(lost);

        Assert.Equal(RecoveryOutcome.NothingHappened, result.Outcome);
        Assert.Contains("3202 names " + other + " of this bill", result.Why, StringComparison.Ordinal);
        Assert.Equal(0, _hospital.Center.Count("5203"));
    }

    [Fact]
    public async Task Guangdongs_day_list_finds_a_lost_settlement_by_visit_sum_and_time()
    {
        _hospital.Options.Comparer = null;
        _hospital.Options.Books = null;
        var lost = await LostSettlementAsync();
        _hospital.Center.Always("90502", input => ScriptedCenter.Accepted(input["data"]!["pageNum"]!.ToString() == "1"
            ? """{"setlinfo":[{"setl_id":"S1","mdtrt_id":"M1","medfee_sumamt":100.50,"setl_time":"2026-03-01 09:30:02","refd_setl_flag":"0"}]}"""
            : """{"setlinfo":[]}"""));
        _hospital.Center.Always("5203", Messages.Details());
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Theory]
    [InlineData("99.50", "2026-03-01 09:30:02", "S1")]
    [InlineData("100.50", "2026-03-01 08:00:00", "S1")]
    [InlineData("100.50", "2026-03-01 09:30:02", "S0")]
    public async Task The_day_list_is_not_believed_for_another_sum_time_or_a_known_settlement(string sum, string time, string settlement)
    {
        _hospital.Options.Comparer = null;
        _hospital.Options.Books = null;
        await _hospital.AcceptAsync("2207", Messages.Settle, Messages.Settled.Replace("\"S1\"", "\"S0\"", StringComparison.Ordinal));
        var lost = await LostSettlementAsync();
        _hospital.Center.Always("90502", "{\"setlinfo\":[{\"setl_id\":\"" + settlement + "\",\"mdtrt_id\":\"M1\",\"medfee_sumamt\":" + sum + ",\"setl_time\":\"" + time + "\",\"refd_setl_flag\":\"0\"}]}");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(0, _hospital.Center.Count("5203"));
    }

    [Fact]
    public async Task A_settlement_never_borrows_the_setl_id_of_an_earlier_one_of_its_visit()
    {
        await _hospital.AcceptAsync("2207", Messages.Settle, Messages.Settled.Replace("\"S1\"", "\"S0\"", StringComparison.Ordinal));
        var lost = await LostSettlementAsync();
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        _hospital.Center.Next("2601", _ =>
        {
            _hospital.Comparer.Rows.Clear();
            return ScriptedCenter.Accepted("{}");
        });
        Assert.Equal(RecoveryOutcome.Reversed, (await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse)).Outcome);
        Assert.Equal(0, _hospital.Center.Count("2208"));
    }

    [Fact]
    public async Task Lost_settlements_of_one_day_and_office_share_a_comparison()
    {
        await LostSettlementAsync();
        await _hospital.LoseAsync("2207", Messages.Settle);
        await _hospital.LoseAsync("2207", Messages.Settle);
        _hospital.Center.Always("90502", """{"setlinfo":[]}""");
        _hospital.Settle();
        var results = await _hospital.Desk().ResolveAllAsync();
        Assert.Equal(3, results.Count);
        Assert.All(results, r => Assert.Equal(RecoveryOutcome.NothingHappened, r.Outcome));
        Assert.Single(_hospital.Comparer.Asked);
    }

    [Fact]
    public async Task A_settlement_that_the_books_have_is_asked_for_no_more()
    {
        var lost = await LostSettlementAsync();
        _hospital.Books.Records.Add(new SettlementRecord
        {
            MessageId = lost, SettlementId = "S1", VisitId = "M1", PersonNumber = Messages.Person, InsuranceType = "310", ClearingType = "11", ClearingOffice = "440800",
            TotalAmount = 100.5m, FundAmount = 70.5m, AccountAmount = 0, CashAmount = 30, SettledAt = _hospital.Clock.GetUtcNow(),
        });
        _hospital.Center.Always("5203", Messages.Details());
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Empty(_hospital.Comparer.Asked);
    }

    private async Task<string> LostSettlementAsync()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        return await _hospital.LoseAsync("2207", Messages.Settle);
    }

    private async Task<string> SettledAsync()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        return await _hospital.AcceptAsync("2207", Messages.Settle, Messages.Settled);
    }
}
