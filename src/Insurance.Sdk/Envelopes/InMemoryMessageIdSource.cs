using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Envelopes;

/// <summary>Message ids of one process; nothing is kept on disk.</summary>
internal sealed class InMemoryMessageIdSource : IMessageIdSource
{
    private readonly Dictionary<string, long> last = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly SequenceWindow window;

    internal InMemoryMessageIdSource(TimeProvider time, SequenceWindow window)
    {
        this.time = time ?? throw new ArgumentNullException(nameof(time));
        this.window = window;
    }

    public string Next(string institutionCode)
    {
        MessageId.CheckInstitution(institutionCode);
        lock (last)
        {
            var number = window.After(last.TryGetValue(institutionCode, out var before) ? before : null, time.GetUtcNow().ToUnixTimeSeconds());
            last[institutionCode] = number;
            return MessageId.FromNumber(institutionCode, number).ToString();
        }
    }
}
