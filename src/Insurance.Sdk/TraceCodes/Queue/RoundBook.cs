using System;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Counts of a round while it runs; several messages may be under way.</summary>
internal sealed class RoundBook
{
    private const int MostUnknownMessages = 3;

    private readonly Action<TraceQueueProgress> _tell;
    private int _messages;
    private int _sent;
    private int _accepted;
    private int _asked;
    private int _confirmed;
    private int _quarantined;
    private int _unknown;
    private int _notProcessed;
    private int _unknownMessages;
    private volatile bool _away;
    private volatile string _problem = "";

    internal RoundBook(Action<TraceQueueProgress> tell)
    {
        _tell = tell;
    }

    internal bool CenterAway => _away;

    internal void Message(int lines)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _sent, lines);
    }

    internal void Asked() => Interlocked.Increment(ref _asked);

    internal void Accepted(int lines) => Interlocked.Add(ref _accepted, lines);

    internal void Confirmed(int lines) => Interlocked.Add(ref _confirmed, lines);

    internal void Quarantined(int lines) => Interlocked.Add(ref _quarantined, lines);

    internal void Unknown(int lines) => Interlocked.Add(ref _unknown, lines);

    /// <summary>A message ended without a usable answer. After a few of them the round sends no more: a center that answers nothing should not get the whole backlog in doubt.</summary>
    internal void UnknownMessage(string text)
    {
        if (Interlocked.Increment(ref _unknownMessages) >= MostUnknownMessages)
        {
            Away(TraceUploadReason.NoAnswer, text);
        }
    }

    internal void NotProcessed(int lines) => Interlocked.Add(ref _notProcessed, lines);

    /// <summary>The center cannot be reached, or gives no usable answers: more tries in this round would only make it worse.</summary>
    internal void Away(TraceUploadReason reason, string text)
    {
        _away = true;
        _problem = text;
        Tell(TraceQueueStep.Problem, 0, "", reason, text);
    }

    internal void Tell(TraceQueueStep step, int lines, string messageId = "", TraceUploadReason reason = TraceUploadReason.None, string text = "")
        => _tell(new TraceQueueProgress(step, lines, messageId, reason, text));

    internal QueueRound Close(TraceBacklog left) => new()
    {
        Messages = _messages,
        Sent = _sent,
        Accepted = _accepted,
        Asked = _asked,
        Confirmed = _confirmed,
        Quarantined = _quarantined,
        Unknown = _unknown,
        NotProcessed = _notProcessed,
        CenterAway = _away,
        Problem = _problem,
        Left = left,
    };
}
