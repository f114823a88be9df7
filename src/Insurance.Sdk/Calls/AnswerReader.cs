using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Calls;

/// <summary>Opens and judges an answer. A pure function of what came: it needs no connection and never throws for a body.</summary>
public static class AnswerReader
{
    private static readonly byte[] CodeMember = Encoding.ASCII.GetBytes("infcode");

    /// <summary>Opens and judges an answer.</summary>
    /// <param name="operation">The transaction that was called; null where its number is not known to the standard.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Content-Type header; null where none came.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="protection">Opens protected output; null for none.</param>
    /// <param name="contentEncoding">Content-Encoding that the transport has not taken off yet.</param>
    /// <param name="complete">False where the transfer broke off.</param>
    public static JudgedAnswer Read(
        Operation? operation,
        int status,
        string? contentType,
        ReadOnlyMemory<byte> body,
        IBodyProtection? protection = null,
        string? contentEncoding = null,
        bool complete = true)
        => Read(operation, status, contentType, body, protection, contentEncoding, complete, null);

    /// <summary>The same; a codec that is given reads the output into its type on the way, where that can be done without a doubt.</summary>
    internal static JudgedAnswer Read(
        Operation? operation,
        int status,
        string? contentType,
        ReadOnlyMemory<byte> body,
        IBodyProtection? protection,
        string? contentEncoding,
        bool complete,
        ICodec? codec)
    {
        var deviations = new List<Deviation>();
        var mayBeFile = operation is null || operation.Kind == OperationKind.File;
        body = AnswerBody.Decompress(body, contentEncoding, mayBeFile, deviations, ref complete);
        if (!complete)
        {
            deviations.Add(EnvelopeDeviations.CutTransfer());
        }

        if (AnswerBody.IsZip(body.Span) || IsFileByType(operation, contentType, body.Span))
        {
            return JudgeFile(mayBeFile, status, body, complete, deviations);
        }

        var text = AnswerBody.ToUtf8(body, contentType, deviations);
        var inPassing = operation is null || codec is null ? null : new OutputInPassing(codec, operation);
        return new EnvelopeJudge(status, text, protection, deviations, inPassing).Judge();
    }

    /// <summary>Statuses with which an HTTP server says that it did not hand the request on.</summary>
    internal static bool TurnsAway(int status) => status is 301 or 307 or 308 or 401 or 403 or 404 or 405 or 407 or 411 or 413 or 414 or 415 or 429 or 431;

    /// <summary>A cut envelope is an answer of the center whatever the status says.</summary>
    internal static bool ShowsCode(ReadOnlySpan<byte> text) => text.IndexOf(CodeMember) >= 0;

    /// <summary>A text file has no mark of its own: only the header tells. The very beginning of an archive is a cut archive, not a text.</summary>
    private static bool IsFileByType(Operation? operation, string? contentType, ReadOnlySpan<byte> body)
        => operation?.Kind == OperationKind.File
            && contentType is not null
            && contentType.AsSpan().Contains("octet-stream".AsSpan(), StringComparison.OrdinalIgnoreCase)
            && body.Length > 0
            && !(body.Length < 4 && body[0] == (byte)'P')
            && !AnswerBody.LooksLikeJson(body)
            && !AnswerBody.LooksLikeMarkup(body);

    private static JudgedAnswer JudgeFile(bool mayBeFile, int status, ReadOnlyMemory<byte> body, bool complete, List<Deviation> deviations)
    {
        var outcome = CallOutcome.Unknown;
        var reason = "";
        if (!mayBeFile)
        {
            deviations.Add(EnvelopeDeviations.UnexpectedFile());
            reason = "an archive came where an envelope was expected";
        }
        else if (status is < 200 or > 299)
        {
            deviations.Add(EnvelopeDeviations.SuccessWithoutCode());
            reason = "a file came with HTTP status " + status;
            outcome = TurnsAway(status) ? CallOutcome.NotProcessed : CallOutcome.Unknown;
        }
        else if (!complete || (AnswerBody.IsZip(body.Span) && !AnswerBody.IsWholeZip(body.Span)))
        {
            deviations.Add(EnvelopeDeviations.CutFile());
            reason = "the file is cut off";
        }
        else
        {
            outcome = CallOutcome.Accepted;
        }

        return new JudgedAnswer { Outcome = outcome, Reason = reason, HttpStatus = status, File = body, Deviations = deviations };
    }
}
