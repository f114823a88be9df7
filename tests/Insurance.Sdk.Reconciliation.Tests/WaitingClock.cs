using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Reconciliation.Tests;

/// <summary>A fake clock that tells when somebody begins to wait: only then may a test move it.</summary>
internal sealed class WaitingClock : FakeTimeProvider
{
    private readonly List<TimeSpan> _begun = new();
    private readonly List<(TimeSpan Wait, TaskCompletionSource Source)> _watchers = new();

    internal WaitingClock(DateTimeOffset start)
        : base(start)
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_begun)
        {
            var watcher = _watchers.FindIndex(w => w.Wait == dueTime);
            if (watcher >= 0)
            {
                _watchers[watcher].Source.SetResult();
                _watchers.RemoveAt(watcher);
            }
            else
            {
                _begun.Add(dueTime);
            }
        }

        return timer;
    }

    /// <summary>Ends when a wait of this length has begun.</summary>
    internal Task BeginsAsync(TimeSpan wait)
    {
        lock (_begun)
        {
            if (_begun.Remove(wait))
            {
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((wait, source));
            return source.Task;
        }
    }
}
