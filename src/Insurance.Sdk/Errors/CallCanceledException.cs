using System;
using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk;

/// <summary>The caller's token ended the call. It stays an <see cref="OperationCanceledException"/>, and says whether the center may have booked.</summary>
public sealed class CallCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public CallCanceledException(bool mayBeBooked, Operation? operation, CancellationToken token, Exception? inner = null)
        : base("The call was canceled", inner, token)
    {
        MayBeBooked = mayBeBooked;
        ConfirmedBy = operation?.ConfirmedBy ?? Array.Empty<ConfirmingQuery>();
        UndoneBy = operation?.UndoneBy ?? Array.Empty<UndoingTransaction>();
    }

    /// <summary>The text, with the count of line states where earlier chunks of the request were already taken.</summary>
    public override string Message => LineSummary.Append(
        base.Message + (MayBeBooked ? " after it had begun to leave; the outcome is unknown" : "; nothing was booked by it"),
        Lines);

    /// <summary>True where a command had begun to leave, or earlier chunks of it were taken: its outcome is as unknown as after <see cref="OutcomeUnknownException"/>.</summary>
    public bool MayBeBooked { get; internal set; }

    /// <summary>Transaction number the call was made with.</summary>
    public string Code { get; internal set; } = "";

    /// <summary>Message id of the call; "" where none was made.</summary>
    public string MessageId { get; internal set; } = "";

    /// <summary>State of every line of a multi-row request, in the caller's order.</summary>
    public IReadOnlyList<LineResult> Lines { get; internal set; } = Array.Empty<LineResult>();

    /// <summary>Answer of the messages that the center accepted before; null where there was none.</summary>
    public StandardAnswer? AcceptedPart { get; internal set; }

    /// <summary>Queries that can tell whether it was booked.</summary>
    public IReadOnlyList<ConfirmingQuery> ConfirmedBy { get; }

    /// <summary>Transactions that take it back.</summary>
    public IReadOnlyList<UndoingTransaction> UndoneBy { get; }
}
