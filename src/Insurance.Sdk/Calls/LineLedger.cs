using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Calls;

/// <summary>State of every line of a request over its chunks, in the caller's order.</summary>
internal sealed class LineLedger
{
    private readonly LineResult?[] _lines;

    internal LineLedger(int count)
    {
        _lines = count > 0 ? new LineResult?[count] : Array.Empty<LineResult?>();
    }

    /// <summary>Every line; one that no chunk has carried yet was not sent.</summary>
    internal IReadOnlyList<LineResult> Lines
    {
        get
        {
            for (var i = 0; i < _lines.Length; i++)
            {
                _lines[i] ??= new LineResult(i, LineState.NotSent, null, null);
            }

            return _lines!;
        }
    }

    /// <summary>Notes an accepted chunk: what the answer says per line, and acceptance where it says nothing.</summary>
    internal void Take(int offset, int count, string messageId, IReadOnlyList<LineResult> results)
    {
        foreach (var result in results)
        {
            if (result.Index >= 0 && result.Index < _lines.Length)
            {
                _lines[result.Index] = result;
            }
        }

        for (var i = offset; i < offset + count; i++)
        {
            _lines[i] ??= new LineResult(i, LineState.Accepted, null, messageId);
        }
    }

    /// <summary>Notes the chunk that ended the call; the chunks behind it stay unsent.</summary>
    internal IReadOnlyList<LineResult> Fail(int offset, int count, Exception error)
    {
        switch (error)
        {
            case RefusedException refused:
                Mark(offset, count, LineState.Refused, refused.CenterText, refused.MessageId);
                break;
            case OutcomeUnknownException unknown:
                Mark(offset, count, LineState.Unknown, null, unknown.MessageId);
                break;
            case ProtocolException noAnswer:
                Mark(offset, count, LineState.Unknown, null, noAnswer.MessageId);
                break;
            case SignatureException { HttpStatus: not 0 } unopened:
                Mark(offset, count, LineState.Unknown, null, unopened.MessageId);
                break;
            case CallCanceledException { MayBeBooked: true } canceled:
                Mark(offset, count, LineState.Unknown, null, canceled.MessageId);
                break;
            case NotProcessedException { HttpStatus: not 0 } turnedAway:
                Mark(offset, count, LineState.NotSent, null, turnedAway.MessageId);
                break;
        }

        return Lines;
    }

    private void Mark(int offset, int count, LineState state, string? reason, string? messageId)
    {
        for (var i = offset; i < offset + count; i++)
        {
            _lines[i] = new LineResult(i, state, reason, string.IsNullOrEmpty(messageId) ? null : messageId);
        }
    }
}
