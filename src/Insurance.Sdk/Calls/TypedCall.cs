using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>A typed call: checked as a whole, sent in as many messages as the batch size asks for, answered as one.</summary>
internal sealed class TypedCall
{
    private readonly ICodec _codec;
    private readonly ClientSettings _settings;
    private readonly CheckStep _check;
    private readonly CallPipeline _pipeline;
    private readonly SignNoSource _signNo;

    internal TypedCall(ICodec codec, ClientSettings settings, CheckStep check, CallPipeline pipeline, SignNoSource signNo)
    {
        _codec = codec;
        _settings = settings;
        _check = check;
        _pipeline = pipeline;
        _signNo = signNo;
    }

    internal async Task<TAnswer> RunAsync<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, TRequest request, CallOptions? options, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        var number = _codec.NumberOf(operation);
        var lineCount = _codec.LineCount(operation, request);
        var chunks = lineCount > _settings.BatchSize && !IsBatchOfCharges(operation) ? ((lineCount - 1) / _settings.BatchSize) + 1 : 1;
        var findings = _check.Check(number, operation, request, options, chunks);
        CheckSize(request);

        var ledger = new LineLedger(lineCount);
        var receipt = new ReceiptBuilder(findings);
        StandardAnswer? whole = null;
        IReadOnlyList<LineResult>? verdict = null;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var offset = chunk * _settings.BatchSize;
            var count = chunks == 1 ? lineCount : Math.Min(_settings.BatchSize, lineCount - offset);
            try
            {
                StandardRequest part = chunks == 1 ? request : _codec.Slice(operation, request, offset, count);
                var signNo = await _signNo.GetAsync(operation, number, options, cancellationToken).ConfigureAwait(false);
                using var input = Write(operation, part);
                var message = new OutgoingMessage { Operation = operation, Number = number, Input = input.Memory, Options = options, File = FileOf(part), Codec = _codec };
                var accepted = await _pipeline.RunAsync(message, signNo, cancellationToken).ConfigureAwait(false);
                receipt.Add(accepted);
                try
                {
                    var answer = Read(message, accepted, receipt.Deviations);
                    if (lineCount >= 0)
                    {
                        ledger.Take(offset, count, accepted.MessageId, _codec.ReadLines(operation, part, answer, offset, accepted.MessageId, receipt.Deviations));
                    }
                    else if (operation.ChangesCenter)
                    {
                        // Some centers take the call and refuse its one row inside the answer: that must not look like success.
                        verdict = _codec.ReadLines(operation, part, answer, 0, accepted.MessageId, receipt.Deviations);
                    }

                    if (whole is null)
                    {
                        whole = answer;
                    }
                    else
                    {
                        _codec.Merge(operation, whole, answer);
                    }
                }
                catch (Exception e) when (e is not (OutOfMemoryException or InsuranceException))
                {
                    // The codec promises not to throw; should it do so all the same, a booked call must not look like a failed one.
                    throw Unread(message, accepted, e);
                }
            }
            catch (InsuranceException e)
            {
                e.Code = e.Code.Length == 0 ? number : e.Code;
                e.Lines = ledger.Fail(offset, count, e);
                e.AcceptedPart = Part(whole, receipt, e.Lines);
                throw;
            }
            catch (CallCanceledException e)
            {
                e.Code = number;
                e.Lines = ledger.Fail(offset, count, e);
                e.AcceptedPart = Part(whole, receipt, e.Lines);
                e.MayBeBooked |= chunk > 0 && operation.ChangesCenter;
                throw;
            }
        }

        whole!.Receipt = receipt.Build(verdict ?? ledger.Lines);
        return (TAnswer)whole;
    }

    /// <summary>The file of an upload where it travels beside the envelope.</summary>
    private OutgoingFile? FileOf(StandardRequest request)
        => request is UploadFileRequest { FsUploadIn: { In: { } content, Filename: { } name } } && _settings.UploadForm == FileUploadForm.Multipart
            ? new OutgoingFile(_settings.UploadPart, name, content)
            : null;

    private void CheckSize(StandardRequest request)
    {
        if (request is UploadFileRequest { FsUploadIn.In: { } content } && content.LongLength > Math.Min(_settings.MaxUploadBytes, int.MaxValue / 8))
        {
            throw new ValidationException(new[]
            {
                new ValidationError("INS1912", "input.fsUploadIn.in", "in", "length", "文件数据 has " + content.LongLength + " bytes; the setting files.maxBytes allows " + Math.Min(_settings.MaxUploadBytes, int.MaxValue / 8)),
            });
        }
    }

    /// <summary>All lines of a charge batch (2204) go in one message: a center takes the second half for another batch, or refuses it.</summary>
    private static bool IsBatchOfCharges(Operation operation)
    {
        foreach (var key in operation.BusinessKey)
        {
            if (key == "chrg_bchno")
            {
                return true;
            }
        }

        return false;
    }

    private PooledBytes Write(Operation operation, StandardRequest request)
    {
        // A byte takes up to five characters as a number; growing a large buffer step by step would hold it twice.
        var file = _settings.UploadForm == FileUploadForm.Multipart ? 0 : (request as UploadFileRequest)?.FsUploadIn.In?.Length ?? 0;
        var buffer = new PooledBytes((16 * 1024) + checked(file * (_settings.UploadForm == FileUploadForm.Base64 ? 2 : 5)));
        try
        {
            _codec.WriteInput(operation, request, buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        return buffer;
    }

    /// <summary>What the chunks before the failure brought: their rows are booked and known nowhere else.</summary>
    private static StandardAnswer? Part(StandardAnswer? whole, ReceiptBuilder receipt, IReadOnlyList<LineResult> lines)
    {
        if (whole is not null)
        {
            whole.Receipt = receipt.Build(lines);
        }

        return whole;
    }

    private StandardAnswer Read(OutgoingMessage message, AcceptedMessage accepted, List<Deviation> deviations)
    {
        if (accepted.Answer.Typed is { } typed)
        {
            deviations.AddRange(typed.Deviations);
            return typed.Answer;
        }

        return _codec.ReadOutput(message.Operation!, accepted.Answer.Output.Span, deviations);
    }

    private static InsuranceException Unread(OutgoingMessage message, AcceptedMessage accepted, Exception e)
    {
        const string Reason = "the center accepted the call, but its output cannot be read";
        InsuranceException error = message.MayBook
            ? new OutcomeUnknownException("The outcome is unknown: " + Reason + " (" + e.GetType().Name + ")", message.Operation)
            : new ProtocolException("No usable answer: " + Reason + " (" + e.GetType().Name + ")");
        error.MessageId = accepted.MessageId;
        error.RawText = accepted.Answer.RawText;
        error.HttpStatus = accepted.Answer.HttpStatus;
        return error;
    }
}
