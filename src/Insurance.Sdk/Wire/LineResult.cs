namespace Insurance.Sdk;

/// <summary>What became of one line of a multi-row request.</summary>
public enum LineState
{
    /// <summary>The center took the line, or said nothing against it in an accepted call.</summary>
    Accepted,

    /// <summary>The center turned the line down; see <see cref="LineResult.Reason"/>.</summary>
    Refused,

    /// <summary>The line was sent and no usable answer came: it may be booked.</summary>
    Unknown,

    /// <summary>The line never left, or the gateway turned its message away.</summary>
    NotSent,
}

/// <summary>Result of one line, joined back to its place in the request.</summary>
public sealed class LineResult
{
    /// <summary>Creates a result.</summary>
    public LineResult(int index, LineState state, string? reason, string? messageId)
    {
        Index = index;
        State = state;
        Reason = reason;
        MessageId = messageId;
    }

    /// <summary>Place of the line in the caller's request, from 0.</summary>
    public int Index { get; }

    /// <summary>What became of it.</summary>
    public LineState State { get; }

    /// <summary>The center's reason (msgRslt 错误原因), where it gave one.</summary>
    public string? Reason { get; }

    /// <summary>Message id of the call that carried the line; null where none was made.</summary>
    public string? MessageId { get; }
}
