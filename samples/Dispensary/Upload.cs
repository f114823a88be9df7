using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>Sends lines until each has a fate. No line is ever sent twice.</summary>
internal sealed class Upload(DayProgress progress, int batchSize)
{
    /// <summary>Sends lines of one transaction.</summary>
    /// <param name="title">What people read.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="send">Sends lines and gives the receipt.</param>
    /// <param name="isBooked">Asks the center about one line.</param>
    /// <param name="cancellationToken">Ends the work; the line states then say what was under way.</param>
    internal async Task RunAsync<TLine>(
        string title, IReadOnlyList<TLine> lines, Func<IReadOnlyList<TLine>, CancellationToken, Task<CallReceipt>> send,
        Func<TLine, CancellationToken, Task<bool>> isBooked, CancellationToken cancellationToken)
        where TLine : BookLine
    {
        var messages = (lines.Count + batchSize - 1) / batchSize;
        using var step = progress.Begin($"{title}: {lines.Count} lines", messages);
        var left = lines;
        while (left.Count > 0)
        {
            var before = left.Count;
            var goOn = await SendAsync(left, send, cancellationToken);
            await AskAsync(left.Where(l => l.State == BookState.Unknown).ToList(), isBooked, cancellationToken);
            left = left.Where(l => l.State == BookState.NotSent).ToList();
            if (!goOn || left.Count == before)
            {
                break;
            }
        }
    }

    // snippet: outcome-unknown
    private async Task<bool> SendAsync<TLine>(IReadOnlyList<TLine> lines, Func<IReadOnlyList<TLine>, CancellationToken, Task<CallReceipt>> send, CancellationToken cancellationToken)
        where TLine : BookLine
    {
        try
        {
            var receipt = await send(lines, cancellationToken);
            Note(lines, receipt.Lines);
            return true;
        }
        catch (OutcomeUnknownException e)
        {
            // The center may have booked the lines of that message. They are asked for, and never sent again blindly.
            Note(lines, e.Lines);
            progress.Say($"{e.Code}: outcome unknown. Message {e.MessageId}, {Count(e, LineState.Unknown)} lines. Confirmed by {string.Join(" and ", e.ConfirmedBy.Select(q => q.Code))}.");
            return true;
        }
        catch (RefusedException e)
        {
            // The whole message was refused, nothing of it is booked; later messages were not sent yet.
            Note(lines, e.Lines);
            return true;
        }
        catch (NotProcessedException e)
        {
            // The center never saw it: the lines stay unsent, and the reason (network, gateway, account) is looked at first.
            Note(lines, e.Lines);
            progress.Say($"{e.Code}: not processed, {Count(e, LineState.NotSent)} lines stay unsent. {e.Message}");
            return false;
        }
        catch (CallCanceledException e)
        {
            Note(lines, e.Lines);
            throw;
        }
    }
    // end snippet

    private async Task AskAsync<TLine>(List<TLine> unknown, Func<TLine, CancellationToken, Task<bool>> isBooked, CancellationToken cancellationToken)
        where TLine : BookLine
    {
        if (unknown.Count == 0)
        {
            return;
        }

        using (var step = progress.Begin($"Asking the center about {unknown.Count} lines", unknown.Count, countsMessages: false))
        {
            foreach (var line in unknown)
            {
                try
                {
                    line.State = await isBooked(line, cancellationToken) ? BookState.Confirmed : BookState.Unknown;
                }
                catch (InsuranceException)
                {
                    // A query without a usable answer tells nothing: the line stays unknown.
                }

                step.Advance();
            }
        }

        var confirmed = unknown.Count(l => l.State == BookState.Confirmed);
        progress.Say($"{unknown[0].Code}: of {unknown.Count} unknown lines the center has {confirmed}: confirmed, not sent again."
            + (confirmed == unknown.Count ? "" : " The others stay unknown: ask again later."));
    }

    private static void Note<TLine>(IReadOnlyList<TLine> lines, IReadOnlyList<LineResult> results)
        where TLine : BookLine
    {
        foreach (var result in results)
        {
            var line = lines[result.Index];
            line.MessageId = result.MessageId;
            line.Reason = result.Reason;
            line.State = result.State switch
            {
                LineState.Accepted => BookState.Accepted,
                LineState.Refused => BookState.Refused,
                LineState.Unknown => BookState.Unknown,
                _ => BookState.NotSent,
            };
        }
    }

    private static int Count(InsuranceException e, LineState state) => e.Lines.Count(l => l.State == state);
}
