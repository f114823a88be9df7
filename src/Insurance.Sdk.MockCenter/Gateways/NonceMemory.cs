using System;
using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Gateways;

/// <summary>Remembers the nonces of the last minutes.</summary>
internal sealed class NonceMemory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset At)> _order = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _span;

    internal NonceMemory(TimeProvider clock, TimeSpan span)
    {
        _clock = clock;
        _span = span;
    }

    /// <summary>False when the nonce was taken within the span.</summary>
    internal bool TryTake(string nonce)
    {
        var now = _clock.GetUtcNow();
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && now - oldest.At >= _span)
            {
                _order.Dequeue();
                _seen.Remove(oldest.Nonce);
            }

            if (!_seen.TryAdd(nonce, now))
            {
                return false;
            }

            _order.Enqueue((nonce, now));
            return true;
        }
    }
}
