using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>A change on its way: what stops it, where it stands then, and how it goes on.</summary>
public sealed class ChangeTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly PaperCenter _center = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Old_out_new_in_read_back()
    {
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.Done, MappingChangeStop.None), (change.Step, change.Stop));
        Assert.Equal(["cancel A", "upload B", "read"], _center.Calls);
        Assert.Equal([("A", MappingState.Cancelled), ("B", MappingState.Confirmed)], await StatesAsync());
        Assert.Empty(await _desk.Mappings.ListOpenAsync());
    }

    [Fact]
    public async Task Unsettled_fees_stop_it_before_anything_is_sent()
    {
        var options = Options();
        options.CountUnsettledFees = (pair, _) => Task.FromResult(pair.NationalCode == "A" ? 3 : 0);
        var plan = await PlanAsync();
        var change = await new MappingChangeRunner(_center, _desk.Mappings, options).RunAsync(plan);
        Assert.Equal((MappingChangeStep.Planned, MappingChangeStop.UnsettledFees), (change.Step, change.Stop));
        Assert.Empty(_center.Calls);
        options.IgnoreUnsettledFees = true;
        Assert.Equal(MappingChangeStep.Done, (await new MappingChangeRunner(_center, _desk.Mappings, options).RunAsync(change)).Step);
    }

    [Fact]
    public async Task A_refused_cancel_stops_and_the_new_pair_is_not_sent()
    {
        _center.OnCancel = () => throw new RefusedException("-1", "no");
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.Planned, MappingChangeStop.CancelRefused, "-1"), (change.Step, change.Stop, change.CenterCode));
        Assert.DoesNotContain("upload B", _center.Calls);
    }

    [Fact]
    public async Task A_refused_cancel_of_a_pair_that_is_gone_already_goes_on()
    {
        var plan = await PlanAsync();
        _center.Rows.Clear();
        _center.OnCancel = () => throw new RefusedException("-1", "not there");
        Assert.Equal(MappingChangeStep.Done, (await RunAsync(plan)).Step);
    }

    [Fact]
    public async Task A_refused_upload_says_that_the_item_has_no_code_at_the_center_now()
    {
        _center.OnUpload = () => throw new RefusedException("-1", "no");
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.OldCancelled, MappingChangeStop.UploadRefused), (change.Step, change.Stop));
        Assert.Contains("cannot be uploaded", change.ToString(), StringComparison.Ordinal);
        _center.OnUpload = null;
        Assert.Equal(MappingChangeStep.Done, (await RunAsync((await _desk.Mappings.ListOpenAsync()).Single())).Step);
        Assert.Single(_center.Calls, "cancel A");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_of_the_upload_is_asked_about_and_never_repeated_blindly(bool booked)
    {
        _center.OnUpload = () => throw new OutcomeUnknownException("lost", null);
        _center.BooksDespite = booked;
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.Uploading, MappingChangeStop.InDoubt), (change.Step, change.Stop));
        _center.OnUpload = null;
        _center.Calls.Clear();
        _desk.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(MappingChangeStep.Done, (await RunAsync((await _desk.Mappings.ListOpenAsync()).Single())).Step);
        Assert.Equal(booked ? ["read", "read"] : ["read", "upload B", "read"], _center.Calls);
        Assert.Single(_center.Rows, r => r.NationalCode == "B");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_of_the_cancel_is_asked_about(bool booked)
    {
        _center.OnCancel = () => throw new OutcomeUnknownException("lost", null);
        _center.BooksDespite = booked;
        Assert.Equal(MappingChangeStop.InDoubt, (await RunAsync(await PlanAsync())).Stop);
        _center.OnCancel = null;
        _center.Calls.Clear();
        _desk.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(MappingChangeStep.Done, (await RunAsync((await _desk.Mappings.ListOpenAsync()).Single())).Step);
        Assert.Equal(booked ? ["read", "upload B", "read"] : ["read", "cancel A", "upload B", "read"], _center.Calls);
    }

    [Fact]
    public async Task The_center_is_not_believed_before_the_time_to_settle_has_passed()
    {
        _center.OnUpload = () => throw new OutcomeUnknownException("lost", null);
        await RunAsync(await PlanAsync());
        _center.OnUpload = null;
        _center.Calls.Clear();
        var running = RunAsync((await _desk.Mappings.ListOpenAsync()).Single());
        Assert.False(running.IsCompleted);
        Assert.Empty(_center.Calls);
        while (!running.IsCompleted)
        {
            _desk.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(MappingChangeStep.Done, (await running).Step);
    }

    [Fact]
    public async Task A_message_that_never_left_is_sent_again_when_going_on()
    {
        _center.OnUpload = () => throw new NotProcessedException("no connection");
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.OldCancelled, MappingChangeStop.NotProcessed), (change.Step, change.Stop));
        _center.OnUpload = null;
        Assert.Equal(MappingChangeStep.Done, (await RunAsync(change)).Step);
    }

    [Fact]
    public async Task A_review_at_the_center_is_waited_for_and_other_days_are_told()
    {
        _center.HidesNew = true;
        var change = await RunAsync(await PlanAsync());
        Assert.Equal((MappingChangeStep.Uploaded, MappingChangeStop.NotConfirmedYet), (change.Step, change.Stop));
        Assert.Equal(("B", MappingState.Uploaded), (await StatesAsync())[1]);
        _center.HidesNew = false;
        _center.Rows[^1] = _center.Rows[^1] with { From = Pairs.Day("2026-03-02") };
        Assert.Equal(MappingChangeStop.Differs, (await RunAsync(change)).Stop);
        Assert.Equal(("B", MappingState.Differs), (await StatesAsync())[1]);
    }

    [Fact]
    public async Task A_center_that_cannot_be_asked_stops_it()
    {
        _center.OnRead = () => throw new ProtocolException("no answer");
        Assert.Equal((MappingChangeStep.Uploaded, MappingChangeStop.CannotAsk), ((await RunAsync(await PlanAsync())) is var c ? (c.Step, c.Stop) : default));
    }

    [Fact]
    public async Task A_crash_at_any_place_loses_nothing_and_books_nothing_twice()
    {
        // The program dies before or after each message, whether or not the center booked it, and another one goes on.
        for (var crashAt = 1; crashAt <= 12; crashAt++)
        {
            foreach (var booked in new[] { true, false })
            {
                using var desk = new Desk();
                var center = new PaperCenter { BooksDespite = booked };
                await desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
                center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
                var plan = await desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-01"), Desk.Author);
                var dying = new DyingStore(desk.Mappings, crashAt, center);
                try
                {
                    await new MappingChangeRunner(center, dying, new MappingChangeOptions { TimeProvider = desk.Clock }).RunAsync(plan);
                }
                catch (DyingStore.Crash)
                {
                    // As a process that is gone.
                }

                center.OnCancel = center.OnUpload = null;
                desk.Clock.Advance(TimeSpan.FromMinutes(5));
                using var database = desk.Open();
                await new MappingChangeRunner(center, new MappingStore(database), new MappingChangeOptions { TimeProvider = desk.Clock }).ResumeAsync();
                Assert.Empty(await desk.Mappings.ListOpenAsync());
                Assert.Equal(["B"], center.Rows.Where(r => r.IsValid).Select(r => r.NationalCode));
                Assert.Equal(1, center.Uploads);
            }
        }
    }

    [Fact]
    public async Task A_change_waits_for_its_first_day_because_3302_would_take_the_old_pair_away_at_once()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        _center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
        var change = await RunAsync(await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author));
        Assert.Equal((MappingChangeStep.Planned, MappingChangeStop.TooEarly), (change.Step, change.Stop));
        Assert.Contains("nothing was sent (TooEarly)", change.ToString(), StringComparison.Ordinal);

        // 14 March, 23:59:59 in China, and a second later.
        _desk.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 14, 15, 59, 59, TimeSpan.Zero));
        Assert.Equal(MappingChangeStop.TooEarly, (await Resumed()).Stop);
        Assert.Empty(_center.Calls);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MappingChangeStep.Done, (await Resumed()).Step);

        async Task<MappingChange> Resumed() => (await new MappingChangeRunner(_center, _desk.Mappings, Options()).ResumeAsync()).Single();
    }

    [Fact]
    public async Task A_person_may_bring_a_change_in_before_its_day()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        _center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
        var options = Options();
        options.RunBeforeFirstDay = true;
        Assert.Equal(MappingChangeStep.Done, (await new MappingChangeRunner(_center, _desk.Mappings, options).RunAsync(await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author))).Step);
    }

    [Fact]
    public async Task A_first_upload_does_not_wait_for_its_day()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("B", "2026-07-01"), Desk.Author);
        Assert.Equal(MappingChangeStep.Done, (await RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-07-01"), Desk.Author))).Step);
    }

    [Fact]
    public async Task A_pair_is_taken_out_at_the_center_and_still_says_what_past_fees_had()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        _center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
        Assert.Equal(MappingChangeStep.Done, (await RunAsync(await _desk.Mappings.PlanRemovalAsync("ITEM1", "201", Pairs.Day("2026-03-01"), Desk.Author))).Step);
        Assert.Equal(["cancel A", "read"], _center.Calls);
        Assert.Equal([("A", MappingState.Cancelled)], await StatesAsync());
        Assert.Equal("A", (await _desk.Mappings.LoadIndexAsync()).Resolve("ITEM1", "201", Pairs.Day("2026-02-01")).Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.Mappings.PlanRemovalAsync("ITEM1", "201", Pairs.Day("2026-03-01"), Desk.Author));
    }

    [Fact]
    public async Task A_pair_that_got_a_last_day_is_told_to_the_center_anew()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        _center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
        await _desk.Mappings.EndAsync("ITEM1", "201", Pairs.Day("2026-06-30"), Desk.Author);
        Assert.Equal(MappingChangeStep.Done, (await RunAsync(await _desk.Mappings.PlanRenewalAsync("ITEM1", "201", Pairs.Day("2026-03-01"), Desk.Author))).Step);
        Assert.Equal(["cancel A", "upload A", "read"], _center.Calls);
        Assert.Equal(new CenterPair("A", Pairs.Day("2026-01-01"), Pairs.Day("2026-06-30"), true), _center.Rows.Single());
        Assert.Equal([("A", MappingState.Confirmed)], await StatesAsync());
        Assert.Equal(
            [MappingState.Cancelled, MappingState.Uploaded, MappingState.Confirmed],
            (await _desk.Mappings.HistoryAsync("ITEM1", "201")).Where(e => e.Action == MappingAction.State).Select(e => e.State!.Value));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_make_a_lost_answer_wait_for_it()
    {
        _center.OnUpload = () => throw new OutcomeUnknownException("lost", null);
        _center.BooksDespite = true;
        var change = await RunAsync(await PlanAsync());
        Assert.Equal(MappingChangeStop.InDoubt, change.Stop);
        _center.OnUpload = null;
        var early = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2025, 3, 1, 2, 0, 0, TimeSpan.Zero));
        var running = new MappingChangeRunner(_center, _desk.Mappings, new MappingChangeOptions { TimeProvider = early }).RunAsync(change);
        early.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(MappingChangeStep.Done, (await running).Step);
    }

    private MappingChangeOptions Options() => new() { TimeProvider = _desk.Clock };

    private Task<MappingChange> RunAsync(MappingChange change) => new MappingChangeRunner(_center, _desk.Mappings, Options()).RunAsync(change);

    private async Task<MappingChange> PlanAsync()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        _center.Rows.Add(new CenterPair("A", Pairs.Day("2026-01-01"), null, true));
        return await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-01"), Desk.Author);
    }

    private async Task<List<(string, MappingState)>> StatesAsync() => (await _desk.Mappings.ListAsync("ITEM1", "201")).Select(p => (p.NationalCode, p.State)).ToList();

    /// <summary>A center on paper: it books, refuses or loses as it is told.</summary>
    private sealed class PaperCenter : IMappingCenter
    {
        internal List<string> Calls { get; } = new();

        internal List<CenterPair> Rows { get; } = new();

        internal Action? OnCancel { get; set; }

        internal Action? OnUpload { get; set; }

        internal Action? OnRead { get; set; }

        internal bool BooksDespite { get; set; }

        internal bool HidesNew { get; set; }

        internal int Uploads { get; private set; }

        public Task CancelAsync(ItemMapping pair, CancellationToken cancellationToken = default)
        {
            Calls.Add("cancel " + pair.NationalCode);
            Work(OnCancel, () => Rows.RemoveAll(r => r.NationalCode == pair.NationalCode));
            return Task.CompletedTask;
        }

        public Task UploadAsync(ItemMapping pair, CancellationToken cancellationToken = default)
        {
            Calls.Add("upload " + pair.NationalCode);
            Work(OnUpload, () =>
            {
                Uploads++;
                Rows.Add(new CenterPair(pair.NationalCode, pair.Interval.From, pair.Interval.LastDay, true));
            });
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<CenterPair>> ReadAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default)
        {
            Calls.Add("read");
            OnRead?.Invoke();
            return Task.FromResult<IReadOnlyList<CenterPair>>(Rows.Where(r => !HidesNew || r.NationalCode != "B").ToList());
        }

        public Task<IReadOnlyList<CenterMapping>> ReadAllAsync(CancellationToken cancellationToken = default)
            => Task.FromResult<IReadOnlyList<CenterMapping>>(Rows.Select(r => new CenterMapping("ITEM1", "201", null, r)).ToList());

        private void Work(Action? fault, Action book)
        {
            if (fault is null || BooksDespite)
            {
                book();
            }

            fault?.Invoke();
        }
    }

    /// <summary>A store whose program dies: before a step is kept, or right after it while its message is under way.</summary>
    private sealed class DyingStore(MappingStore inner, int at, PaperCenter center) : IMappingChangeStore
    {
        private int _saves;

        public async Task SaveAsync(MappingChange change, CancellationToken cancellationToken = default)
        {
            _saves++;
            if (at == (_saves * 2) - 1)
            {
                throw new Crash();
            }

            await inner.SaveAsync(change, cancellationToken);
            if (at == _saves * 2)
            {
                switch (change.Step)
                {
                    case MappingChangeStep.Cancelling:
                        center.OnCancel = () => throw new Crash();
                        break;
                    case MappingChangeStep.Uploading:
                        center.OnUpload = () => throw new Crash();
                        break;
                    default:
                        throw new Crash();
                }
            }
        }

        public Task<MappingChange?> FindAsync(string id, CancellationToken cancellationToken = default) => inner.FindAsync(id, cancellationToken);

        public Task<IReadOnlyList<MappingChange>> ListOpenAsync(CancellationToken cancellationToken = default) => inner.ListOpenAsync(cancellationToken);

        internal sealed class Crash : Exception;
    }
}
