using System;
using System.Collections.Generic;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>An answer that was opened and judged.</summary>
public sealed class JudgedAnswer
{
    private string? _rawText;

    internal JudgedAnswer()
    {
    }

    /// <summary>What the answer proves.</summary>
    public CallOutcome Outcome { get; internal init; }

    /// <summary>Why it was judged so, in words without personal data; "" where it was accepted.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>HTTP status of the answer.</summary>
    public int HttpStatus { get; internal init; }

    /// <summary>infcode 交易状态码 as it came, or the gateway's code; null where none came.</summary>
    public string? CenterCode { get; internal init; }

    /// <summary>err_msg or message as it came; null where none came. It may name persons.</summary>
    public string? CenterText { get; internal init; }

    /// <summary>warn_msg as it came; null where none came.</summary>
    public string? WarningText { get; internal init; }

    /// <summary>inf_refmsgid 接收方报文ID; null where none came.</summary>
    public string? CenterReference { get; internal init; }

    /// <summary>refmsg_time 接收报文时间 as it came; null where none came.</summary>
    public string? ReceivedTime { get; internal init; }

    /// <summary>respond_time 响应报文时间 as it came; null where none came.</summary>
    public string? RespondedTime { get; internal init; }

    /// <summary>The output as UTF-8 JSON, opened; <c>null</c> where there is none.</summary>
    public ReadOnlyMemory<byte> Output { get; internal init; } = EnvelopeMembers.Null;

    /// <summary>The bytes of a file answer (9102); empty where the answer is no file.</summary>
    public ReadOnlyMemory<byte> File { get; internal init; }

    /// <summary>What was odd about the answer.</summary>
    public IReadOnlyList<Deviation> Deviations { get; internal init; } = Array.Empty<Deviation>();

    /// <summary>Why the protected output could not be opened; null where it could.</summary>
    public SignatureException? OpenFailure { get; internal init; }

    /// <summary>The body as text, after decompression and before decryption; "" for a file. It may hold personal data: never log it.</summary>
    public string RawText => _rawText ??= AnswerBody.TextOf(RawBody);

    internal ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>The output as its type where it was read on the way; null leaves that to the codec.</summary>
    internal TypedOutput? Typed { get; init; }
}
