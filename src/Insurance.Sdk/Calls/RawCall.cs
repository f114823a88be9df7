using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>The escape hatch: any number, with an input as JSON text. The text goes out exactly as given, in one message.</summary>
internal sealed class RawCall
{
    private readonly ICodec _codec;
    private readonly CheckStep _check;
    private readonly CallPipeline _pipeline;
    private readonly SignNoSource _signNo;

    internal RawCall(ICodec codec, CheckStep check, CallPipeline pipeline, SignNoSource signNo)
    {
        _codec = codec;
        _check = check;
        _pipeline = pipeline;
        _signNo = signNo;
    }

    internal async Task<RawAnswer> RunAsync(string number, string inputJson, CallOptions? options, bool skipCheck, CancellationToken cancellationToken)
    {
        CheckNumber(number);
        var input = CheckedJson(number, inputJson);
        var operation = _codec.Find(number);
        var findings = new List<ValidationError>();
        StandardRequest? request = null;
        if (operation is { IsInbound: false } && !skipCheck)
        {
            var oddities = new List<Deviation>();
            request = _codec.ReadInput(operation, input, oddities);
            foreach (var oddity in oddities)
            {
                findings.Add(new ValidationError(oddity.Number, oddity.Path, oddity.Path.Substring(oddity.Path.LastIndexOf('.') + 1), "type", oddity.Message, isWarning: true));
            }
        }

        findings.AddRange(_check.Check(number, operation, request, options, 1));
        var signNo = await _signNo.GetAsync(operation, number, options, cancellationToken).ConfigureAwait(false);
        var message = new OutgoingMessage { Operation = operation, Number = number, Input = input, Options = options };
        var accepted = await _pipeline.RunAsync(message, signNo, cancellationToken).ConfigureAwait(false);
        var receipt = new ReceiptBuilder(findings);
        receipt.Add(accepted);
        return new RawAnswer(AnswerBody.TextOf(accepted.Answer.Output), receipt.Build(LinesOf(operation, input, accepted, receipt.Deviations)));
    }

    /// <summary>Results of the lines of a known number: a refusal inside an accepted answer must not look like success.</summary>
    private IReadOnlyList<LineResult> LinesOf(Operation? operation, byte[] input, AcceptedMessage accepted, List<Deviation> deviations)
    {
        if (operation is not { ChangesCenter: true })
        {
            return Array.Empty<LineResult>();
        }

        try
        {
            var request = _codec.ReadInput(operation, input, new List<Deviation>());
            var answer = _codec.ReadOutput(operation, accepted.Answer.Output.Span, deviations);
            return _codec.ReadLines(operation, request, answer, 0, accepted.MessageId, deviations);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            deviations.Add(new Deviation("INS2115", "output", "results of lines could not be read (" + e.GetType().Name + ")"));
            return Array.Empty<LineResult>();
        }
    }

    /// <summary>The number becomes part of an address.</summary>
    private static void CheckNumber(string number)
    {
        var fits = number is { Length: > 0 and <= 20 };
        for (var i = 0; fits && i < number.Length; i++)
        {
            fits = number[i] is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_' or '-' or '.';
        }

        if (!fits)
        {
            throw new ValidationException(new[] { new ValidationError("INS1908", "infno", "infno", "type", "交易编号 must have 1 to 20 letters or digits") });
        }
    }

    private static byte[] CheckedJson(string number, string inputJson)
    {
        try
        {
            using var document = JsonDocument.Parse(inputJson ?? "");
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return Encoding.UTF8.GetBytes(inputJson!);
            }
        }
        catch (JsonException)
        {
            // The parser's text may quote the input; the rule below says enough.
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair in the text.
        }

        throw new ValidationException(new[] { new ValidationError("INS1909", "input", "input", "type", "交易输入 must be a JSON object") }) { Code = number };
    }
}
