using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The program ends at every point of every step; another one opens the same store and journal.</summary>
public sealed class CrashTests
{
    public static IEnumerable<object[]> Steps() => new[]
    {
        "Register", "Inform", "Charge", "DeleteCharges", "Settle", "Refund", "CancelRegistration",
        "Admit", "Change", "StayCharge", "StayDelete", "Discharge", "CancelDischarge", "StaySettle", "StayRefund", "CancelAdmission", "UploadAttribute",
    }.Select(s => new object[] { s });

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Before_the_intent_nothing_has_left_and_the_visit_is_where_it_was(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        run.DieAt = Point.Noted;

        await run.DieAsync();

        Assert.Empty(run.Sent);
        Assert.Equal(VisitRefusalCode.InProgress, (await run.AskAsync())!.Code);
        bench.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await run.DoubtAsync());
        Assert.Equal(run.Before, await run.PictureAsync());
        await run.DoAgainAsync();
        Assert.Equal(run.After, await run.PictureAsync());
        Assert.Single(run.Sent);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task After_the_intent_the_message_may_have_left_and_the_visit_waits_for_recovery(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        run.DieAt = Point.Intended;

        await run.DieAsync();

        Assert.Empty(run.Sent);
        Assert.True((await run.DoubtAsync())!.IsOnTheWay);
        bench.Time.Advance(TimeSpan.FromSeconds(91));
        var doubt = await run.DoubtAsync();
        Assert.False(doubt!.IsOnTheWay);
        Assert.Equal(JournalState.Intended, doubt.Journal);
        Assert.Equal(VisitRefusalCode.InDoubt, (await run.AskAsync())!.Code);
        Assert.Empty(run.Sent);

        await bench.Journal.ResolveAsync(new JournalResolution(doubt.MessageId, JournalState.NotProcessed, "nothingHappened", "recovery", "the center has nothing"));
        Assert.Equal(run.Before, await run.PictureAsync());
        await run.DoAgainAsync();
        Assert.Equal(run.After, await run.PictureAsync());
        Assert.Single(run.Sent);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_answer_that_only_the_journal_has_is_taken_in_and_nothing_is_sent_again(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        run.DieAt = Point.Answered;

        await run.DieAsync();

        Assert.Single(run.Sent);
        Assert.Null(await run.DoubtAsync());
        Assert.Equal(run.After, await run.PictureAsync());
        Assert.Equal("done, taken in from the journal", (await run.StatusAsync()).History[^1].What);
        Assert.Single(run.Sent);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_lost_answer_is_adopted_when_recovery_finds_it_booked(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        bench.Center.Lose(run.Code);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(run.DoAgainAsync);
        var doubt = await run.DoubtAsync();
        Assert.Equal(error.MessageId, doubt!.MessageId);
        Assert.Equal(JournalState.Unknown, doubt.Journal);

        // What recovery knows of a lost answer is an id, found by a query or in the center's file.
        await bench.Journal.ResolveAsync(new JournalResolution(doubt.MessageId, JournalState.Accepted, "adopted", "recovery", "the center has it")
        {
            Keys = step switch
            {
                "Register" => [new("mdtrt_id", "M1")],
                "Admit" => [new("mdtrt_id", "S1")],
                "Settle" or "StaySettle" => [new("setl_id", "SETL1")],
                _ => [],
            },
        });
        Assert.Null(await run.DoubtAsync());
        Assert.Equal(run.After, await run.PictureAsync());
        Assert.Single(run.Sent);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_lost_answer_goes_back_when_recovery_has_reversed_it(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        bench.Center.Cut(run.Code);
        await Assert.ThrowsAsync<OutcomeUnknownException>(run.DoAgainAsync);

        var doubt = await run.DoubtAsync();
        await bench.Journal.ResolveAsync(new JournalResolution(doubt!.MessageId, JournalState.Reversed, "reversed", "recovery", "taken back at the center"));

        Assert.Equal(run.Before, await run.PictureAsync());
        await run.DoAgainAsync();
        Assert.Equal(run.After, await run.PictureAsync());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_refused_step_leaves_the_visit_where_it_was(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        bench.Center.Refuse(run.Code).TurnAway(run.Code);

        await Assert.ThrowsAsync<RefusedException>(run.DoAgainAsync);
        Assert.Equal(run.Before, await run.PictureAsync());
        await Assert.ThrowsAsync<NotProcessedException>(run.DoAgainAsync);
        Assert.Equal(run.Before, await run.PictureAsync());

        await run.DoAgainAsync();
        Assert.Equal(run.After, await run.PictureAsync());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_abandoned_record_waits_for_a_person_who_decides(string step)
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, step);
        bench.Center.Lose(run.Code);
        await Assert.ThrowsAsync<OutcomeUnknownException>(run.DoAgainAsync);
        var doubt = await run.DoubtAsync();
        await Assert.ThrowsAsync<VisitRefusedException>(async () => await (await run.VisitAsync()).DecideAsync(false, "班长", "看过中心"));

        await bench.Journal.ResolveAsync(new JournalResolution(doubt!.MessageId, JournalState.Abandoned, "abandoned", "班长", "没有结果"));
        Assert.True((await run.DoubtAsync())!.NeedsPerson);
        await (await run.VisitAsync()).DecideAsync(isBooked: true, "班长", "中心网页可见", step is "Register" ? "M1" : step is "Admit" ? "S1" : step is "Settle" or "StaySettle" ? "SETL1" : null);

        Assert.Equal(run.After, await run.PictureAsync());
        var last = (await run.StatusAsync()).History[^1];
        Assert.Equal(("班长", "decided by a person: booked: 中心网页可见"), (last.Who, last.What));
    }

    [Fact]
    public async Task What_the_center_booked_without_an_id_waits_for_a_person()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        bench.Center.Outputs["2207"] = "null";

        var refused = await Assert.ThrowsAsync<VisitRefusedException>(() => visit.SettleAsync(Bench.Order(trial)));

        Assert.True(refused.Refusal.Doubt!.NeedsPerson);
        Assert.Contains("setl_id", refused.Message, StringComparison.Ordinal);
        Assert.Equal(VisitRefusalCode.InDoubt, (await OutpatientStateTests.RefusalOfAsync(() => visit.RefundAsync()))!.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => visit.DecideAsync(true, "班长", "看过中心"));
        Assert.Equal(VisitState.Settled, (await visit.DecideAsync(true, "班长", "看过中心", "SETL77")).State);
        Assert.Equal("SETL77", visit.Status.Settlements.Single().SettlementId);
    }

    [Fact]
    public async Task A_step_that_is_older_than_the_journal_keeps_records_proves_nothing()
    {
        using var bench = new Bench();
        var run = await Run.PrepareAsync(bench, "Settle");
        run.DieAt = Point.Answered;
        await run.DieAsync();
        bench.Journal.Forget(bench.Center.Last("2207").MessageId);
        bench.Time.Advance(TimeSpan.FromDays(31));

        var doubt = await run.DoubtAsync();

        Assert.True(doubt!.NeedsPerson);
        Assert.Null(doubt.Journal);
        Assert.Equal(VisitRefusalCode.InDoubt, (await run.AskAsync())!.Code);
        Assert.Equal(VisitState.Charged, (await (await run.VisitAsync()).DecideAsync(false, "班长", "中心没有")).State);
    }
}
