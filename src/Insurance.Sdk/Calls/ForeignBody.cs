using System;
using System.Collections.Generic;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>Says what a body is that is no envelope: a page, nothing, JSON of another kind, a cut text.</summary>
internal static class ForeignBody
{
    /// <summary>The reason in words without personal data; the oddity is added.</summary>
    internal static string Describe(ReadOnlySpan<byte> body, EnvelopeShape shape, List<Deviation> deviations)
    {
        if (AnswerBody.LooksLikeMarkup(body))
        {
            deviations.Add(EnvelopeDeviations.Markup());
            return "the answer is a page, no envelope";
        }

        if (Trimmed(body).Length == 0)
        {
            deviations.Add(EnvelopeDeviations.Empty());
            return "the answer is empty";
        }

        if (shape == EnvelopeShape.OtherJson)
        {
            deviations.Add(EnvelopeDeviations.NoEnvelope());
            return "the answer is JSON but no envelope";
        }

        if (AnswerBody.LooksLikeJson(body))
        {
            deviations.Add(EnvelopeDeviations.Broken());
            return "the answer is cut off or broken";
        }

        deviations.Add(EnvelopeDeviations.NoJson());
        return "the answer is no JSON";
    }

    internal static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && IsPadding(bytes[0]))
        {
            bytes = bytes.Slice(1);
        }

        while (bytes.Length > 0 && IsPadding(bytes[bytes.Length - 1]))
        {
            bytes = bytes.Slice(0, bytes.Length - 1);
        }

        return bytes;
    }

    private static bool IsPadding(byte b) => b is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
