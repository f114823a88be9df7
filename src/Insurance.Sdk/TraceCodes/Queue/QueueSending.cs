using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Sends the lines whose turn it is, one message after the other, and writes down what became of each. Nothing leaves before it is marked as sending.</summary>
internal sealed class QueueSending
{
    private readonly InsuranceClient _client;
    private readonly ITraceUploadStore _store;
    private readonly TraceUploadQueueOptions _options;
    private readonly QueueTimes _times;
    private readonly UploadMessage _message;
    private readonly CenterRecords _records;

    internal QueueSending(InsuranceClient client, ITraceUploadStore store, TraceUploadQueueOptions options, QueueTimes times, UploadMessage message, CenterRecords records)
    {
        _client = client;
        _store = store;
        _options = options;
        _times = times;
        _message = message;
        _records = records;
    }

    /// <summary>Sends until no line may go, the center cannot be reached, or a message ended in doubt: then it is asked first. True where something was sent.</summary>
    internal async Task<bool> RunAsync(RoundBook book, CancellationToken cancellationToken)
    {
        var any = false;
        while (!book.CenterAway)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var serials = await _store.FindSendableAsync(_times.Now, Math.Min(_options.ChunkSize, _message.Limit), _options.OneLineOfEachBatch, cancellationToken).ConfigureAwait(false);
            if (serials.Count == 0)
            {
                return any;
            }

            var started = _times.Clock.GetTimestamp();
            var lease = Guid.NewGuid().ToString("N");
            var messageId = _client.Inside.NextMessageId();
            var now = _times.Now;
            var lines = await _store.ClaimAsync(serials, lease, now + _times.Lease, messageId, now, cancellationToken).ConfigureAwait(false);
            if (lines.Count > 0)
            {
                any = true;
                book.Tell(TraceQueueStep.Claimed, lines.Count, messageId);
                var chunk = new Chunk(this, book, lease, started);
                await chunk.SendAsync(lines, messageId, cancellationToken).ConfigureAwait(false);
                if (chunk.EndedInDoubt)
                {
                    return any;
                }
            }
        }

        return any;
    }

    private bool SaysAlreadyThere(string? text)
    {
        foreach (var words in _options.AlreadyThereTexts)
        {
            var place = (text ?? "").IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (place >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The lines claimed together: they go out in one message, or in halves of it until the line that the center refuses is found.</summary>
    private sealed class Chunk
    {
        private readonly QueueSending _queue;
        private readonly RoundBook _book;
        private readonly string _lease;
        private readonly Stack<IReadOnlyList<QueuedUpload>> _parts = new();
        private long _held;
        private DateTimeOffset _at;
        private string? _lastText;
        private int _sameText;

        internal Chunk(QueueSending queue, RoundBook book, string lease, long held)
        {
            _queue = queue;
            _book = book;
            _lease = lease;
            _held = held;
            _at = queue._times.Now;
        }

        internal bool EndedInDoubt { get; private set; }

        private QueueTimes Times => _queue._times;

        internal async Task SendAsync(IReadOnlyList<QueuedUpload> lines, string messageId, CancellationToken cancellationToken)
        {
            _parts.Push(lines);
            for (var isFirst = true; _parts.Count > 0; isFirst = false)
            {
                var part = _parts.Pop();
                if (!isFirst)
                {
                    messageId = _queue._client.Inside.NextMessageId();
                    _held = Times.Clock.GetTimestamp();
                    var now = Times.Now;
                    if (!await _queue._store.ClaimAgainAsync(part.Select(l => l.Serial).ToList(), _lease, now + Times.Lease, messageId, now, cancellationToken).ConfigureAwait(false))
                    {
                        // Others took the lines for unknown in the meantime, and ask.
                        return;
                    }
                }

                if (Times.Clock.GetElapsedTime(_held) + Times.CallTimeout >= Times.Lease)
                {
                    // The machine slept between mark and message: the lease could end before the call does.
                    await ReleaseAsync(part, TraceUploadReason.LeaseRanOut, "the process stood still before it sent", TimeSpan.Zero).ConfigureAwait(false);
                    await ReleaseRestAsync().ConfigureAwait(false);
                    return;
                }

                _book.Tell(TraceQueueStep.Sending, part.Count, messageId);
                _book.Message(part.Count);
                var result = await _queue._message.SendAsync(part, messageId, cancellationToken).ConfigureAwait(false);
                _book.Tell(TraceQueueStep.Answered, part.Count, messageId);
                await TakeAsync(part, messageId, result).ConfigureAwait(false);
                _book.Tell(TraceQueueStep.Noted, part.Count, messageId);
                if (result.End == MessageEnd.Configuration)
                {
                    throw result.Error!;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        private async Task TakeAsync(IReadOnlyList<QueuedUpload> part, string messageId, MessageResult result)
        {
            // One moment for all lines: those that fare alike are then written by one statement.
            _at = Times.Now;
            switch (result.End)
            {
                case MessageEnd.Answered:
                    await NoteAsync(messageId, Results(part, result)).ConfigureAwait(false);
                    break;
                case MessageEnd.Refused or MessageEnd.TooLarge when part.Count > 1:
                    Halve(part);
                    break;
                case MessageEnd.RefusedAsOne:
                    await HalveAfterAskingAsync(part, messageId).ConfigureAwait(false);
                    break;
                case MessageEnd.Refused or MessageEnd.TooLarge:
                    await NoteAsync(messageId, new[] { Refused(part[0], result.Text) }).ConfigureAwait(false);
                    await HoldBackAsync(result.Text).ConfigureAwait(false);
                    break;
                case MessageEnd.BreaksRules:
                    await SetAsideAsync(part, messageId).ConfigureAwait(false);
                    break;
                case MessageEnd.NotProcessed:
                    _book.NotProcessed(part.Count);
                    await ReleaseAsync(part, TraceUploadReason.NotProcessed, result.Text, Times.BackOff(part[0].Attempts)).ConfigureAwait(false);
                    await ReleaseRestAsync().ConfigureAwait(false);
                    _book.Away(TraceUploadReason.NotProcessed, result.Text);
                    break;
                case MessageEnd.Canceled:
                    await ReleaseAsync(part, TraceUploadReason.None, null, TimeSpan.Zero).ConfigureAwait(false);
                    await ReleaseRestAsync().ConfigureAwait(false);
                    break;
                case MessageEnd.Configuration:
                    await ReleaseAsync(part, TraceUploadReason.Configuration, result.Text, Times.BackOff(part[0].Attempts)).ConfigureAwait(false);
                    await ReleaseRestAsync().ConfigureAwait(false);
                    _book.Away(TraceUploadReason.Configuration, result.Text);
                    break;
                default:
                    _book.Unknown(part.Count);
                    await NoteAsync(messageId, part.Select(l => InDoubt(l, result.Text)).ToList()).ConfigureAwait(false);
                    await ReleaseRestAsync().ConfigureAwait(false);
                    EndedInDoubt = true;
                    _book.UnknownMessage(result.Text);
                    break;
            }
        }

        private List<TraceUploadNote> Results(IReadOnlyList<QueuedUpload> part, MessageResult result)
        {
            var notes = new List<TraceUploadNote>(part.Count);
            for (var i = 0; i < part.Count; i++)
            {
                // A single-row answer without a verdict has no line results: the accepted call is the answer.
                var line = i < result.Lines.Count ? result.Lines[i] : null;
                switch (line?.State ?? LineState.Accepted)
                {
                    case LineState.Accepted:
                        _book.Accepted(1);
                        notes.Add(new TraceUploadNote { Serial = part[i].Serial, State = TraceUploadState.Accepted, NextAt = _at, CenterReference = result.Reference });
                        break;
                    case LineState.Refused:
                        notes.Add(Refused(part[i], line!.Reason ?? ""));
                        break;
                    case LineState.NotSent:
                        notes.Add(Waiting(part[i], TraceUploadReason.NotProcessed, "", Times.BackOff(part[i].Attempts)));
                        break;
                    default:
                        _book.Unknown(1);
                        notes.Add(InDoubt(part[i], line!.Reason ?? ""));
                        break;
                }
            }

            return notes;
        }

        /// <summary>A refusal that may mean "it is there already" is not believed before the center was asked.</summary>
        private TraceUploadNote Refused(QueuedUpload line, string text)
        {
            if (line.Attempts > 1 || _queue.SaysAlreadyThere(text))
            {
                _book.Unknown(1);
                return InDoubt(line, text) with { Reason = TraceUploadReason.Refused, IsRefused = true };
            }

            _book.Quarantined(1);
            return new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Quarantined, Reason = TraceUploadReason.Refused, ReasonText = text, NextAt = _at };
        }

        private TraceUploadNote InDoubt(QueuedUpload line, string text) => new()
        {
            Serial = line.Serial,
            State = TraceUploadState.Unknown,
            Reason = TraceUploadReason.NoAnswer,
            ReasonText = text,
            NextAt = _at,
            SettlesAt = _at + Times.Settling,
        };

        private TraceUploadNote Waiting(QueuedUpload line, TraceUploadReason reason, string? text, TimeSpan wait)
            => new() { Serial = line.Serial, State = TraceUploadState.Waiting, Reason = reason, ReasonText = text, NextAt = _at + wait };

        private void Halve(IReadOnlyList<QueuedUpload> part)
        {
            var half = (part.Count + 1) / 2;
            _parts.Push(part.Skip(half).ToList());
            _parts.Push(part.Take(half).ToList());
        }

        /// <summary>One result for all lines of an accepted call: centers that answer so should book all or none. Whether they do is not published, so it is asked.</summary>
        private async Task HalveAfterAskingAsync(IReadOnlyList<QueuedUpload> part, string messageId)
        {
            var left = new List<QueuedUpload>();
            var notes = new List<TraceUploadNote>();
            foreach (var line in part)
            {
                _book.Asked();
                var finding = await _queue._records.AskAsync(line, CancellationToken.None).ConfigureAwait(false);
                if (finding.View == CenterView.Shown)
                {
                    _book.Confirmed(1);
                    notes.Add(new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Accepted, Reason = TraceUploadReason.FoundByAsking, NextAt = _at });
                }
                else if (finding.View == CenterView.NotShown)
                {
                    left.Add(line);
                }
                else
                {
                    _book.Unknown(1);
                    notes.Add(InDoubt(line, finding.Text));
                }
            }

            await NoteAsync(messageId, notes).ConfigureAwait(false);
            if (left.Count > 1)
            {
                Halve(left);
            }
            else if (left.Count == 1)
            {
                _parts.Push(left);
            }
        }

        private async Task SetAsideAsync(IReadOnlyList<QueuedUpload> part, string messageId)
        {
            var good = new List<QueuedUpload>();
            var notes = new List<TraceUploadNote>();
            foreach (var line in part)
            {
                var broken = _queue._message.Check(line.Kind, line.RowJson, UploadMessage.Options(line, messageId));
                if (broken.Count == 0)
                {
                    good.Add(line);
                    continue;
                }

                _book.Quarantined(1);
                notes.Add(new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Quarantined, Reason = TraceUploadReason.BreaksRules, ReasonText = string.Join("; ", broken), NextAt = _at });
            }

            await NoteAsync(messageId, notes).ConfigureAwait(false);
            if (good.Count == part.Count)
            {
                // The rule is broken by all of them together, which no line is to blame for: smaller messages may pass.
                await ReleaseAsync(good, TraceUploadReason.BreaksRules, "the lines break a rule together only", Times.BackOff(part[0].Attempts)).ConfigureAwait(false);
            }
            else if (good.Count > 0)
            {
                _parts.Push(good);
            }
        }

        /// <summary>The same refusal for one line after the other is hardly about the lines: the rest waits instead of being set aside one by one.</summary>
        private async Task HoldBackAsync(string text)
        {
            _sameText = text == _lastText ? _sameText + 1 : 1;
            _lastText = text;
            if (_sameText < _queue._options.HoldBackAfter || _parts.Count == 0)
            {
                return;
            }

            var rest = _parts.SelectMany(p => p).ToList();
            _parts.Clear();
            await ReleaseAsync(rest, TraceUploadReason.HeldBack, text, Times.BackOff(5)).ConfigureAwait(false);
            _book.Tell(TraceQueueStep.Problem, rest.Count, "", TraceUploadReason.HeldBack, "the center refuses line after line with one text; the rest of the message is held back");
        }

        /// <summary>Parts that a refusal left over were not booked: they wait again, at once.</summary>
        private async Task ReleaseRestAsync()
        {
            var rest = _parts.SelectMany(p => p).ToList();
            _parts.Clear();
            await ReleaseAsync(rest, TraceUploadReason.None, null, TimeSpan.Zero).ConfigureAwait(false);
        }

        private Task ReleaseAsync(IReadOnlyList<QueuedUpload> lines, TraceUploadReason reason, string? text, TimeSpan wait)
            => NoteAsync(null, lines.Select(l => Waiting(l, reason, text, wait)).ToList());

        /// <summary>What is known is written down even where the caller has left: forgetting it would cost questions.</summary>
        private Task NoteAsync(string? messageId, IReadOnlyList<TraceUploadNote> notes)
            => notes.Count == 0 ? Task.CompletedTask : _queue._store.NoteAsync(_lease, messageId, notes, _at, CancellationToken.None);
    }
}
