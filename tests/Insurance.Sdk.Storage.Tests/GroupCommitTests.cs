using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage.Journal;
using Xunit;

namespace Insurance.Sdk.Storage.Tests;

/// <summary>Who waits for what: an intent for the disk, an outcome for the file, and nobody for somebody else's failure.</summary>
public sealed class GroupCommitTests
{
    private readonly ConcurrentQueue<string[]> _commits = new();
    private readonly SemaphoreSlim _flushBegins = new(0);
    private readonly SemaphoreSlim _flushMayEnd = new(0);

    [Fact]
    public async Task An_intent_waits_for_the_flush_and_an_outcome_does_not_wait_for_that_of_others()
    {
        var group = new GroupCommit(Commit, Flush);
        var intent = Task.Run(() => group.RunAsync(Intent("A")));
        await _flushBegins.WaitAsync();
        await group.RunAsync(Outcome("B"));
        Assert.False(intent.IsCompleted);
        _flushMayEnd.Release();
        await intent;
    }

    [Fact]
    public async Task Intents_that_come_during_a_flush_share_the_next_one()
    {
        var group = new GroupCommit(Commit, Flush);
        var first = Task.Run(() => group.RunAsync(Intent("A")));
        await _flushBegins.WaitAsync();
        var others = Enumerable.Range(0, 20).Select(i => group.RunAsync(Intent("B" + i))).ToList();
        Assert.Single(_commits);
        _flushMayEnd.Release();
        await first;
        await _flushBegins.WaitAsync();
        Assert.All(others, other => Assert.False(other.IsCompleted));
        _flushMayEnd.Release();
        await Task.WhenAll(others);
        Assert.Equal([1, 20], _commits.Select(c => c.Length));
    }

    [Fact]
    public async Task A_flush_that_fails_refuses_its_intents_and_no_others()
    {
        var broken = true;
        var group = new GroupCommit(Commit, () =>
        {
            if (broken)
            {
                throw new IOException("disk");
            }
        });
        await Assert.ThrowsAsync<IOException>(() => group.RunAsync(Intent("A")));
        await group.RunAsync(Outcome("A"));
        broken = false;
        await group.RunAsync(Intent("B"));
    }

    [Fact]
    public async Task One_write_that_fails_does_not_take_the_others_with_it()
    {
        var group = new GroupCommit(Commit, Flush);
        var first = Task.Run(() => group.RunAsync(Intent("A")));
        await _flushBegins.WaitAsync();
        var (good, bad, end) = (group.RunAsync(Intent("B")), group.RunAsync(Intent("BAD")), group.RunAsync(Intent("C")));
        _flushMayEnd.Release(2);
        await Task.WhenAll(first, good, end);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["A", "B", "C"], _commits.SelectMany(c => c));
    }

    [Fact]
    public async Task A_server_flushes_with_its_commit()
    {
        var group = new GroupCommit(Commit, null);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => group.RunAsync(i % 2 == 0 ? Intent("A" + i) : Outcome("A" + i))));
        Assert.Equal(500, _commits.Sum(c => c.Length));
        Assert.All(_commits, c => Assert.True(c.Length <= 400));
    }

    private Task Commit(IReadOnlyList<JournalWrite> writes)
    {
        var ids = writes.Select(w => w is NewRecord r ? r.Row.MessageId : ((Outcome)w).Row.MessageId).ToArray();
        if (ids.Contains("BAD"))
        {
            throw new InvalidOperationException("not this one");
        }

        _commits.Enqueue(ids);
        return Task.CompletedTask;
    }

    private void Flush()
    {
        _flushBegins.Release();
        _flushMayEnd.Wait();
    }

    private static NewRecord Intent(string id) => new(new JournalRow { MessageId = id, State = (int)JournalState.Intended }, []);

    private static Outcome Outcome(string id) => new(new JournalRow { MessageId = id, State = (int)JournalState.Accepted }, []);
}
