using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Opens and judges an answer of the payment platform by the same four outcomes as the center's. In doubt nothing is proved.</summary>
internal sealed class PlatformJudge
{
    private readonly IMobilePaymentSeal _seal;
    private readonly string _successCode;
    private readonly UnsignedFailureRule _unsignedFailures;

    internal PlatformJudge(IMobilePaymentSeal seal, string successCode, UnsignedFailureRule unsignedFailures)
    {
        _seal = seal;
        _successCode = successCode;
        _unsignedFailures = unsignedFailures;
    }

    internal JudgedAnswer Judge(OutgoingMessage message, HttpReply reply)
    {
        var deviations = new List<Deviation>();
        var complete = reply.Complete;
        var body = AnswerBody.Decompress(reply.Body, reply.ContentEncoding, false, deviations, ref complete);
        if (!complete)
        {
            deviations.Add(EnvelopeDeviations.CutTransfer());
        }

        var answer = new Draft(reply.Status, AnswerBody.ToUtf8(body, reply.ContentType, deviations), deviations);
        using var json = Parse(answer.Text);
        var outer = json?.RootElement ?? default;
        MobilePaymentMessage opened;
        try
        {
            opened = _seal.OpenAnswer(answer.Text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return NotOpened(answer, json is not null, outer, e);
        }

        if (reply.Status is < 200 or > 299)
        {
            deviations.Add(EnvelopeDeviations.StatusBesideEnvelope(reply.Status));
        }

        return opened.IsVerified ? Verified(message, answer, opened) : Unproved(answer, opened, outer);
    }

    private static JudgedAnswer NotOpened(Draft answer, bool isJson, JsonElement outer, Exception e)
    {
        if (outer.ValueKind != JsonValueKind.Object)
        {
            return answer.Foreign(ForeignBody.Describe(answer.Text.Span, isJson ? EnvelopeShape.OtherJson : EnvelopeShape.Broken, answer.Deviations));
        }

        if (DataFields.Text(outer, "signData").Length + DataFields.Text(outer, "encData").Length + DataFields.Text(outer, "code").Length + DataFields.Text(outer, "success").Length == 0)
        {
            answer.Deviations.Add(EnvelopeDeviations.NoEnvelope());
            return answer.Foreign("the answer is JSON but no message of the platform");
        }

        // A seal of somebody else's making may throw anything; its text may quote what it was given.
        answer.Deviations.Add(EnvelopeDeviations.NotOpened());
        var failure = e as SignatureException ?? new SignatureException(e is ProtocolException ? e.Message : "The seal failed with " + e.GetType().Name);
        return answer.With(CallOutcome.Unknown, "the answer could not be opened", DataFields.Text(outer, "code"), DataFields.Text(outer, "message"), failure);
    }

    private JudgedAnswer Verified(OutgoingMessage message, Draft answer, MobilePaymentMessage opened)
    {
        if (opened.Remark.Length > 0)
        {
            answer.Deviations.Add(EnvelopeDeviations.SealRemark(opened.Remark));
        }

        var codeIsGood = opened.Code == _successCode;
        if ((codeIsGood && opened.Success == false) || (opened.Code.Length > 0 && !codeIsGood && opened.Success == true))
        {
            answer.Deviations.Add(EnvelopeDeviations.CodesContradict());
            return answer.With(CallOutcome.Unknown, "code and success contradict each other", opened.Code, opened.Text);
        }

        if (!codeIsGood && (opened.Code.Length > 0 || opened.Success == false))
        {
            return answer.With(CallOutcome.Refused, "the platform refused the call", opened.Code, opened.Text);
        }

        if (!codeIsGood && opened.Success is null)
        {
            return answer.With(CallOutcome.Unknown, "the answer names neither code nor success", opened.Code, opened.Text);
        }

        var (outcome, reason, text) = PlatformVerdict.Of(message, opened.Data);
        return answer.With(outcome, reason, opened.Code, text ?? opened.Text, output: Wrapped(opened.Data));
    }

    /// <summary>A failure that nobody signed: a refusal as a rule, unless it smells of a server that lost the platform's answer.</summary>
    private JudgedAnswer Unproved(Draft answer, MobilePaymentMessage opened, JsonElement outer)
    {
        if (!opened.IsFailure || opened.Code == _successCode)
        {
            return answer.With(CallOutcome.Unknown, "the answer is not signed", opened.Code, opened.Text);
        }

        if (DataFields.Text(outer, "signData").Length > 0)
        {
            answer.Deviations.Add(EnvelopeDeviations.NotOpened());
            return answer.With(CallOutcome.Unknown, "the failure's signature does not fit", opened.Code, opened.Text, new SignatureException(opened.Remark));
        }

        var isGateway = DataFields.Text(outer, "encData").Length == 0;
        if (isGateway && (AnswerReader.TurnsAway(answer.Status) || EnvelopeJudge.IsRejection(opened.Code)) && answer.Status is not (502 or 503 or 504))
        {
            answer.Deviations.Add(EnvelopeDeviations.Gateway());
            return answer.With(CallOutcome.NotProcessed, "the platform's gateway turned the call away", opened.Code, opened.Text);
        }

        if (answer.Status >= 500 || opened.Code is "408" or "499" || (opened.Code.Length == 3 && opened.Code[0] == '5'))
        {
            return answer.With(CallOutcome.Unknown, "an unsigned failure with a server's code, HTTP status " + answer.Status, opened.Code, opened.Text);
        }

        return _unsignedFailures == UnsignedFailureRule.Refused
            ? answer.With(CallOutcome.Refused, "the platform refused the call, unsigned", opened.Code, opened.Text)
            : answer.With(CallOutcome.Unknown, "the failure is not signed", opened.Code, opened.Text);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            var hasMark = text.Length >= 3 && text.Span[0] == 0xEF && text.Span[1] == 0xBB && text.Span[2] == 0xBF;
            return JsonDocument.Parse(hasMark ? text.Slice(3) : text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The node data, as the tables have it.</summary>
    private static byte[] Wrapped(ReadOnlyMemory<byte> data)
        => data.IsEmpty ? EnvelopeMembers.Null : Encoding.UTF8.GetBytes("{\"data\":" + Encoding.UTF8.GetString(data.ToArray()) + "}");

    /// <summary>What is the same in every answer that is made of one body.</summary>
    private sealed record Draft(int Status, ReadOnlyMemory<byte> Text, List<Deviation> Deviations)
    {
        internal JudgedAnswer Foreign(string reason)
            => With(AnswerReader.TurnsAway(Status) ? CallOutcome.NotProcessed : CallOutcome.Unknown, reason + ", HTTP status " + Status, null, null);

        internal JudgedAnswer With(CallOutcome outcome, string reason, string? code, string? text, SignatureException? failure = null, byte[]? output = null)
            => new()
            {
                Outcome = outcome,
                Reason = outcome == CallOutcome.Accepted ? "" : reason,
                HttpStatus = Status,
                CenterCode = string.IsNullOrEmpty(code) ? null : code,
                CenterText = string.IsNullOrEmpty(text) ? null : text,
                Output = output ?? EnvelopeMembers.Null,
                OpenFailure = failure,
                RawBody = Text,
                Deviations = Deviations,
            };
    }
}
