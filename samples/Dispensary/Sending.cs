using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>Lets the queue work, and says what becomes of its messages. A real program runs <c>queue.RunAsync(token)</c> in a service.</summary>
internal sealed class Sending(TraceUploadQueue queue, MessageWatch watch, DayClock clock, DayProgress progress)
{
    private const int MostRounds = 60;

    internal async Task RunAsync(string title, CancellationToken cancellationToken, bool untilEmpty = false)
    {
        var backlog = await queue.BacklogAsync(cancellationToken);
        using var step = progress.Begin($"{title}: {backlog.Count} lines in the queue", backlog.Count);
        var lines = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        void Follow(object? sender, TraceQueueProgress p)
        {
            if (p.Step == TraceQueueStep.Sending)
            {
                lines[p.MessageId] = p.Lines;
            }
            else if (p.Step == TraceQueueStep.Noted)
            {
                step.Advance(p.Lines);
            }
        }

        queue.Progress += Follow;
        try
        {
            for (var rounds = 1; rounds <= MostRounds; rounds++)
            {
                var round = await queue.RunOnceAsync(cancellationToken);
                Tell(round, lines);
                if (!untilEmpty || round.Left.Count == 0)
                {
                    return;
                }

                // What the center does not show may still come: nothing is sent again before its settling time is over.
                clock.GoOn(TimeSpan.FromMinutes(1));
            }
        }
        finally
        {
            queue.Progress -= Follow;
        }
    }

    private void Tell(QueueRound round, ConcurrentDictionary<string, int> lines)
    {
        var judged = watch.Take();
        foreach (var message in judged.Where(m => m.Outcome == CallOutcome.Unknown && lines.ContainsKey(m.MessageId)))
        {
            progress.Say($"{message.Code}: outcome unknown. Message {message.MessageId}, {lines[message.MessageId]} lines. Nothing of it is sent again before the center was asked.");
        }

        if (round.Confirmed > 0)
        {
            var queries = judged.Select(m => m.Code).Where(c => c is "3508" or "3509" or "3511" or "3512" or "3513").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            progress.Say($"Asked with {string.Join(" and ", queries)}: the center has {round.Confirmed} of the lines in doubt: confirmed, not sent again.");
        }

        if (round.CenterAway)
        {
            progress.Say($"The queue goes on later, {round.Left.Count} lines wait: {round.Problem}");
        }
    }
}

/// <summary>Hears how the messages of the client ended.</summary>
internal sealed class MessageWatch : ICallListener
{
    private readonly ConcurrentQueue<CallJudged> _judged = new();

    public void On(CallEvent callEvent)
    {
        if (callEvent is CallJudged judged)
        {
            _judged.Enqueue(judged);
        }
    }

    /// <summary>Those since the last time.</summary>
    internal IReadOnlyList<CallJudged> Take()
    {
        var taken = new List<CallJudged>();
        while (_judged.TryDequeue(out var judged))
        {
            taken.Add(judged);
        }

        return taken;
    }
}
