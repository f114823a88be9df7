using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Calls;

/// <summary>Judges a body that is text: envelope, older wrapper, gateway's JSON, page, nothing. In doubt nothing is proved.</summary>
internal sealed class EnvelopeJudge
{
    private readonly int _status;
    private readonly ReadOnlyMemory<byte> _raw;
    private readonly IBodyProtection? _protection;
    private readonly List<Deviation> _deviations;
    private readonly OutputInPassing? _inPassing;

    internal EnvelopeJudge(int status, ReadOnlyMemory<byte> text, IBodyProtection? protection, List<Deviation> deviations, OutputInPassing? inPassing)
    {
        _status = status;
        _raw = text;
        _protection = protection;
        _deviations = deviations;

        // A protected output is not read before it was verified.
        _inPassing = protection is null or NoProtection ? inPassing : null;
    }

    internal JudgedAnswer Judge()
    {
        var shape = EnvelopeMembers.Read(_raw, _deviations, out var members, _inPassing);
        if (shape == EnvelopeShape.OtherJson && JsonTexts.Of(ForeignBody.Trimmed(_raw.Span), out _) is { } inner && AnswerBody.LooksLikeJson(Encoding.UTF8.GetBytes(inner)))
        {
            _deviations.Add(EnvelopeDeviations.TextInText());
            shape = EnvelopeMembers.Read(Encoding.UTF8.GetBytes(inner), _deviations, out members);
        }

        if (shape != EnvelopeShape.Object)
        {
            return JudgeForeign(shape);
        }

        var code = CodeOf(members);
        if (StatusCode.Read(code, out _) != StatusCodeKind.None || members.CodesDiffer)
        {
            return JudgeEnvelope(members, code, contradicted: false);
        }

        if (members[EnvelopeMember.Data] is { } data
            && EnvelopeMembers.Read(data, _deviations, out var wrapped) == EnvelopeShape.Object
            && CodeOf(wrapped) is { } wrappedCode
            && StatusCode.Read(wrappedCode, out _) != StatusCodeKind.None)
        {
            _deviations.Add(EnvelopeDeviations.Wrapper());
            var outer = Text(members, EnvelopeMember.GatewayCode);
            var contradicted = outer?.Trim() != "200" && StatusCode.Read(outer, out _) is StatusCodeKind.NotZero or StatusCodeKind.NoNumber;
            return JudgeEnvelope(wrapped, wrappedCode, contradicted);
        }

        return JudgeGateway(members);
    }

    private JudgedAnswer JudgeEnvelope(EnvelopeMembers members, string? code, bool contradicted)
    {
        if (_status is < 200 or > 299)
        {
            _deviations.Add(EnvelopeDeviations.StatusBesideEnvelope(_status));
        }

        var kind = StatusCode.Read(code, out var plain);
        if (!plain)
        {
            _deviations.Add(EnvelopeDeviations.CodeForm());
        }

        if (members.CodesDiffer)
        {
            _deviations.Add(EnvelopeDeviations.CodesDiffer());
            return Envelope(members, code, CallOutcome.Unknown, "the envelope names two different status codes");
        }

        var isError = SuccessWords.IsError(ErrorText(members));
        var hasOutput = HasContent(members[EnvelopeMember.Output]);
        if (kind == StatusCodeKind.Zero)
        {
            return JudgeZero(members, code, contradicted, isError, hasOutput);
        }

        if (kind == StatusCodeKind.NoNumber)
        {
            _deviations.Add(EnvelopeDeviations.CodeNoNumber());
            return isError && !hasOutput
                ? Envelope(members, code, CallOutcome.Refused, "the center refused the call")
                : Envelope(members, code, CallOutcome.Unknown, "the status code is no number");
        }

        // The published text itself prints a sample with "1" and a whole result: such an answer proves neither.
        if (hasOutput && !isError)
        {
            _deviations.Add(EnvelopeDeviations.RefusedWithOutput());
            return Envelope(members, code, CallOutcome.Unknown, "a failure code came with output and without an error text");
        }

        return Envelope(members, code, CallOutcome.Refused, "the center refused the call");
    }

    private JudgedAnswer JudgeZero(EnvelopeMembers members, string? code, bool contradicted, bool isError, bool hasOutput)
    {
        if (contradicted)
        {
            _deviations.Add(EnvelopeDeviations.CodesContradict());
            return Envelope(members, code, CallOutcome.Unknown, "wrapper and envelope contradict each other");
        }

        if (isError && !hasOutput)
        {
            _deviations.Add(EnvelopeDeviations.AcceptedWithNothing());
            return Envelope(members, code, CallOutcome.Unknown, "status 0 came with an error text and without output");
        }

        if (isError)
        {
            _deviations.Add(EnvelopeDeviations.AcceptedWithText());
        }

        if (Open(members, out var output) is { } failure)
        {
            _deviations.Add(EnvelopeDeviations.NotOpened());
            return Envelope(members, code, CallOutcome.Unknown, "the output could not be opened", openFailure: failure);
        }

        return Envelope(members, code, CallOutcome.Accepted, "", output);
    }

    /// <summary>Verifies and decrypts; what is no text, no object and no array is passed on as it came.</summary>
    private SignatureException? Open(EnvelopeMembers members, out ReadOnlyMemory<byte> output)
    {
        output = EnvelopeMembers.Null;
        if (members[EnvelopeMember.Output] is not { } came)
        {
            return null;
        }

        if (JsonTexts.Of(came.Span, out _) is { } text && IsBlank(text))
        {
            _deviations.Add(EnvelopeDeviations.EmptyOutput());
            return null;
        }

        try
        {
            output = _protection?.Open(new SealedOutput(came, Text(members, EnvelopeMember.Cainfo), Text(members, EnvelopeMember.SignType), Text(members, EnvelopeMember.EncType))) ?? came;
        }
        catch (SignatureException e)
        {
            return e;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A protection of somebody else's making may throw anything; its text may quote what it was given.
            return new SignatureException("The body protection failed with " + e.GetType().Name);
        }

        if (JsonTexts.Of(output.Span, out _) is { } inner)
        {
            var bytes = Encoding.UTF8.GetBytes(inner);
            if (IsBlank(inner))
            {
                output = EnvelopeMembers.Null;
                return null;
            }

            if (AnswerBody.LooksLikeJson(bytes) && JsonTexts.IsWhole(bytes))
            {
                _deviations.Add(EnvelopeDeviations.OutputText());
                output = bytes;
            }
        }

        // What stands in the envelope unchanged was read as JSON with it.
        if (!output.Equals(came) && !JsonTexts.IsWhole(output.Span))
        {
            return new SignatureException("The opened output is no JSON");
        }

        if (!AnswerBody.LooksLikeJson(output.Span) || output.Span[0] == (byte)'"')
        {
            _deviations.Add(EnvelopeDeviations.OutputKind());
        }

        return null;
    }

    private JudgedAnswer JudgeGateway(EnvelopeMembers members)
    {
        var code = Text(members, EnvelopeMember.GatewayCode);
        if (code is null || HasContent(members[EnvelopeMember.Data]) || HasContent(members[EnvelopeMember.Output]))
        {
            _deviations.Add(EnvelopeDeviations.NoEnvelope());
            return Foreign("the answer is JSON but no envelope", members);
        }

        _deviations.Add(EnvelopeDeviations.Gateway());

        // A gateway's 5xx means that it lost the center's answer, not that the center never saw the call.
        return IsRejection(code.Trim()) && _status is not (502 or 503 or 504) && members[EnvelopeMember.GatewayType] is null
            ? Envelope(members, code, CallOutcome.NotProcessed, "the gateway turned the call away with code " + RefusedException.CodeForText(code))
            : Foreign("the gateway answered with code " + RefusedException.CodeForText(code), members);
    }

    /// <summary>
    /// Codes with which a gateway says that it did not hand the call on: the HTTP ones, and those of x-tif (4000xx, 401xxx, 403xxx).
    /// Others that begin with 4 (409 "already there", 408 and 499 lost time) do not prove it.
    /// </summary>
    internal static bool IsRejection(string code)
    {
        if (code.Length == 3)
        {
            return code is "401" or "403" or "404" or "405" or "413" or "415" or "429";
        }

        if (code.Length != 6 || !(code.StartsWith("4000", StringComparison.Ordinal) || code.StartsWith("401", StringComparison.Ordinal) || code.StartsWith("403", StringComparison.Ordinal)))
        {
            return false;
        }

        foreach (var c in code)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    private JudgedAnswer JudgeForeign(EnvelopeShape shape) => Foreign(ForeignBody.Describe(_raw.Span, shape, _deviations), new EnvelopeMembers());

    /// <summary>No envelope: only the HTTP status can still prove that the center never saw the call.</summary>
    private JudgedAnswer Foreign(string reason, EnvelopeMembers members)
    {
        var turnedAway = AnswerReader.TurnsAway(_status) && !AnswerReader.ShowsCode(_raw.Span) && !HasContent(members[EnvelopeMember.Data]) && !HasContent(members[EnvelopeMember.Output]);
        return Envelope(members, Text(members, EnvelopeMember.GatewayCode), turnedAway ? CallOutcome.NotProcessed : CallOutcome.Unknown, reason + ", HTTP status " + _status);
    }

    private JudgedAnswer Envelope(EnvelopeMembers members, string? code, CallOutcome outcome, string reason, ReadOnlyMemory<byte>? output = null, SignatureException? openFailure = null)
        => new()
        {
            Outcome = outcome,
            Reason = reason,
            HttpStatus = _status,
            CenterCode = code,
            CenterText = ErrorText(members),
            WarningText = Text(members, EnvelopeMember.WarningText),
            CenterReference = Text(members, EnvelopeMember.CenterReference),
            ReceivedTime = Text(members, EnvelopeMember.ReceivedTime),
            RespondedTime = Text(members, EnvelopeMember.RespondedTime),
            Output = output ?? EnvelopeMembers.Null,
            Typed = output is { } opened ? _inPassing?.Of(opened) : null,
            OpenFailure = openFailure,
            RawBody = _raw,
            Deviations = _deviations,
        };

    private string? ErrorText(EnvelopeMembers members) => Text(members, EnvelopeMember.ErrorText) ?? Text(members, EnvelopeMember.GatewayMessage) ?? Text(members, EnvelopeMember.ShortMessage);

    private string? CodeOf(EnvelopeMembers members)
    {
        // An object or a list as a code is no code; its text must not be taken for one.
        return members[EnvelopeMember.StatusCode] is { } value && value.Span[0] is not ((byte)'{' or (byte)'[') ? Text(members, EnvelopeMember.StatusCode) : null;
    }

    private string? Text(EnvelopeMembers members, EnvelopeMember member)
    {
        if (members[member] is not { } value)
        {
            return null;
        }

        if (JsonTexts.Of(value.Span, out var repaired) is { } text)
        {
            if (repaired && !_deviations.Exists(d => d.Number == "INS2030" && d.Path == EnvelopeMembers.NameOf(member)))
            {
                _deviations.Add(EnvelopeDeviations.LoneSurrogate(EnvelopeMembers.NameOf(member)));
            }

            return text;
        }

        if (value.Span[0] is (byte)'{' or (byte)'[' && !_deviations.Exists(d => d.Number == "INS2019" && d.Path == EnvelopeMembers.NameOf(member)))
        {
            _deviations.Add(EnvelopeDeviations.MemberKind(EnvelopeMembers.NameOf(member)));
        }

        return AnswerBody.TextOf(value);
    }

    /// <summary>False for none, null, "", "null", {} and [].</summary>
    private static bool HasContent(ReadOnlyMemory<byte>? value)
    {
        if (value is not { } json)
        {
            return false;
        }

        if (JsonTexts.Of(json.Span, out _) is { } text)
        {
            return !IsBlank(text) && text.Trim() is not ("{}" or "[]");
        }

        if (json.Span[0] is (byte)'{' or (byte)'[')
        {
            return ForeignBody.Trimmed(json.Span.Slice(1, json.Length - 2)).Length > 0;
        }

        return true;
    }

    private static bool IsBlank(string text) => text.Trim() is "" or "null";
}
