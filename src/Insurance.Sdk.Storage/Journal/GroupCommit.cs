using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>Small writes of many callers that wait for the disk together: whoever comes while a flush is under way shares the next one.</summary>
/// <remarks>
/// <para>A caller's task ends after the commit that holds its write, and after the flush of the disk where the write must not be lost
/// (<see cref="JournalWrite.MustReachDisk"/>). One write that fails does not take the others with it.</para>
/// <para>On a SQLite file commit and flush are two steps: while intents wait for the disk, outcomes are committed and their callers go on. Servers
/// flush at every commit by themselves.</para>
/// </remarks>
internal sealed class GroupCommit
{
    private const int Most = 200;

    private readonly Func<IReadOnlyList<JournalWrite>, Task> _commit;
    private readonly Action? _flush;
    private readonly Queue<Waiting> _forDisk = new();
    private readonly Queue<Waiting> _forFile = new();
    private bool _commits;
    private bool _flushes;

    /// <summary>Creates it.</summary>
    /// <param name="commit">Writes all of them in one transaction, or none.</param>
    /// <param name="flush">Brings what was committed to the disk; null where the commit does so.</param>
    internal GroupCommit(Func<IReadOnlyList<JournalWrite>, Task> commit, Action? flush)
    {
        _commit = commit;
        _flush = flush;
    }

    /// <summary>Writes; it is in the database when the task ends, and on the disk where it must be.</summary>
    internal Task RunAsync(JournalWrite write)
    {
        var waiting = new Waiting(write);
        Round? round;
        lock (_forDisk)
        {
            (write.MustReachDisk ? _forDisk : _forFile).Enqueue(waiting);
            round = Take();
        }

        Start(round, mayRunHere: Thread.CurrentThread.IsThreadPoolThread);
        return waiting.Done.Task;
    }

    /// <summary>A thread of the pool does the work of its own call; one with a user interface never does.</summary>
    private void Start(Round? round, bool mayRunHere)
    {
        if (round is not null)
        {
            _ = mayRunHere ? RunAsync(round) : Task.Run(() => RunAsync(round));
        }
    }

    /// <summary>What is committed next: outcomes at once, intents as soon as the disk has the ones before. Null where that is nothing, or a commit is under way.</summary>
    private Round? Take()
    {
        if (_commits || (_forFile.Count == 0 && (_forDisk.Count == 0 || _flushes)))
        {
            return null;
        }

        var round = new Round();
        Move(_forFile, round.ForFile);
        if (!_flushes)
        {
            Move(_forDisk, round.ForDisk);
            _flushes = round.OwnsFlush = round.ForDisk.Count > 0;
        }

        _commits = true;
        return round;
    }

    private async Task RunAsync(Round round)
    {
        await CommitAsync(round).ConfigureAwait(false);
        round.ForFile.ForEach(one => one.Done.TrySetResult(true));
        if (_flush is null)
        {
            round.ForDisk.ForEach(one => one.Done.TrySetResult(true));
        }

        Round? next;
        var flushes = _flush is not null && round.ForDisk.Count > 0;
        lock (_forDisk)
        {
            _commits = false;
            _flushes &= flushes || !round.OwnsFlush;
            next = Take();
        }

        Start(next, mayRunHere: false);
        if (flushes)
        {
            Flush(round.ForDisk);
        }
    }

    private void Flush(List<Waiting> group)
    {
        try
        {
            _flush!();
            group.ForEach(one => one.Done.TrySetResult(true));
        }
        catch (Exception e)
        {
            group.ForEach(one => one.Done.TrySetException(e));
        }

        Round? next;
        lock (_forDisk)
        {
            _flushes = false;
            next = Take();
        }

        Start(next, mayRunHere: false);
    }

    /// <summary>Those whose write failed are told, and are no longer in the round.</summary>
    private async Task CommitAsync(Round round)
    {
        var all = round.ForFile.Concat(round.ForDisk).ToList();
        try
        {
            await _commit(all.ConvertAll(one => one.Write)).ConfigureAwait(false);
        }
        catch (Exception e) when (all.Count == 1)
        {
            Fail(round, all[0], e);
        }
        catch (Exception)
        {
            // The whole group was rolled back; each alone shows which one it was.
            foreach (var one in all)
            {
                try
                {
                    await _commit([one.Write]).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    Fail(round, one, e);
                }
            }
        }
    }

    private static void Fail(Round round, Waiting one, Exception e)
    {
        _ = round.ForFile.Remove(one) || round.ForDisk.Remove(one);
        one.Done.TrySetException(e);
    }

    private static void Move(Queue<Waiting> from, List<Waiting> to)
    {
        while (from.Count > 0 && to.Count < Most)
        {
            to.Add(from.Dequeue());
        }
    }

    private sealed class Round
    {
        internal List<Waiting> ForFile { get; } = [];

        internal List<Waiting> ForDisk { get; } = [];

        /// <summary>No other round with intents runs until this one is on the disk.</summary>
        internal bool OwnsFlush { get; set; }
    }

    private sealed class Waiting(JournalWrite write)
    {
        internal JournalWrite Write { get; } = write;

        internal TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
