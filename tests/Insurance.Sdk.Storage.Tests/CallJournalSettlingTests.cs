using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage.Journal;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Storage.Tests;

/// <summary>Leases, findings and retention: what recovery and several programs on one journal need.</summary>
public sealed class CallJournalSettlingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.Zero));

    [Theory]
    [EveryDatabase]
    public async Task A_record_belongs_to_its_caller_until_the_call_has_ended_for_certain(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1") with { AnswerBy = _clock.GetUtcNow().AddSeconds(70) }, CancellationToken.None);
        Assert.False(await journal.TryLeaseAsync("A1", "desk", TimeSpan.FromMinutes(1)));
        Assert.Empty(await journal.ClaimOpenAsync("desk", 10, TimeSpan.FromMinutes(1)));

        _clock.Advance(TimeSpan.FromSeconds(70));
        var taken = Assert.Single(await journal.ClaimOpenAsync("desk", 10, TimeSpan.FromMinutes(1)));
        Assert.Equal(_clock.GetUtcNow(), taken.AnswerBy);
        Assert.Equal("SA1", taken.Keys.Single().Value);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_call_that_ended_in_doubt_may_be_asked_for_at_once(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1") with { AnswerBy = _clock.GetUtcNow().AddSeconds(70) }, CancellationToken.None);
        await journal.ConcludeAsync(Outcome("A1", JournalState.Unknown));
        Assert.True(await journal.TryLeaseAsync("A1", "desk", TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_lease_keeps_others_away_until_it_runs_out_or_is_given_back(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        Assert.True(await journal.TryLeaseAsync("A1", "one", TimeSpan.FromMinutes(1)));
        Assert.False(await journal.TryLeaseAsync("A1", "two", TimeSpan.FromMinutes(1)));
        Assert.True(await journal.TryLeaseAsync("A1", "one", TimeSpan.FromMinutes(2)));
        await journal.ReleaseAsync("A1", "two");
        Assert.False(await journal.TryLeaseAsync("A1", "two", TimeSpan.FromMinutes(1)));

        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await journal.TryLeaseAsync("A1", "two", TimeSpan.FromMinutes(1)));
        Assert.False(await journal.NoteAskedAsync("A1", "one", notSeen: true, _clock.GetUtcNow()));
        await journal.ReleaseAsync("A1", "two");
        Assert.True(await journal.TryLeaseAsync("A1", "one", TimeSpan.FromMinutes(1)));

        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", JournalState.NotProcessed, "nothingHappened", "one", "not there")));
        Assert.False(await journal.TryLeaseAsync("A1", "two", TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [EveryDatabase]
    public async Task Open_records_are_shared_out_each_to_one_program(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var first = new CallJournal(test.Database);
        for (var i = 0; i < 60; i++)
        {
            await first.IntendAsync(Intent("N" + i), CancellationToken.None);
        }

        // Databases of their own, as programs of their own have.
        var shares = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            using var database = InsuranceDatabase.Parse(test.Text, _clock);
            var journal = new CallJournal(database);
            var mine = new List<string>();
            while (await journal.ClaimOpenAsync("program " + n, 7, TimeSpan.FromMinutes(1)) is { Count: > 0 } taken)
            {
                mine.AddRange(taken.Select(t => t.MessageId));
            }

            return mine;
        })));

        Assert.Equal(60, shares.Sum(s => s.Count));
        Assert.Equal(60, shares.SelectMany(s => s).Distinct().Count());
    }

    [Theory]
    [EveryDatabase]
    public async Task Rows_that_another_program_is_just_taking_are_passed_over(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return; // One writer: there is no second transaction at the same moment.
        }

        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await journal.IntendAsync(Intent("A2"), CancellationToken.None);
        using var connection = test.Connect();
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "SELECT msgid FROM ins_journal WHERE msgid = 'A1' FOR UPDATE";
            Assert.Equal("A1", command.ExecuteScalar());
        }

        Assert.Equal("A2", Assert.Single(await journal.ClaimOpenAsync("other", 10, TimeSpan.FromMinutes(1))).MessageId);
    }

    [Theory]
    [EveryDatabase]
    public async Task What_was_asked_and_not_seen_is_counted_and_due_later(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        Assert.True(await journal.TryLeaseAsync("A1", "desk", TimeSpan.FromMinutes(1)));
        Assert.True(await journal.NoteAskedAsync("A1", "desk", notSeen: true, _clock.GetUtcNow().AddMinutes(5)));
        Assert.True(await journal.TryLeaseAsync("A1", "desk", TimeSpan.FromMinutes(1)));
        Assert.True(await journal.NoteAskedAsync("A1", "desk", notSeen: false, _clock.GetUtcNow().AddMinutes(5)));
        Assert.Empty(await journal.ClaimOpenAsync("desk", 10, TimeSpan.FromMinutes(1)));
        var entry = await journal.FindAsync("A1");
        Assert.Equal((1, _clock.GetUtcNow().AddMinutes(5), null), (entry!.NotSeen, entry.AskAgainAt, entry.LeasedUntil));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await journal.ClaimOpenAsync("desk", 10, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_finding_brings_keys_and_output_and_is_final(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        await journal.ConcludeAsync(Outcome("A1", JournalState.Unknown));
        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", JournalState.Unknown, "needsPerson", "desk", "two records of that day")));
        Assert.True((await journal.FindAsync("A1"))!.IsOpen);
        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", JournalState.Accepted, "adopted", "desk", "5203 shows it")
        {
            Keys = [new("setl_id", "SETL9"), new("setl_id", "SETL9")],
            Output = Encoding.UTF8.GetBytes("""{"setlinfo":{"setl_id":"SETL9"}}"""),
        }));
        var entry = Assert.Single(await journal.FindByKeyAsync("setl_id", "SETL9"));
        Assert.Equal((JournalState.Accepted, "adopted", "desk", false), (entry.State, entry.Resolution, entry.ResolvedBy, entry.IsOpen));
        Assert.Contains("SETL9", Encoding.UTF8.GetString((await journal.ReadMessageAsync("A1"))!.Value.Output), StringComparison.Ordinal);
        Assert.Single(await journal.ListUnpostedAsync());
        Assert.True(await journal.ConfirmAsync("A1"));
        Assert.False(await journal.ResolveAsync(new JournalResolution("A1", JournalState.NotProcessed, "nothingHappened", "desk", "too late")));
        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", JournalState.Reversed, "reversed", "desk", "refunded at the center")));
        Assert.Equal(
            [JournalState.Unknown, JournalState.Unknown, JournalState.Accepted, JournalState.Confirmed, JournalState.Reversed],
            (await journal.ReadEventsAsync("A1")).Select(e => e.State));
    }

    [Fact]
    public async Task An_accepted_record_never_becomes_unknown_again()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        await journal.ConcludeAsync(Outcome("A1", JournalState.Accepted));
        Assert.False(await journal.ResolveAsync(new JournalResolution("A1", JournalState.Unknown, "needsPerson", "desk", "x")));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.ResolveAsync(new JournalResolution("A1", JournalState.Sent, "x", "desk", "x")));
    }

    [Theory]
    [InlineData(JournalState.Unknown, "needsPerson")]
    [InlineData(JournalState.NotProcessed, "nothingHappened")]
    public async Task An_answer_that_comes_after_all_is_worth_more_than_not_there(JournalState found, string resolution)
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", found, resolution, "desk", "not there")));
        await journal.ConcludeAsync(Outcome("A1", JournalState.Accepted));
        Assert.Equal(JournalState.Accepted, (await journal.FindAsync("A1"))!.State);
        Assert.Single(await journal.ListUnpostedAsync());
        Assert.Equal([found, JournalState.Accepted], (await journal.ReadEventsAsync("A1")).Select(e => e.State));
    }

    [Theory]
    [EveryDatabase]
    public async Task Two_ends_of_one_call_are_both_told(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        await journal.ConcludeAsync(Outcome("A1", JournalState.Unknown) with { Reason = "TimeoutException" });
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await journal.NoteEventAsync("A1", "cashier 7", "unlock asked"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await journal.ConcludeAsync(Outcome("A1", JournalState.Accepted));
        await journal.ConcludeAsync(Outcome("A1", JournalState.Refused));
        Assert.Equal(
            [(JournalState.Unknown, "TimeoutException"), (JournalState.Unknown, "unlock asked"), (JournalState.Accepted, null)],
            (await journal.ReadEventsAsync("A1")).Select(e => (e.State, e.Why)));
        Assert.Equal(JournalState.Accepted, (await journal.FindAsync("A1"))!.State);
    }

    [Fact]
    public async Task A_late_end_without_an_answer_does_not_undo_a_finding()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        Assert.True(await journal.ResolveAsync(new JournalResolution("A1", JournalState.Accepted, "adopted", "desk", "seen")));
        await journal.ConcludeAsync(Outcome("A1", JournalState.Unknown));
        Assert.Equal(JournalState.Accepted, (await journal.FindAsync("A1"))!.State);
    }

    [Fact]
    public async Task An_event_tells_who_asked_without_a_change_of_state()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, _clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1"), CancellationToken.None);
        Assert.True(await journal.NoteEventAsync("A1", "cashier 7", "unlock asked"));
        Assert.False(await journal.NoteEventAsync("A2", "cashier 7", "unlock asked"));
        var happened = Assert.Single(await journal.ReadEventsAsync("A1"));
        Assert.Equal((JournalState.Intended, "cashier 7", "unlock asked"), (happened.State, happened.Who, happened.Why));
    }

    [Theory]
    [EveryDatabase]
    public async Task Trials_are_kept_closed_with_their_answer(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await journal.KeepTrialAsync(Intent("T1"), Outcome("T1", JournalState.Accepted) with { Output = Encoding.UTF8.GetBytes("""{"setlinfo":{"clr_optins":"440800"}}"""), Keys = [new("mdtrtId", "M1")] });
        Assert.Empty(await journal.ListOpenAsync());
        Assert.Empty(await journal.ListUnpostedAsync());
        Assert.Equal("T1", Assert.Single(await journal.FindByKeyAsync("mdtrt_id", "M1")).MessageId);
        await new CallJournal(test.Database, new JournalOptions { KeepsTrials = false }).KeepTrialAsync(Intent("T2"), Outcome("T2", JournalState.Accepted));
        Assert.Null(await journal.FindAsync("T2"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Old_records_go_in_portions_and_progress_is_told(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await Task.WhenAll(Enumerable.Range(0, 2300).Select(i => journal.IntendAsync(Intent("N" + i), CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, 2290).Select(i => journal.ConcludeAsync(Outcome("N" + i, i < 2280 ? JournalState.Refused : JournalState.Accepted))));
        Assert.True(await journal.NoteEventAsync("N7", "cashier 7", "goes with its record"));
        Assert.True(await journal.NoteEventAsync("N2285", "cashier 7", "stays with its record"));
        _clock.Advance(TimeSpan.FromDays(400));
        var told = new List<int>();
        Assert.Equal(2280, await journal.RemoveClosedAsync(_clock.GetUtcNow().AddDays(-365), new Told(told)));
        Assert.Equal([1000, 2000, 2280], told);
        Assert.Equal(20, (await journal.ListAsync()).Count);
        var left = await test.Database.ReadAsync(JournalTables.Part, (db, c) => db.ExecuteAsync<string>("SELECT MIN(why) FROM ins_journal_event", c), CancellationToken.None);
        Assert.Equal("stays with its record", left);
        Assert.Empty(await journal.ReadEventsAsync("N7"));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Looking_for_open_records_walks_over_their_index_alone(DatabaseKind kind)
    {
        if (kind == DatabaseKind.PostgreSql && Servers.PostgreSql is null)
        {
            return;
        }

        using var test = TestDatabase.Open(kind, _clock);
        var journal = new CallJournal(test.Database);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => journal.KeepTrialAsync(Intent("C" + i), Outcome("C" + i, JournalState.Accepted))));
        await journal.IntendAsync(Intent("OPEN"), CancellationToken.None);
        var plan = await test.Database.ReadAsync(JournalTables.Part, async (db, c) =>
        {
            if (kind == DatabaseKind.PostgreSql)
            {
                await db.ExecuteAsync("ANALYZE ins_journal", c);
            }

            var queries = new[]
            {
                CallJournal.Due(db.GetTable<JournalRow>(), 4_000_000_000_000, 20),
                db.GetTable<JournalRow>().Where(r => r.OpenSince != null && r.OpenSince <= 4_000_000_000_000).OrderBy(r => r.OpenSince).ThenBy(r => r.MessageId).Take(20).Select(r => r.MessageId),
            };
            var text = new StringBuilder();
            foreach (var query in queries)
            {
                var sql = query.ToSqlQuery(new SqlGenerationOptions { InlineParameters = true }).Sql;
                text.AppendLine(string.Join("\n", db.Query(r => Convert.ToString(r.GetValue(r.FieldCount - 1), System.Globalization.CultureInfo.InvariantCulture), (kind == DatabaseKind.PostgreSql ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + sql)));
            }

            return text.ToString();
        }, CancellationToken.None);
        Assert.Equal(2, plan.Split("ins_journal_open").Length - 1);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN r", plan, StringComparison.Ordinal);
    }

    private JournalIntent Intent(string id)
        => new(id, "2207", "2207", "H44088200999", "440882", "0001", _clock.GetUtcNow(), new string('0', 64), [new("setl_id", "S" + id)], Encoding.UTF8.GetBytes("{}"));

    private JournalOutcome Outcome(string id, JournalState state) => new(id, state, _clock.GetUtcNow(), null, null, null, [], default);

    private sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}
