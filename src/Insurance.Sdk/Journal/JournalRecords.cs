using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Journal;

/// <summary>A command that is about to leave.</summary>
/// <param name="MessageId">msgid 发送方报文ID: the name of the record.</param>
/// <param name="Code">Number as it is sent (infno).</param>
/// <param name="OperationKey">Key of the meaning; null where the standard does not know the number.</param>
/// <param name="InstitutionCode">fixmedins_code.</param>
/// <param name="InsuredArea">insuplc_admdvs; "" where none is said.</param>
/// <param name="OperatorCode">opter: who stands behind it.</param>
/// <param name="At">When.</param>
/// <param name="MessageHash">SHA-256 of the envelope's bytes, in lower-case hex: what is sent is what was recorded.</param>
/// <param name="Keys">Business keys: field code and value (mdtrt_id, setl_id, chrg_bchno, fixmedins_bchno …).</param>
/// <param name="Input">The input as JSON, before protection. It holds personal data.</param>
public sealed record JournalIntent(
    string MessageId,
    string Code,
    string? OperationKey,
    string InstitutionCode,
    string InsuredArea,
    string OperatorCode,
    DateTimeOffset At,
    string MessageHash,
    IReadOnlyList<KeyValuePair<string, string>> Keys,
    ReadOnlyMemory<byte> Input)
{
    /// <summary>When the call will certainly have ended; until then the record belongs to the caller, and recovery leaves it alone. Null: unknown.</summary>
    public DateTimeOffset? AnswerBy { get; init; }
}

/// <summary>What became of a command's message.</summary>
/// <param name="MessageId">msgid of the intent.</param>
/// <param name="State">Accepted, Refused, NotProcessed or Unknown.</param>
/// <param name="At">When it was known.</param>
/// <param name="CenterReference">inf_refmsgid; null where none came.</param>
/// <param name="CenterCode">infcode or the gateway's code; null where none came.</param>
/// <param name="Reason">What is known beside it; holds no personal data. The center's own text is not kept, it may name persons.</param>
/// <param name="Keys">Business keys that the answer brought (mdtrt_id, setl_id …).</param>
/// <param name="Output">The output as JSON; empty where none came. It holds personal data.</param>
public sealed record JournalOutcome(
    string MessageId,
    JournalState State,
    DateTimeOffset At,
    string? CenterReference,
    string? CenterCode,
    string? Reason,
    IReadOnlyList<KeyValuePair<string, string>> Keys,
    ReadOnlyMemory<byte> Output);
