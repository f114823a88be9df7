using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Lost answers of registrations, diagnoses and fee lines.</summary>
public sealed class VisitTests : IDisposable
{
    private readonly Hospital _hospital = new();

    public void Dispose() => _hospital.Dispose();

    [Fact]
    public async Task A_registration_that_the_center_has_gives_its_visit_back()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[{"mdtrt_id":"M0","psn_no":"99999900000000000001","ipt_otp_no":"O0"},{"mdtrt_id":"M1","psn_no":"99999900000000000001","ipt_otp_no":"O1"}]}""");
        var result = await _hospital.Desk().ResolveAsync(lost);

        Assert.Equal((RecoveryOutcome.Adopted, true), (result.Outcome, result.IsClosed));
        Assert.Contains("\"mdtrt_id\":\"M1\"", result.OutputJson, StringComparison.Ordinal);
        Assert.Contains(new("mdtrt_id", "M1"), result.Known);
        var asked = _hospital.Center.Calls.First(c => c.Code == "5201");
        Assert.Equal(("99999900000000000001", "2026-03-01 00:00:00", "2026-03-01 23:59:59", "11", Hospital.Area), (asked.Input["data"]!["psn_no"]!.GetValue<string>(),
            asked.Input["data"]!["begntime"]!.GetValue<string>(), asked.Input["data"]!["endtime"]!.GetValue<string>(), asked.Input["data"]!["med_type"]!.GetValue<string>(), asked.Area));
        var entry = await _hospital.EntryAsync(lost);
        Assert.Equal((JournalState.Accepted, "adopted", "desk"), (entry.State, entry.Resolution, entry.ResolvedBy));
        Assert.Equal(lost, Assert.Single(await _hospital.Journal.FindByKeyAsync("mdtrt_id", "M1")).MessageId);
        Assert.Equal(lost, Assert.Single(await _hospital.Journal.ListUnpostedAsync()).MessageId);
    }

    [Fact]
    public async Task Not_there_counts_only_after_the_settling_time_and_when_it_was_seen_twice()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[]}""");
        var first = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal((RecoveryOutcome.NeedsPerson, false, _hospital.Clock.GetUtcNow().AddMinutes(5)), (first.Outcome, first.IsClosed, first.AskAgainAt));
        Assert.Equal(["11", "13", "14"], _hospital.Center.Inputs("5201").Select(i => i["data"]!["med_type"]!.GetValue<string>()));
        Assert.True((await _hospital.EntryAsync(lost)).IsOpen);

        _hospital.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal((RecoveryOutcome.NothingHappened, true), (second.Outcome, second.IsClosed));
        Assert.Equal(JournalState.NotProcessed, (await _hospital.EntryAsync(lost)).State);
    }

    [Fact]
    public async Task One_look_long_afterwards_is_enough()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_query_that_the_center_refuses_proves_nothing()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", _ => ScriptedCenter.Refused("未查询到数据"));
        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal((RecoveryOutcome.NeedsPerson, null), (result.Outcome, result.AskAgainAt));
        Assert.DoesNotContain("未查询到", result.Why, StringComparison.Ordinal);
        Assert.True((await _hospital.EntryAsync(lost)).IsOpen);
        Assert.Equal("needsPerson", (await _hospital.EntryAsync(lost)).Resolution);
    }

    [Fact]
    public async Task A_center_that_is_away_is_asked_again_later()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.IsAway = true;
        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
        Assert.NotNull(result.AskAgainAt);
        Assert.Equal(0, (await _hospital.EntryAsync(lost)).NotSeen);
    }

    [Fact]
    public async Task A_stuck_registration_is_withdrawn_when_the_hospital_does_not_want_it()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[{"mdtrt_id":"M1","psn_no":"99999900000000000001","ipt_otp_no":"O1"}]}""").Next("2202", "{}");
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.Reversed, result.Outcome);
        Assert.Equal("M1", _hospital.Center.Inputs("2202").Single()["data"]!["mdtrt_id"]!.GetValue<string>());
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(lost)).State);
        var undo = (await _hospital.Journal.FindByKeyAsync("mdtrt_id", "M1")).Single(e => e.Code == "2202");
        Assert.Equal(JournalState.Confirmed, undo.State);
    }

    [Fact]
    public async Task Diagnoses_that_are_listed_are_taken_over_and_voided_ones_are_not_looked_for()
    {
        await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        var lost = await _hospital.LoseAsync("2203", Messages.Inform);
        _hospital.Center.Always("5202", """{"diseinfo":[{"mdtrt_id":"M1","diag_srt_no":"1","diag_code":"J00"},{"mdtrt_id":"M1","diag_srt_no":2,"diag_code":"J01"}]}""");
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(1, _hospital.Center.Count("5202"));
    }

    [Fact]
    public async Task Diagnoses_of_which_only_some_are_listed_need_a_person()
    {
        var lost = await _hospital.LoseAsync("2203", Messages.Inform);
        _hospital.Center.Always("5202", """{"diseinfo":[{"mdtrt_id":"M1","diag_srt_no":"1","diag_code":"J00"}]}""");
        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
        Assert.Contains("1 of 2 lines", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fee_lines_are_there_when_a_trial_has_their_sum()
    {
        await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        await _hospital.AcceptAsync("2203", Messages.Inform, "{}");
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        var lost = await _hospital.LoseAsync("2204", Messages.Fees);
        _hospital.Center.Next("2206", """{"setlinfo":{"mdtrt_id":"M1","medfee_sumamt":100.50}}""");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Adopted, result.Outcome);
        Assert.Equal(100.5m, _hospital.Center.Inputs("2206").Last()["data"]!["medfee_sumamt"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Fee_lines_of_a_bill_that_was_never_tried_are_tried_each_way_of_settling_and_without_the_account()
    {
        await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        await _hospital.AcceptAsync("2203", Messages.Inform, "{}");
        var lost = await _hospital.LoseAsync("2204", Messages.Fees);
        _hospital.Center.Always("2206", input => input["data"]!["psn_setlway"]!.GetValue<string>() == "02"
            ? ScriptedCenter.Refused("不支持的结算方式")
            : ScriptedCenter.Accepted("""{"setlinfo":{"mdtrt_id":"M1","medfee_sumamt":100.50}}"""));
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(["01 0", "02 0"], _hospital.Center.Inputs("2206").Select(i => i["data"]!["psn_setlway"] + " " + i["data"]!["acct_used_flag"]));
    }

    [Fact]
    public async Task Fee_lines_in_doubt_are_left_alone_when_only_asking_and_deleted_when_wanted()
    {
        var lost = await _hospital.LoseAsync("2204", Messages.Fees);
        _hospital.Settle();
        var asked = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.NeedsPerson, asked.Outcome);
        Assert.Contains("cannot be asked", asked.Why, StringComparison.Ordinal);
        Assert.Equal(0, _hospital.Center.Count("2205"));

        _hospital.Center.Next("2205", "{}");
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse);
        Assert.Equal(RecoveryOutcome.Reversed, result.Outcome);
        Assert.Equal(1, _hospital.Center.Count("2205"));
        Assert.Equal(0, _hospital.Center.Count("2204") - 1);
    }

    [Fact]
    public async Task Fee_lines_that_the_hospital_deleted_itself_are_settled_history()
    {
        var lost = await _hospital.LoseAsync("2204", Messages.Fees);
        var deleted = await _hospital.AcceptAsync("2205", Messages.CancelFees, "{}");
        await _hospital.AcceptAsync("2204", Messages.Fees, "{}");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Reversed, result.Outcome);
        Assert.Contains(deleted, result.Why, StringComparison.Ordinal);
        Assert.Equal(0, _hospital.Center.Count("2206"));
    }

    [Fact]
    public async Task A_lost_deletion_is_made_again_because_that_is_harmless_but_not_over_later_lines()
    {
        var lost = await _hospital.LoseAsync("2205", Messages.CancelFees);
        _hospital.Center.Next("2205", "{}");
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(2, _hospital.Center.Count("2205"));

        var second = await _hospital.LoseAsync("2205", Messages.CancelFees);
        await _hospital.AcceptAsync("2204", Messages.Fees, "{}");
        var result = await _hospital.Desk().ResolveAsync(second);
        Assert.Equal(RecoveryOutcome.NeedsPerson, result.Outcome);
        Assert.Equal(3, _hospital.Center.Count("2205"));
    }

    [Fact]
    public async Task A_lost_deletion_that_was_made_again_by_the_hospital_is_done()
    {
        var lost = await _hospital.LoseAsync("2205", Messages.CancelFees);
        var again = await _hospital.AcceptAsync("2205", Messages.CancelFees, "{}");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Adopted, result.Outcome);
        Assert.Contains(again, result.Why, StringComparison.Ordinal);
        Assert.Equal(2, _hospital.Center.Count("2205"));
    }

    [Fact]
    public async Task A_lost_withdrawal_is_done_when_the_visit_is_gone_and_the_registration_counts_no_more()
    {
        var registered = await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        var lost = await _hospital.LoseAsync("2202", Messages.CancelVisit);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(JournalState.Reversed, (await _hospital.EntryAsync(registered)).State);
    }

    [Fact]
    public async Task A_lost_withdrawal_did_not_happen_while_the_visit_is_still_there()
    {
        await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        var lost = await _hospital.LoseAsync("2202", Messages.CancelVisit);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[{"mdtrt_id":"M1","ipt_otp_no":"O1"}]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Theory]
    [InlineData("""{"data":[{"mdtrt_id":"M7","ipt_otp_no":"I1"}]}""", """{"mdtrtinfo":[]}""", RecoveryOutcome.Adopted)]
    [InlineData("""{"data":[]}""", """{"mdtrtinfo":[{"mdtrt_id":"M7","ipt_otp_no":"I1"}]}""", RecoveryOutcome.Adopted)]
    [InlineData("""{"data":[{"mdtrt_id":"M8","ipt_otp_no":"I2"}]}""", """{"mdtrtinfo":[]}""", RecoveryOutcome.NothingHappened)]
    public async Task An_admission_is_looked_for_among_open_stays_and_visits(string stays, string visits, RecoveryOutcome expected)
    {
        var lost = await _hospital.LoseAsync("2401", Messages.Admit);
        _hospital.Center.Always("5303", stays).Always("5201", visits);
        _hospital.Settle();
        Assert.Equal(expected, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_number_that_the_standard_does_not_know_is_a_persons_business()
    {
        var lost = await _hospital.LoseAsync("8888", """{"data":{"mdtrt_id":"M1"}}""");
        var result = await _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier 7");
        Assert.Equal((RecoveryOutcome.NeedsPerson, 1), (result.Outcome, _hospital.Center.Calls.Count));
        Assert.True(await _hospital.Journal.AbandonAsync(lost, "cashier 7", "seen in the portal"));
        Assert.True((await _hospital.Desk().ResolveAsync(lost)).IsClosed);
    }

    [Fact]
    public async Task Records_that_are_closed_are_told_and_nobody_is_asked()
    {
        var accepted = await _hospital.AcceptAsync("2201", Messages.Register, Messages.Registered);
        var result = await _hospital.Desk().ResolveAsync(accepted);
        Assert.Equal((RecoveryOutcome.Adopted, true, 1), (result.Outcome, result.IsClosed, _hospital.Center.Calls.Count));
        Assert.Contains("M1", result.OutputJson, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _hospital.Desk().ResolveAsync("nobody"));
    }
}
