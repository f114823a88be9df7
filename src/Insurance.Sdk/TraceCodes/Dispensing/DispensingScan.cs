using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>One scan at the dispensing counter, within one transaction: look, decide, take, note.</summary>
internal sealed class DispensingScan
{
    // Every lost race shows a newer row; a pack that many counters scan at once is refused by the state it has then.
    private const int Rounds = 5;

    private readonly DispensingDesk _desk;
    private readonly PrescriptionDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;

    internal DispensingScan(DispensingDesk desk, PrescriptionDocument document, string session, IDeskWork work)
    {
        _desk = desk;
        _document = document;
        _session = session;
        _work = work;
    }

    internal async Task<ScanAnswer> RunAsync(TraceCode code, string? lineId, ScanAs scanAs, string warning, CancellationToken cancellationToken)
    {
        // From here on other counters of this session wait: the counts that the decision rests on stay true.
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        if (session is not { State: DeskState.Open })
        {
            return ScanAnswer.Refuse(ScanRefusal.SessionClosed, code.Text);
        }

        var scans = (await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var record = await _work.CodeAsync(code.Text, cancellationToken).ConfigureAwait(false);
            var (answer, scan) = await TryAsync(code, lineId, scanAs, session, scans, record, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (scan is not null)
            {
                await _work.AddScanAsync(scan, cancellationToken).ConfigureAwait(false);
                scans.Add(scan);
                var progress = Progress(_document, scans);
                return ScanAnswer.Taken(code.Text, progress[scan.Line], scan.IsSplit, scan.Units, progress.Values.All(p => p.IsComplete), scan.Origin == ScanOrigin.Collected, warning);
            }
        }

        return ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code.Text);
    }

    /// <summary>The lot of the line stands for packs of which nobody knows the lot.</summary>
    internal static string LotOf(string known, DispensingLine line)
        => known.Length > 0 ? known : (TraceUploadRow.Read(TraceUploadKind.Sale, line.Row) as UploadSalesBatchSelinfoDetail)?.ManuLotnum ?? "";

    internal static Dictionary<string, LineProgress> Progress(PrescriptionDocument document, IReadOnlyList<ScanRecord> scans)
        => document.Lines.ToDictionary(l => l.Id, l => PackArithmetic.Progress(l, scans), StringComparer.Ordinal);

    private async Task<(ScanAnswer? Answer, ScanRecord? Scan)> TryAsync(
        TraceCode code, string? lineId, ScanAs scanAs, SessionRecord session, List<ScanRecord> scans, CodeRecord? record, CancellationToken cancellationToken)
    {
        var progress = Progress(_document, scans);
        if (scans.Any(s => s.Code == code.Text && !s.IsSplit))
        {
            return (ScanAnswer.Refuse(ScanRefusal.AlreadyInSession, code.Text), null);
        }

        var choice = new LineChoice(_document, progress, _desk.Policy.UnknownCodes).Find(code, record, _desk.CodeBase().Find(code), lineId, scanAs);
        if (choice.Answer is { } ended)
        {
            // A pack that is gone is the better reason than a line that is full.
            return (ended.Reason is ScanRefusal.TooMany or ScanRefusal.PackOpened && await StateAnswerAsync(code.Text, record, cancellationToken).ConfigureAwait(false) is { } gone ? gone
                : ended.Reason == ScanRefusal.TooMany && scans.Any(s => s.Code == code.Text) ? ScanAnswer.Refuse(ScanRefusal.AlreadyInSession, code.Text) : ended, null);
        }

        var line = choice.Line!;
        if (await StateAnswerAsync(code.Text, record, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            return (refused, null);
        }

        var known = Known(code, record, line);
        if (await GoodsAnswerAsync(known, line, cancellationToken).ConfigureAwait(false) is { } unfit)
        {
            return (unfit, null);
        }

        if (LotAnswer(known, line, choice.IsSplit) is { } lotless)
        {
            return (lotless, null);
        }

        var units = await TakeAsync(record, known, line, choice.IsSplit, progress[line.Id].UnitsLeft, cancellationToken).ConfigureAwait(false);
        if (units < 0)
        {
            return (ScanAnswer.Refuse(ScanRefusal.PackExhausted, code.Text, line: progress[line.Id]), null);
        }

        return units == 0 ? default : (null, new ScanRecord(_session, session.Version, code.Text, line.Id, choice.IsSplit, units)
        {
            Lot = known.Lot, Made = known.Made, Expires = known.Expires, Origin = choice.IsKnown ? ScanOrigin.Known : ScanOrigin.Collected, At = _work.Now,
        });
    }

    /// <summary>Units taken; 0 where another counter was faster, -1 where the opened pack is empty.</summary>
    private async Task<decimal> TakeAsync(CodeRecord? record, CodeRecord known, DispensingLine line, bool isSplit, decimal unitsLeft, CancellationToken cancellationToken)
    {
        if (!isSplit)
        {
            return await PackHold.WholeAsync(_work, record, known, _session, cancellationToken).ConfigureAwait(false) ? line.PackSize : 0;
        }

        var pack = record?.State is TraceCodeState.Opened or TraceCodeState.UsedUp ? await _work.OpenedPackAsync(known.Code, cancellationToken).ConfigureAwait(false) : null;
        return pack is { Left: <= 0 } ? -1 : await PackHold.UnitsAsync(_work, record, pack, known, unitsLeft, line.PackSize, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Is the pack here at all?</summary>
    private async Task<ScanAnswer?> StateAnswerAsync(string code, CodeRecord? record, CancellationToken cancellationToken)
    {
        if (record is null || record.State == TraceCodeState.Unknown)
        {
            return record is { HeldBy.Length: > 0 } && record.HeldBy != _session ? await PackHold.ElsewhereAsync(_work, code, record.HeldBy, cancellationToken).ConfigureAwait(false)
                : _desk.Policy.RequireStockIn ? ScanAnswer.Refuse(ScanRefusal.NotInStock, code) : null;
        }

        switch (record.State)
        {
            case TraceCodeState.Sold:
                var sale = record.Serial.Length > 0 ? await _work.SaleAsync(record.Serial, cancellationToken).ConfigureAwait(false) : null;
                var when = DeskIdentity.Time(record.ChangedAt).ToString();
                return sale is null
                    ? ScanAnswer.Refuse(ScanRefusal.AlreadyDispensed, code, when)
                    : ScanAnswer.Refuse(ScanRefusal.AlreadyDispensed, code, when + ", bill " + sale.Number + ", line " + sale.Line, when + "，单据" + sale.Number + "，行" + sale.Line);
            case TraceCodeState.Quarantined:
                return ScanAnswer.Refuse(ScanRefusal.Quarantined, code);
            case TraceCodeState.ReturnedToSupplier:
                return ScanAnswer.Refuse(ScanRefusal.ReturnedToSupplier, code, DeskIdentity.Time(record.ChangedAt).ToString());
            case TraceCodeState.Lost or TraceCodeState.Destroyed or TraceCodeState.MovedOut:
                return ScanAnswer.Refuse(ScanRefusal.NotHere, code, record.State.ToString());
            case TraceCodeState.Recalled:
                return ScanAnswer.Refuse(ScanRefusal.Recalled, code);
            default:
                return record.HeldBy.Length > 0 && record.HeldBy != _session ? await PackHold.ElsewhereAsync(_work, code, record.HeldBy, cancellationToken).ConfigureAwait(false) : null;
        }
    }

    /// <summary>May the goods be given out?</summary>
    private async Task<ScanAnswer?> GoodsAnswerAsync(CodeRecord known, DispensingLine line, CancellationToken cancellationToken)
    {
        var row = TraceUploadRow.Read(TraceUploadKind.Sale, line.Row) as UploadSalesBatchSelinfoDetail;
        var lot = LotOf(known.Lot, line);
        var expires = known.Expires.Length > 0 ? known.Expires : known.Lot.Length > 0 && known.Lot != row?.ManuLotnum ? "" : DeskIdentity.Day(row?.ExpyEnd);
        var today = DeskIdentity.Day(DeskIdentity.Time(_work.Now));
        if (expires.Length > 0 && string.CompareOrdinal(expires, today) < 0)
        {
            return ScanAnswer.Refuse(ScanRefusal.Expired, known.Code, expires);
        }

        return await _work.RecallAsync(line.Item, lot, cancellationToken).ConfigureAwait(false) is { } reason
            ? ScanAnswer.Refuse(ScanRefusal.Recalled, known.Code, reason)
            : null;
    }

    /// <summary>Is the lot known that the row at the center needs? Told at the scan: at the confirmation the pack may be in the patient's hand.</summary>
    private ScanAnswer? LotAnswer(CodeRecord known, DispensingLine line, bool isSplit)
    {
        if (_desk.Queue is not { } queue || line.Channel != TraceChannel.Upload || (known.Lot.Length > 0 && known.Made.Length > 0 && known.Expires.Length > 0))
        {
            return null;
        }

        var scan = new ScanRecord(_session, 0, known.Code, line.Id, isSplit, isSplit ? 1 : line.PackSize) { Lot = known.Lot, Made = known.Made, Expires = known.Expires };
        try
        {
            queue.Check(new[] { DispensingConfirm.Upload(new SaleRows(_document, _session, DeskIdentity.Time(_work.Now), "").RowOf(line, scan), _document) });
            return null;
        }
        catch (ValidationException e)
        {
            return ScanAnswer.Refuse(ScanRefusal.LotUnknown, known.Code, string.Join(", ", e.Errors.Select(x => x.Field).Distinct(StringComparer.Ordinal)));
        }
    }

    /// <summary>What is known about the pack: by the ledger, else by its own GS1 elements.</summary>
    private static CodeRecord Known(TraceCode code, CodeRecord? record, DispensingLine line) => new(code.Text)
    {
        Item = line.Item,
        Lot = record is { Lot.Length: > 0 } ? record.Lot : Short(code.Gs1?.Lot),
        Made = record is { Made.Length: > 0 } ? record.Made : DayOf(code.Gs1?.Made),
        Expires = record is { Expires.Length: > 0 } ? record.Expires : DayOf(code.Gs1?.Expires),
    };

    private static string Short(string? lot) => lot is { Length: <= 30 } ? lot : "";

    /// <summary>GS1 prints YYMMDD; day 00 means the end of the month. Packs of the last century are out of date anyhow.</summary>
    private static string DayOf(string? printed)
    {
        if (printed is not { Length: 6 })
        {
            return "";
        }

        var endOfMonth = printed.EndsWith("00", StringComparison.Ordinal);
        var text = endOfMonth ? printed.Remove(4) : printed;
        return DateTime.TryParseExact("20" + text, endOfMonth ? "yyyyMM" : "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (endOfMonth ? day.AddMonths(1).AddDays(-1) : day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
    }
}
