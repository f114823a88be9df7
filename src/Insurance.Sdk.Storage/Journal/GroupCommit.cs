using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.Schema;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>Small writes of many callers that wait for the disk together: whoever comes while one commit is under way shares the next one.</summary>
/// <remarks>A caller's task ends only after the commit that holds its write. One write that fails does not take the others with it.</remarks>
internal sealed class GroupCommit
{
    private const int Most = 200;

    private readonly InsuranceDatabase _database;
    private readonly SchemaPart _part;
    private readonly Queue<Waiting> _waiting = new();
    private bool _runs;

    internal GroupCommit(InsuranceDatabase database, SchemaPart part)
    {
        _database = database;
        _part = part;
    }

    /// <summary>Writes; durable when the task ends.</summary>
    internal Task RunAsync(Func<DataConnection, CancellationToken, Task> write)
    {
        var waiting = new Waiting(write);
        lock (_waiting)
        {
            _waiting.Enqueue(waiting);
            if (_runs)
            {
                return waiting.Done.Task;
            }

            _runs = true;
        }

        _ = Task.Run(DrainAsync);
        return waiting.Done.Task;
    }

    private async Task DrainAsync()
    {
        while (Take() is { } group)
        {
            try
            {
                await _database.WriteAsync(_part, async (db, c) =>
                {
                    foreach (var one in group)
                    {
                        await one.Write(db, c).ConfigureAwait(false);
                    }
                }, CancellationToken.None).ConfigureAwait(false);
                group.ForEach(one => one.Done.TrySetResult(true));
            }
            catch (Exception) when (group.Count > 1)
            {
                // The whole group was rolled back; each alone shows which one it was.
                foreach (var one in group)
                {
                    await AloneAsync(one).ConfigureAwait(false);
                }
            }
            catch (Exception e)
            {
                group[0].Done.TrySetException(e);
            }
        }
    }

    private async Task AloneAsync(Waiting one)
    {
        try
        {
            await _database.WriteAsync(_part, one.Write, CancellationToken.None).ConfigureAwait(false);
            one.Done.TrySetResult(true);
        }
        catch (Exception e)
        {
            one.Done.TrySetException(e);
        }
    }

    private List<Waiting>? Take()
    {
        lock (_waiting)
        {
            if (_waiting.Count == 0)
            {
                _runs = false;
                return null;
            }

            var group = new List<Waiting>();
            while (_waiting.Count > 0 && group.Count < Most)
            {
                group.Add(_waiting.Dequeue());
            }

            return group;
        }
    }

    private sealed class Waiting(Func<DataConnection, CancellationToken, Task> write)
    {
        internal Func<DataConnection, CancellationToken, Task> Write { get; } = write;

        internal TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
