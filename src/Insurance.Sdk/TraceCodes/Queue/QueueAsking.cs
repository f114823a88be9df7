using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Asks the center for lines whose end is not known, and for its numbers of sales that returns need.</summary>
internal sealed class QueueAsking
{
    private const int AtOnce = 20;
    private const int TimesNotShown = 2;
    private const int TimesSaleNotShown = 5;

    private readonly ITraceUploadStore _store;
    private readonly QueueTimes _times;
    private readonly CenterRecords _records;

    internal QueueAsking(ITraceUploadStore store, QueueTimes times, CenterRecords records)
    {
        _store = store;
        _times = times;
        _records = records;
    }

    /// <summary>Asks for every unknown line that is due. True where a line has another state now.</summary>
    internal async Task<bool> AskAsync(RoundBook book, CancellationToken cancellationToken)
    {
        var any = false;
        while (!book.CenterAway)
        {
            var (lease, now) = (Guid.NewGuid().ToString("N"), _times.Now);
            var lines = await _store.ClaimUnknownAsync(AtOnce, lease, now + _times.Lease, now, cancellationToken).ConfigureAwait(false);
            if (lines.Count == 0)
            {
                return any;
            }

            book.Tell(TraceQueueStep.Asking, lines.Count);
            var findings = await FindAsync(lines, book, cancellationToken).ConfigureAwait(false);
            var notes = lines.Select((l, i) => After(l, findings[i], book)).ToList();
            book.Tell(TraceQueueStep.Asked, lines.Count);
            await _store.NoteAsync(lease, null, notes, _times.Now, CancellationToken.None).ConfigureAwait(false);
            book.Tell(TraceQueueStep.AskNoted, lines.Count);
            cancellationToken.ThrowIfCancellationRequested();
            any |= notes.Exists(n => n.State != TraceUploadState.Unknown);
        }

        return any;
    }

    /// <summary>Puts the center's number of the sale into returns whose sale is accepted. True where a return may go now.</summary>
    internal async Task<bool> LinkAsync(RoundBook book, CancellationToken cancellationToken)
    {
        var any = false;
        while (!book.CenterAway)
        {
            var (lease, now) = (Guid.NewGuid().ToString("N"), _times.Now);
            var pairs = await _store.ClaimUnlinkedAsync(AtOnce, lease, now + _times.Lease, now, cancellationToken).ConfigureAwait(false);
            if (pairs.Count == 0)
            {
                return any;
            }

            book.Tell(TraceQueueStep.Asking, pairs.Count);
            var findings = await FindAsync(pairs.Select(p => p.Sale).ToList(), book, cancellationToken).ConfigureAwait(false);
            var notes = pairs.Select((p, i) => AfterSale(p.Return, p.Sale, findings[i], book)).ToList();
            await _store.NoteAsync(lease, null, notes, _times.Now, CancellationToken.None).ConfigureAwait(false);
            book.Tell(TraceQueueStep.Linked, pairs.Count);
            cancellationToken.ThrowIfCancellationRequested();
            any |= notes.Exists(n => n.RowJson is not null);
        }

        return any;
    }

    private async Task<List<CenterFinding>> FindAsync(IReadOnlyList<QueuedUpload> lines, RoundBook book, CancellationToken cancellationToken)
    {
        var findings = new List<CenterFinding>(lines.Count);
        foreach (var line in lines)
        {
            if (book.CenterAway || cancellationToken.IsCancellationRequested)
            {
                findings.Add(new CenterFinding(CenterView.Away, "not asked: the center could not be reached"));
                continue;
            }

            book.Asked();
            CenterFinding finding;
            try
            {
                finding = await _records.AskAsync(line, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                finding = new CenterFinding(CenterView.Away, "the question was canceled");
            }

            findings.Add(finding);
            if (finding.View == CenterView.Away && !cancellationToken.IsCancellationRequested)
            {
                book.Away(TraceUploadReason.NoAnswer, finding.Text);
            }
        }

        return findings;
    }

    private TraceUploadNote After(QueuedUpload line, CenterFinding finding, RoundBook book)
    {
        var same = new TraceUploadNote
        {
            Serial = line.Serial,
            State = TraceUploadState.Unknown,
            Reason = line.Reason,
            ReasonText = line.ReasonText,
            Asked = line.Asked,
            IsRefused = line.IsRefused,
            SettlesAt = line.SettlesAt,
        };
        switch (finding.View)
        {
            case CenterView.Shown:
                book.Confirmed(1);
                return new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Accepted, Reason = TraceUploadReason.FoundByAsking, NextAt = _times.Now };
            case CenterView.NotShown when line.IsRefused:
                book.Quarantined(1);
                return SetAside(line, TraceUploadReason.Refused, line.ReasonText);
            case CenterView.Differs when line.IsRefused:
                book.Quarantined(1);
                return SetAside(line, TraceUploadReason.Differs, finding.Text);
            case CenterView.NotShown or CenterView.Differs:
                return NotYet(line, finding, same with { Asked = line.Asked + 1, Reason = finding.View == CenterView.Differs ? TraceUploadReason.Differs : TraceUploadReason.NotFound }, book);
            default:
                return same with { NextAt = _times.Now + _times.AskBackOff(line.SentAt), Reason = line.IsRefused ? line.Reason : TraceUploadReason.NoAnswer };
        }
    }

    /// <summary>Not there, or not as it was sent: that counts after the settling time, and when it was seen twice.</summary>
    private TraceUploadNote NotYet(QueuedUpload line, CenterFinding finding, TraceUploadNote note, RoundBook book)
    {
        var settles = line.SettlesAt ?? _times.Now;
        if (note.Asked < TimesNotShown || _times.Now < settles)
        {
            var next = _times.Now + _times.AskAgainAfter;
            return note with { NextAt = next > settles ? next : settles };
        }

        if (finding.View == CenterView.Differs)
        {
            book.Quarantined(1);
            return SetAside(line, TraceUploadReason.Differs, finding.Text);
        }

        return new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Waiting, Reason = TraceUploadReason.NotFound, NextAt = _times.Now };
    }

    private TraceUploadNote AfterSale(QueuedUpload line, QueuedUpload sale, CenterFinding finding, RoundBook book)
    {
        var waits = new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Waiting, Asked = line.Asked, Reason = TraceUploadReason.OriginalNotShown, ReasonText = finding.Text };
        switch (finding.View)
        {
            case CenterView.Shown:
                return new TraceUploadNote { Serial = line.Serial, State = TraceUploadState.Waiting, NextAt = _times.Now, RowJson = WithNumber(line, finding.Number) };
            case CenterView.NotShown or CenterView.Differs when line.Asked + 1 >= TimesSaleNotShown && _times.Now >= sale.ChangedAt + _times.Settling:
                book.Quarantined(1);
                return SetAside(line, TraceUploadReason.OriginalNotShown, "the center took the sale, but 3511 does not show it as it was sent " + finding.Text);
            case CenterView.NotShown or CenterView.Differs:
                return waits with { Asked = line.Asked + 1, NextAt = _times.Now + _times.AskAgainAfter };
            default:
                return waits with { NextAt = _times.Now + _times.AskBackOff(null) };
        }
    }

    private static string WithNumber(QueuedUpload line, string? number)
    {
        if (string.IsNullOrEmpty(number))
        {
            // The field is optional, and so is the number in the answer.
            return line.RowJson;
        }

        var row = (UploadSaleReturnsBatchSelinfoDetail)TraceUploadRow.Read(line.Kind, line.RowJson);
        row.MedinsProdSelNo = number;
        return TraceUploadRow.Write(row);
    }

    private TraceUploadNote SetAside(QueuedUpload line, TraceUploadReason reason, string? text)
        => new() { Serial = line.Serial, State = TraceUploadState.Quarantined, Reason = reason, ReasonText = text, NextAt = _times.Now };
}
