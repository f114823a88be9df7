using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Reconciliation.Tests;

/// <summary>A clock that tells when somebody has begun to wait on it: it is advanced after that and never before, or the wait would never end.</summary>
internal sealed class WaitedForClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero))
{
    private readonly SemaphoreSlim _waits = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Release();
        return timer;
    }

    /// <summary>Ends when one more wait has begun.</summary>
    internal Task WaitsAsync() => _waits.WaitAsync(TimeSpan.FromSeconds(60)).ContinueWith(w => Assert.True(w.Result, "nobody waits"), TaskScheduler.Default);
}
