using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Cli.Editions;

namespace Insurance.Sdk.Cli.Answers;

/// <summary>A raw answer as the client reads it. Whatever the bytes are, reading them ends here and not in an exception.</summary>
internal sealed class DecodedAnswer
{
    /// <summary>Deeper JSON is given as text: a program that reads the result should not have to be braver than the client.</summary>
    private const int MaxDepth = 60;

    private readonly List<Deviation> _deviations;

    private DecodedAnswer(JudgedAnswer answer, List<Deviation> deviations)
    {
        Answer = answer;
        _deviations = deviations;
    }

    internal JudgedAnswer Answer { get; }

    internal IReadOnlyList<Deviation> Deviations => _deviations;

    internal IReadOnlyList<AnswerLine> Lines { get; private set; } = [];

    /// <summary>accepted, refused, notProcessed, unknown.</summary>
    internal string Outcome => Answer.Outcome switch
    {
        CallOutcome.Accepted => "accepted",
        CallOutcome.Refused => "refused",
        CallOutcome.NotProcessed => "notProcessed",
        _ => "unknown",
    };

    internal static DecodedAnswer Of(ChosenTransaction transaction, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        var protection = transaction.Edition.Options is { } options ? DefaultParts.Protection(options, InsuranceProfile.Find(options.Profile)) : null;
        var judged = AnswerReader.Read(transaction.Operation, status, contentType, body, protection);
        var decoded = new DecodedAnswer(judged, [.. judged.Deviations]);
        if (judged.Outcome == CallOutcome.Accepted && judged.File.IsEmpty)
        {
            decoded.ReadOutput(transaction);
        }

        return decoded;
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("outcome", Outcome);
        writer.WriteString("centerCode", Answer.CenterCode);
        writer.WriteString("centerText", Answer.CenterText);
        writer.WritePropertyName("output");
        WriteOutput(writer);
        writer.WriteStartArray("lines");
        foreach (var line in Lines)
        {
            Write(writer, line);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("deviations");
        foreach (var deviation in _deviations)
        {
            FindingWriter.Write(writer, deviation);
        }

        writer.WriteEndArray();
        writer.WriteString("reason", Answer.Reason);
        writer.WriteString("warningText", Answer.WarningText);
        writer.WriteString("centerReference", Answer.CenterReference);
        writer.WriteNumber("fileBytes", Answer.File.Length);
    }

    /// <summary>The output as it came, opened; where it is no JSON that may be passed on, as a text.</summary>
    internal void WriteOutput(Utf8JsonWriter writer)
    {
        if (IsPlainJson(Answer.Output))
        {
            writer.WriteRawValue(Answer.Output.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(Encoding.UTF8.GetString(Answer.Output.Span));
        }
    }

    private void ReadOutput(ChosenTransaction transaction)
    {
        var codec = transaction.Edition.Codec;
        codec.ReadOutput(transaction.Operation, Answer.Output.Span, _deviations);
        if (!IsPlainJson(Answer.Output))
        {
            _deviations.Add(new Deviation("INS2118", "output", "is nested deeper than " + MaxDepth.ToString(CultureInfo.InvariantCulture) + " levels or no strict JSON; given as a text"));
            return;
        }

        using var document = JsonDocument.Parse(Answer.Output);
        Lines = AnswerLine.In(document.RootElement, transaction.Operation);
    }

    private static bool IsPlainJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, AnswerLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("state", line.State switch { LineState.Accepted => "accepted", LineState.Refused => "refused", _ => "unknown" });
        writer.WriteString("reason", line.Reason);
        writer.WriteStartObject("keys");
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in line.Keys)
        {
            if (written.Add(key.Key))
            {
                writer.WriteString(key.Key, key.Value);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
