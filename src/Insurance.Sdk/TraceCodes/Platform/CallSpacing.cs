using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Keeps the calls of one app key apart, however many clients of this program use it.</summary>
internal sealed class CallSpacing
{
    /// <summary>By clock: tests with clocks of their own do not hold each other up.</summary>
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, CallSpacing>> All = new();

    private readonly object _gate = new();
    private long? _next;

    private CallSpacing()
    {
    }

    internal static CallSpacing Of(string appKey, TimeProvider time)
        => All.GetValue(time, static _ => new ConcurrentDictionary<string, CallSpacing>(StringComparer.Ordinal)).GetOrAdd(appKey, static _ => new CallSpacing());

    /// <summary>Waits for this call's turn. Turns are given in the order of asking.</summary>
    internal async Task WaitAsync(TimeSpan spacing, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var turn = _next is { } next && next > now ? next : now;
            _next = turn + (long)(spacing.TotalSeconds * time.TimestampFrequency);
            wait = TimeSpan.FromSeconds((turn - now) / (double)time.TimestampFrequency);
        }

        if (wait > TimeSpan.Zero)
        {
#if NET
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
#else
            await time.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
        }
    }
}
