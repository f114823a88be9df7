using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Rounds, leases, the background, and what a desk needs.</summary>
public sealed class DeskTests : IDisposable
{
    private const string There = """{"mdtrtinfo":[{"mdtrt_id":"M1","psn_no":"99999900000000000001","ipt_otp_no":"O1"}]}""";

    private readonly Hospital _hospital = new();

    public void Dispose() => _hospital.Dispose();

    [Fact]
    public async Task A_round_works_on_every_open_record_and_tells_each()
    {
        var lost = new[] { await _hospital.LoseAsync("2201", Messages.Register), await _hospital.LoseAsync("2201", Messages.Register) };
        _hospital.Center.Always("5201", There);
        var told = new List<RecoveryResult>();
        var results = await _hospital.Desk().ResolveAllAsync(new Told(told));
        Assert.Equal(lost, results.Select(r => r.MessageId));
        Assert.Equal(results, told);
        Assert.Empty(await _hospital.Journal.ListOpenAsync());
        Assert.Equal(lost, _hospital.Heard.Events.OfType<CallRecovered>().Where(e => e.Outcome == RecoveryOutcome.Adopted && e.Who == "desk").Select(e => e.MessageId));
        Assert.Empty(await _hospital.Desk().ResolveAllAsync());
    }

    [Fact]
    public async Task A_round_ends_where_the_center_cannot_be_reached_and_leaves_the_rest_for_the_next()
    {
        for (var i = 0; i < 12; i++)
        {
            await _hospital.LoseAsync("2201", Messages.Register);
        }

        _hospital.Center.IsAway = true;
        Assert.Single(await _hospital.Desk().ResolveAllAsync());
        _hospital.Center.IsAway = false;
        _hospital.Center.Always("5201", There);
        Assert.Equal(11, (await _hospital.Desk().ResolveAllAsync()).Count);
        _hospital.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await _hospital.Desk().ResolveAllAsync());
    }

    [Fact]
    public async Task What_a_person_must_look_at_is_asked_for_now_and_then_and_not_in_every_round()
    {
        var lost = await _hospital.LoseAsync("4301", """{"rgstinfo":{"mdtrt_sn":"V1"}}""");
        Assert.Equal("no query shows it", Assert.Single(await _hospital.Desk().ResolveAllAsync()).Why);
        Assert.Empty(await _hospital.Desk().ResolveAllAsync());
        _hospital.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(await _hospital.Desk().ResolveAllAsync());
        Assert.Equal(2, (await _hospital.Journal.ReadEventsAsync(lost)).Count);
    }

    [Fact]
    public async Task A_call_that_waits_for_its_answer_is_nobodys_business()
    {
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var center = new Waiting(arrived, go.Task);
        using var client = _hospital.NewClient(center);
        var call = client.InvokeAsync("2201", Messages.Register, skipCheck: true);
        await arrived.Task;
        var id = (await _hospital.Journal.ListOpenAsync()).Single().MessageId;
        Assert.Empty(await _hospital.Desk().ResolveAllAsync());
        var result = await _hospital.Desk().ResolveAsync(id, RecoveryAim.Reverse);
        Assert.Equal((RecoveryOutcome.NeedsPerson, "the call may still be waiting for its answer"), (result.Outcome, result.Why));
        Assert.NotNull(result.AskAgainAt);
        Assert.Empty(_hospital.Center.Calls);
        go.SetResult();
        await call;
        Assert.Equal(JournalState.Accepted, (await _hospital.EntryAsync(id)).State);
    }

    [Fact]
    public async Task A_record_that_another_program_holds_is_left_to_it()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        Assert.True(await _hospital.Journal.TryLeaseAsync(lost, "other", TimeSpan.FromMinutes(2)));
        Assert.Empty(await _hospital.Desk().ResolveAllAsync());
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(("another program works on it", _hospital.Clock.GetUtcNow().AddMinutes(2)), (result.Why, result.AskAgainAt));
        Assert.Empty(_hospital.Center.Inputs("5201"));
    }

    [Fact]
    public async Task Many_desks_at_once_take_a_settlement_back_once()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        var lost = await _hospital.LoseAsync("2207", Messages.Settle);
        _hospital.Comparer.Rows.Add(new DetailRow { MessageId = lost, Result = "1" });
        _hospital.Settle();
        _hospital.Center.Always("2601", _ =>
        {
            _hospital.Comparer.Rows.Clear();
            return ScriptedCenter.Accepted("{}");
        });
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _hospital.Desk().ResolveAsync(lost, RecoveryAim.Reverse, "cashier " + i))));
        Assert.Equal(1, _hospital.Center.Count("2601"));
        Assert.Contains(results, r => r.Outcome == RecoveryOutcome.Reversed);
        Assert.All(results, r => Assert.True(r.Outcome == RecoveryOutcome.Reversed || r.Why == "another program works on it", r.ToString()));
    }

    [Fact]
    public async Task In_the_background_a_record_is_found_out_when_its_time_has_come()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", """{"mdtrtinfo":[]}""");
        using var stop = new CancellationTokenSource();
        var run = _hospital.Desk().RunAsync(TimeSpan.FromSeconds(20), stop.Token);
        while ((await _hospital.EntryAsync(lost)).IsOpen)
        {
            Assert.False(run.IsFaulted);
            _hospital.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(JournalState.NotProcessed, (await _hospital.EntryAsync(lost)).State);
    }

    [Fact]
    public void A_desk_needs_a_client_whose_journal_can_be_read()
    {
        using var without = new InsuranceClient(_hospital.Settings, new InsuranceClientParts { HttpMessageHandler = _hospital.Center });
        Assert.Equal("journal", Assert.Throws<ConfigurationException>(() => new RecoveryDesk(without)).Setting);
        using var other = _hospital.NewClient(_hospital.Center, new Dead(_hospital.Journal));
        Assert.Equal("journal", Assert.Throws<ConfigurationException>(() => new RecoveryDesk(other)).Setting);
    }

    [Fact]
    public void Options_that_cannot_be_are_named()
    {
        Assert.Equal("recovery.Lease", Assert.Throws<ConfigurationException>(() => new RecoveryDesk(_hospital.Client, new RecoveryOptions { Lease = TimeSpan.FromSeconds(1) })).Setting);
        Assert.Equal("recovery.Comparer", Assert.Throws<ConfigurationException>(() => new RecoveryDesk(_hospital.Client, new RecoveryOptions { Comparer = _hospital.Comparer })).Setting);
        Assert.Equal("recovery.Owner", Assert.Throws<ConfigurationException>(() => new RecoveryDesk(_hospital.Client, new RecoveryOptions { Owner = "" })).Setting);
    }

    [Fact]
    public async Task A_record_that_cannot_be_opened_does_not_keep_the_others_waiting()
    {
        var key = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        using var protectedHospital = new Hospital(journal: new JournalOptions { Protection = new Sm4PersonalDataProtection(key) });
        var lost = await protectedHospital.LoseAsync("2201", Messages.Register);
        protectedHospital.Center.Always("5201", There);
        Assert.Equal(RecoveryOutcome.Adopted, (await protectedHospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(lost, Assert.Single(await protectedHospital.Journal.FindByKeyAsync("mdtrt_id", "M1")).MessageId);
    }

    [Fact]
    public async Task The_blocking_twins_do_the_same()
    {
        var lost = await _hospital.LoseAsync("2201", Messages.Register);
        _hospital.Center.Always("5201", There);
        Assert.Equal(RecoveryOutcome.Adopted, _hospital.Desk().Resolve(lost).Outcome);
        Assert.Empty(_hospital.Desk().ResolveAll());
        Assert.True(_hospital.Desk().UnlockBill("mdtrt_id", "M1", "cashier 7").IsFree);
    }

    [Fact]
    public async Task A_trial_is_kept_with_its_answer_and_a_query_is_not()
    {
        await _hospital.AcceptAsync("2206", Messages.Settle, Messages.Tried);
        _hospital.Center.Next("5201", There);
        await _hospital.SendAsync("5201", """{"data":{"psn_no":"P"}}""");
        var kept = Assert.Single(await _hospital.Journal.ListAsync());
        Assert.Equal(("2206", JournalState.Confirmed), (kept.Code, kept.State));
    }

    private sealed class Told(List<RecoveryResult> told) : IProgress<RecoveryResult>
    {
        public void Report(RecoveryResult value) => told.Add(value);
    }

    private sealed class Waiting(TaskCompletionSource arrived, Task go) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            arrived.SetResult();
            await go;
            return new HttpResponseMessage { Content = new StringContent(ScriptedCenter.Accepted(Messages.Registered)) };
        }
    }
}

/// <summary>The journal of a program that dies: the intent is written, nothing that comes later.</summary>
internal sealed class Dead(ICallJournal journal) : ICallJournal
{
    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken) => journal.IntendAsync(intent, cancellationToken);

    public void NoteSending(string messageId)
    {
    }

    public Task ConcludeAsync(JournalOutcome outcome) => Task.CompletedTask;
}
