using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The times of one queue: leases, waits, and the clock they come from.</summary>
internal sealed class QueueTimes
{
    private readonly TraceUploadQueueOptions _options;

    internal QueueTimes(TraceUploadQueueOptions options, TimeSpan callTimeout)
    {
        _options = options;
        Clock = options.TimeProvider ?? TimeProvider.System;
        CallTimeout = callTimeout;
        Lease = options.Lease ?? callTimeout + callTimeout + TimeSpan.FromMinutes(1);
    }

    internal TimeProvider Clock { get; }

    internal TimeSpan CallTimeout { get; }

    internal TimeSpan Lease { get; }

    internal TimeSpan Settling => _options.SettlingTime;

    internal TimeSpan AskAgainAfter => _options.AskAgainAfter;

    internal DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The wait before the next try: doubled with each failure.</summary>
    internal TimeSpan BackOff(int failures)
    {
        var wait = _options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(Math.Max(failures - 1, 0), 30));
        return TimeSpan.FromMilliseconds(Math.Min(wait, _options.MaxRetryDelay.TotalMilliseconds));
    }

    /// <summary>The wait before a question that got no answer is asked again: it grows with the time that the line is in doubt.</summary>
    internal TimeSpan AskBackOff(DateTimeOffset? since)
    {
        var half = since is { } s ? (Now - s).TotalMilliseconds / 2 : 0;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Max(half, _options.RetryDelay.TotalMilliseconds), _options.MaxRetryDelay.TotalMilliseconds));
    }

    /// <summary>Waits by the queue's clock.</summary>
    internal async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time <= TimeSpan.Zero)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = Clock.CreateTimer(static s => ((TaskCompletionSource<bool>)s!).TrySetResult(true), done, time, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.Register(static s => ((TaskCompletionSource<bool>)s!).TrySetCanceled(), done);
        await done.Task.ConfigureAwait(false);
    }
}
