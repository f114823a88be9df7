using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>The facts of one call: ids, times, raw answer, oddities, line results.</summary>
public sealed class CallReceipt
{
    internal static readonly CallReceipt None = new();

    private string? _rawText;

    /// <summary>Message id (msgid 发送方报文ID) under which the request was sent; the last one where the request was sent in chunks.</summary>
    public string MessageId { get; internal init; } = "";

    /// <summary>Message ids of all chunks, in order.</summary>
    public IReadOnlyList<string> MessageIds { get; internal init; } = Array.Empty<string>();

    /// <summary>The center's own reference (inf_refmsgid 接收方报文ID), where it gave one.</summary>
    public string? CenterReference { get; internal init; }

    /// <summary>The center's status as it came (infcode 交易状态码), such as "0" or "-1".</summary>
    public string? CenterCode { get; internal init; }

    /// <summary>The center's text (err_msg, message), as it came.</summary>
    public string? CenterText { get; internal init; }

    /// <summary>The center's warning (warn_msg), as it came.</summary>
    public string? WarningText { get; internal init; }

    /// <summary>HTTP status of the answer; 0 where none came.</summary>
    public int HttpStatus { get; internal init; }

    /// <summary>The answer body as text, after decompression and before decryption; of the last chunk. It may hold personal data: never log it.</summary>
    public string RawText => _rawText ??= Envelopes.AnswerBody.TextOf(RawBody);

    /// <summary>The bytes of a file answer (9102 文件下载), an archive as a rule; empty where the answer was no file.</summary>
    public ReadOnlyMemory<byte> File { get; internal init; }

    /// <summary>What was odd about the answer and how it was read.</summary>
    public IReadOnlyList<Deviation> Deviations { get; internal init; } = Array.Empty<Deviation>();

    /// <summary>Rules that only warn, met when the request was checked.</summary>
    public IReadOnlyList<ValidationError> Warnings { get; internal init; } = Array.Empty<ValidationError>();

    /// <summary>Result of every line of a multi-row request, in the caller's order. A single-row request has one line where the answer holds a verdict (retRslt); otherwise empty.</summary>
    /// <remarks>A center can accept a call and refuse single lines of it. That does not throw: look here, or at <see cref="RefusedLines"/>.</remarks>
    public IReadOnlyList<LineResult> Lines { get; internal init; } = Array.Empty<LineResult>();

    /// <summary>The lines that the center refused inside the accepted call; empty where it took all.</summary>
    public IReadOnlyList<LineResult> RefusedLines
    {
        get
        {
            var refused = new List<LineResult>();
            foreach (var line in Lines)
            {
                if (line.State == LineState.Refused)
                {
                    refused.Add(line);
                }
            }

            return refused;
        }
    }

    internal ReadOnlyMemory<byte> RawBody { get; init; }
}
