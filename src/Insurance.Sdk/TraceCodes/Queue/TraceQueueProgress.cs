namespace Insurance.Sdk.TraceCodes;

/// <summary>What the queue is doing.</summary>
public enum TraceQueueStep
{
    /// <summary>Lines are marked as sending, durably; nothing has left yet.</summary>
    Claimed,

    /// <summary>Their message is about to leave.</summary>
    Sending,

    /// <summary>An end of the message is known, an answer or the lack of one; nothing is written down yet.</summary>
    Answered,

    /// <summary>It is written down.</summary>
    Noted,

    /// <summary>The center is about to be asked for a line.</summary>
    Asking,

    /// <summary>The center was asked; nothing is written down yet.</summary>
    Asked,

    /// <summary>What asking brought is written down.</summary>
    AskNoted,

    /// <summary>The center's numbers of sales are written into their returns.</summary>
    Linked,

    /// <summary>Lines of dead processes were found, or returns of sales that were set aside.</summary>
    Swept,

    /// <summary>A round is over.</summary>
    RoundEnded,

    /// <summary>Something keeps the queue from its work; it goes on later.</summary>
    Problem,
}

/// <summary>One step of the queue, for a display or a log: counts and ids, never personal data.</summary>
public sealed class TraceQueueProgress
{
    internal TraceQueueProgress(TraceQueueStep step, int lines, string messageId = "", TraceUploadReason reason = TraceUploadReason.None, string text = "")
    {
        Step = step;
        Lines = lines;
        MessageId = messageId;
        Reason = reason;
        Text = text;
    }

    /// <summary>What happens.</summary>
    public TraceQueueStep Step { get; }

    /// <summary>How many lines it concerns.</summary>
    public int Lines { get; }

    /// <summary>Message id; "" where there is none.</summary>
    public string MessageId { get; }

    /// <summary>Why, with <see cref="TraceQueueStep.Problem"/>.</summary>
    public TraceUploadReason Reason { get; }

    /// <summary>The library's own words, with <see cref="TraceQueueStep.Problem"/>; never the center's text.</summary>
    public string Text { get; }
}
