using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>How a message of the queue ended.</summary>
internal enum MessageEnd
{
    /// <summary>The center took the call; each line has its own result.</summary>
    Answered,

    /// <summary>The center refused the message; nothing of it is booked.</summary>
    Refused,

    /// <summary>The center took the call and refused all lines with one result: it should have booked none.</summary>
    RefusedAsOne,

    /// <summary>The center never saw it.</summary>
    NotProcessed,

    /// <summary>Too large for a server on the way; the center never saw it.</summary>
    TooLarge,

    /// <summary>It may be booked.</summary>
    Unknown,

    /// <summary>A rule is broken; nothing was sent.</summary>
    BreaksRules,

    /// <summary>A setting is missing; nothing was sent.</summary>
    Configuration,

    /// <summary>The caller ended it before it left.</summary>
    Canceled,
}

/// <summary>End of a message, with the result of each line where the center gave one.</summary>
internal sealed record MessageResult(MessageEnd End, string Text, IReadOnlyList<LineResult> Lines, string? Reference = null, Exception? Error = null);

/// <summary>Makes the request of some lines and sends it.</summary>
internal sealed class UploadMessage
{
    private readonly InsuranceClient _client;
    private readonly bool _single;

    internal UploadMessage(InsuranceClient client, bool? single)
    {
        _client = client;
        _single = single ?? client.Inside.Lacks(Operations.UploadSalesBatch);
    }

    /// <summary>Most lines of one message.</summary>
    internal int Limit => _single ? 1 : _client.Inside.BatchSize;

    internal static CallOptions Options(QueuedUpload line, string? messageId)
        => new() { MessageId = messageId, InsuredArea = line.InsuredArea, Operator = line.Operator };

    /// <summary>Rules that one line breaks.</summary>
    internal List<ValidationError> Check(TraceUploadKind kind, string rowJson, CallOptions options)
    {
        var (operation, request) = Request(kind, new[] { rowJson });
        return _client.Inside.Check(operation, request, options).FindAll(e => !e.IsWarning);
    }

    internal async Task<MessageResult> SendAsync(IReadOnlyList<QueuedUpload> lines, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            var (_, request) = Request(lines[0].Kind, lines.Select(l => l.RowJson).ToList());
            var answer = await CallAsync(request, Options(lines[0], messageId), cancellationToken).ConfigureAwait(false);
            var verdict = answer switch
            {
                UploadInventoryCountsBatchAnswer a => a.Result.RetRslt,
                UploadStockChangesBatchAnswer a => a.Result.RetRslt,
                UploadSalesBatchAnswer a => a.Result.RetRslt,
                UploadSaleReturnsBatchAnswer a => a.Result.RetRslt,
                _ => null,
            };
            var results = answer.Receipt.Lines;
            var end = verdict == "0" && lines.Count > 1 && results.All(r => r.State == LineState.Refused) ? MessageEnd.RefusedAsOne : MessageEnd.Answered;
            return new MessageResult(end, "", results, answer.Receipt.CenterReference);
        }
        catch (RefusedException e)
        {
            return new MessageResult(MessageEnd.Refused, e.CenterText, Array.Empty<LineResult>(), null, e);
        }
        catch (NotProcessedException e)
        {
            return new MessageResult(e.HttpStatus == 413 ? MessageEnd.TooLarge : MessageEnd.NotProcessed, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (ValidationException e)
        {
            return new MessageResult(MessageEnd.BreaksRules, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (ConfigurationException e)
        {
            return new MessageResult(MessageEnd.Configuration, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (CallCanceledException e)
        {
            return new MessageResult(e.MayBeBooked ? MessageEnd.Unknown : MessageEnd.Canceled, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (SignatureException e) when (e.HttpStatus == 0)
        {
            // The message could not be sealed: nothing left.
            return new MessageResult(MessageEnd.NotProcessed, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (InsuranceException e)
        {
            return new MessageResult(MessageEnd.Unknown, e.Message, Array.Empty<LineResult>(), null, e);
        }
        catch (OperationCanceledException e)
        {
            return new MessageResult(MessageEnd.Unknown, "The call was canceled", Array.Empty<LineResult>(), null, e);
        }
    }

    private async Task<StandardAnswer> CallAsync(StandardRequest request, CallOptions call, CancellationToken cancellationToken) => request switch
    {
        UploadInventoryCountsBatchRequest r => await _client.Inventory.UploadInventoryCountsBatchAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadStockChangesBatchRequest r => await _client.Inventory.UploadStockChangesBatchAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadSalesBatchRequest r => await _client.Inventory.UploadSalesBatchAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadSaleReturnsBatchRequest r => await _client.Inventory.UploadSaleReturnsBatchAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadInventoryCountRequest r => await _client.Inventory.UploadInventoryCountAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadStockChangeRequest r => await _client.Inventory.UploadStockChangeAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadSaleRequest r => await _client.Inventory.UploadSaleAsync(r, call, cancellationToken).ConfigureAwait(false),
        UploadSaleReturnRequest r => await _client.Inventory.UploadSaleReturnAsync(r, call, cancellationToken).ConfigureAwait(false),
        _ => throw new InvalidOperationException("No upload: " + request.GetType().Name),
    };

    private (Operation Operation, StandardRequest Request) Request(TraceUploadKind kind, IReadOnlyList<string> rows)
        => _single ? SingleUploadRow.Request(kind, rows[0]) : TraceUploadRow.Request(rows.Select(r => TraceUploadRow.Read(kind, r)).ToList());
}
