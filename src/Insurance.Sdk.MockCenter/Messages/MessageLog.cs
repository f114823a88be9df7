using System;
using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Messages;

/// <summary>What became of a message. Holds no value of the message but its number and msgid.</summary>
/// <param name="Code">Transaction number; "" when none could be read.</param>
/// <param name="MessageId">msgid; null when the message was not read.</param>
/// <param name="At">When it came, China time.</param>
/// <param name="Outcome">accepted, partly-accepted, refused, gateway-refused or not-processed.</param>
/// <param name="AnsweredFrom">ledger, spec, check, gateway or none.</param>
/// <param name="Reason">Why it was refused: field codes and rules.</param>
/// <param name="Fault">The fault that hit it.</param>
/// <param name="IsDuplicate">True where the msgid had come before.</param>
/// <param name="Warnings">Fields that the published table demands and the edition leaves undecided.</param>
public sealed record MessageRecord(
    string Code, string? MessageId, DateTimeOffset At, string Outcome, string AnsweredFrom, string? Reason, string? Fault, bool IsDuplicate, IReadOnlyList<string> Warnings);

/// <summary>Every message that came, in order of answering.</summary>
public sealed class MessageLog
{
    private const int Kept = 100_000;
    private readonly Lock _gate = new();
    private readonly Queue<MessageRecord> _records = new();

    /// <summary>The records, oldest first; the newest hundred thousand.</summary>
    public IReadOnlyList<MessageRecord> Snapshot()
    {
        lock (_gate)
        {
            return _records.ToArray();
        }
    }

    internal void Add(MessageRecord record)
    {
        lock (_gate)
        {
            _records.Enqueue(record);
            if (_records.Count > Kept)
            {
                _records.Dequeue();
            }
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
        }
    }
}
