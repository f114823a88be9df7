using System;
using System.Collections.Generic;
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
        lock (_forDisk)
        {
            (write.MustReachDisk ? _forDisk : _forFile).Enqueue(waiting);
            if (_commits || (write.MustReachDisk && _flushes))
            {
                return waiting.Done.Task;
            }

            _commits = true;
        }

        _ = Task.Run(DrainAsync);
        return waiting.Done.Task;
    }

    private async Task DrainAsync()
    {
        while (Take(out var ownsFlush) is { } group)
        {
            try
            {
                await _commit(group.ConvertAll(one => one.Write)).ConfigureAwait(false);
            }
            catch (Exception) when (group.Count > 1)
            {
                // The whole group was rolled back; each alone shows which one it was.
                var written = new List<Waiting>();
                foreach (var one in group)
                {
                    if (await AloneAsync(one).ConfigureAwait(false))
                    {
                        written.Add(one);
                    }
                }

                group = written;
            }
            catch (Exception e)
            {
                group[0].Done.TrySetException(e);
                group = [];
            }

            End(group, ownsFlush);
        }
    }

    private async Task<bool> AloneAsync(Waiting one)
    {
        try
        {
            await _commit([one.Write]).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            one.Done.TrySetException(e);
            return false;
        }
    }

    /// <summary>Those go on whose write needs no more than the file; the others wait for the disk, beside the next commit.</summary>
    private void End(List<Waiting> group, bool ownsFlush)
    {
        var forDisk = group.FindAll(one => one.Write.MustReachDisk);
        if (_flush is not null && forDisk.Count > 0)
        {
            group.RemoveAll(one => one.Write.MustReachDisk);
            _ = Task.Run(() => FlushAsync(forDisk));
        }
        else if (ownsFlush)
        {
            lock (_forDisk)
            {
                _flushes = false;
            }
        }

        group.ForEach(one => one.Done.TrySetResult(true));
    }

    private Task FlushAsync(List<Waiting> group)
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

        lock (_forDisk)
        {
            _flushes = false;
            if (_commits || _forDisk.Count == 0)
            {
                return Task.CompletedTask;
            }

            _commits = true;
        }

        return DrainAsync();
    }

    /// <summary>What is committed next: outcomes at once, intents as soon as the disk has the ones before.</summary>
    private List<Waiting>? Take(out bool ownsFlush)
    {
        lock (_forDisk)
        {
            var group = new List<Waiting>();
            Move(_forFile, group);
            ownsFlush = !_flushes && _forDisk.Count > 0;
            if (ownsFlush)
            {
                _flushes = true;
                Move(_forDisk, group);
            }

            _commits = group.Count > 0;
            return _commits ? group : null;
        }
    }

    private static void Move(Queue<Waiting> from, List<Waiting> to)
    {
        while (from.Count > 0 && to.Count < Most)
        {
            to.Add(from.Dequeue());
        }
    }

    private sealed class Waiting(JournalWrite write)
    {
        internal JournalWrite Write { get; } = write;

        internal TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
