using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Confirms a session within one transaction: states of the codes, moves, opened packs, rows, report, queue lines, the session itself.</summary>
internal sealed class DispensingConfirm
{
    private readonly DispensingDesk _desk;
    private readonly PrescriptionDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;

    internal DispensingConfirm(DispensingDesk desk, PrescriptionDocument document, string session, IDeskWork work)
    {
        _desk = desk;
        _document = document;
        _session = session;
        _work = work;
    }

    internal async Task<DispensingResult> RunAsync(string who, string reason, CancellationToken cancellationToken)
    {
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        if (session is not { State: DeskState.Open })
        {
            return session is { State: DeskState.Confirmed } ? await ResultAsync(cancellationToken).ConfigureAwait(false) : new DispensingResult { Outcome = ConfirmOutcome.Canceled, SessionId = _session };
        }

        var scans = await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false);
        var progress = DispensingScan.Progress(_document, scans);
        var incomplete = _document.Lines.Select(l => progress[l.Id]).Where(p => !p.IsComplete).ToList();
        if (incomplete.Count > 0 && (_desk.Policy.Incomplete == StrictnessRule.Refuse || reason.Length == 0))
        {
            return new DispensingResult { Outcome = ConfirmOutcome.Incomplete, SessionId = _session, Incomplete = incomplete };
        }

        var codes = await CodesAsync(scans, cancellationToken).ConfigureAwait(false);
        var recalls = await RecallsAsync(scans, cancellationToken).ConfigureAwait(false);
        var conflicts = scans.Where(s => s.Origin != ScanOrigin.Virtual && (recalls.Contains(GoodsOf(s)) || !MayGo(s, codes))).Select(s => s.Code).Distinct(StringComparer.Ordinal).ToList();
        if (conflicts.Count > 0)
        {
            return new DispensingResult { Outcome = ConfirmOutcome.Conflict, SessionId = _session, Conflicts = conflicts };
        }

        reason = incomplete.Count > 0 ? reason : "";
        var parts = new SaleRows(_document, _session, DeskIdentity.Time(_work.Now), reason).Build(scans);
        await MoveAsync(parts, codes, who, cancellationToken).ConfigureAwait(false);
        await StoreAsync(parts, cancellationToken).ConfigureAwait(false);
        await _work.AddNeedsAsync(_document.Lines.Select(l => Need(l, progress[l.Id], reason)).ToList(), cancellationToken).ConfigureAwait(false);
        var awaitsSettlement = parts.Any(p => p.Line.Channel == TraceChannel.Settlement);
        await _work.CloseSessionAsync(
            session with { State = DeskState.Confirmed, ClosedAt = _work.Now, ClosedBy = who, Reason = reason, Settlement = awaitsSettlement ? SettlementState.Pending : SettlementState.None },
            cancellationToken).ConfigureAwait(false);
        return await ResultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The result as the store has it.</summary>
    internal async Task<DispensingResult> ResultAsync(CancellationToken cancellationToken)
    {
        var sales = await _work.SalesOfSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        var rows = sales.Select(Row).OrderBy(r => _document.Line(r.LineId)!.Place).ThenBy(r => r.Serial.Length).ThenBy(r => r.Serial, StringComparer.Ordinal).ToList();
        return new DispensingResult
        {
            Outcome = ConfirmOutcome.Confirmed,
            SessionId = _session,
            Rows = rows,
            SettlementRows = rows.Where(r => r.Channel == TraceChannel.Settlement).SelectMany(r => r.Codes.Select(code => new SettlementTraceRow
            {
                FeeDetailSerial = _document.Line(r.LineId)!.FeeDetailSerial, Code = code, SplitFlag = r.IsSplit ? "1" : "0",
            })).ToList(),
        };
    }

    internal static DispensedRow Row(SaleRecord sale)
    {
        var row = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, sale.Row);
        return new DispensedRow
        {
            Serial = sale.Serial,
            LineId = sale.Line,
            IsSplit = sale.IsSplit,
            Units = sale.Units,
            Channel = sale.Channel,
            SettlementId = sale.Settlement,
            Returned = sale.Returned,
            Codes = row.Drugtracinfo.Select(c => c.DrugTracCodg ?? "").ToList(),
            Row = row,
        };
    }

    private async Task<Dictionary<string, CodeRecord>> CodesAsync(IReadOnlyList<ScanRecord> scans, CancellationToken cancellationToken)
    {
        var codes = new Dictionary<string, CodeRecord>(StringComparer.Ordinal);
        // In one order in every session: two confirmations cannot wait for each other.
        foreach (var code in scans.Where(s => s.Origin != ScanOrigin.Virtual).Select(s => s.Code).Distinct(StringComparer.Ordinal).OrderBy(c => c, StringComparer.Ordinal))
        {
            if (await _work.CodeAsync(code, cancellationToken).ConfigureAwait(false) is { } record)
            {
                codes[code] = record;
            }
        }

        return codes;
    }

    /// <summary>Lots that were recalled since their packs were scanned.</summary>
    private async Task<HashSet<(string Item, string Lot)>> RecallsAsync(IReadOnlyList<ScanRecord> scans, CancellationToken cancellationToken)
    {
        var recalls = new HashSet<(string Item, string Lot)>();
        foreach (var goods in scans.Where(s => s.Origin != ScanOrigin.Virtual).Select(GoodsOf).Distinct())
        {
            if (await _work.RecallAsync(goods.Item, goods.Lot, cancellationToken).ConfigureAwait(false) is not null)
            {
                recalls.Add(goods);
            }
        }

        return recalls;
    }

    private (string Item, string Lot) GoodsOf(ScanRecord scan) => (_document.Line(scan.Line)!.Item, DispensingScan.LotOf(scan.Lot, _document.Line(scan.Line)!));

    private bool MayGo(ScanRecord scan, Dictionary<string, CodeRecord> codes)
        => codes.TryGetValue(scan.Code, out var record)
            && (scan.IsSplit ? record.State is TraceCodeState.Opened or TraceCodeState.UsedUp : record.HeldBy == _session && record.State is TraceCodeState.Unknown or TraceCodeState.InStock);

    private async Task MoveAsync(List<SaleRows.Part> parts, Dictionary<string, CodeRecord> codes, string who, CancellationToken cancellationToken)
    {
        var moves = new List<MoveRecord>();
        var last = new Dictionary<string, (SaleRows.Part Part, bool IsSplit)>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var scan in part.Scans.Where(s => s.Origin != ScanOrigin.Virtual))
            {
                last[scan.Code] = (part, scan.IsSplit);
                moves.Add(new MoveRecord(scan.Code, codes[scan.Code].State, scan.IsSplit ? TraceCodeState.Opened : TraceCodeState.Sold, part.Serial, scan.IsSplit ? scan.Units : 0, who, _work.Now));
            }
        }

        foreach (var pair in last.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var before = codes[pair.Key];
            var after = before with { State = TraceCodeState.Sold, HeldBy = "", Serial = pair.Value.Part.Serial, Channel = pair.Value.Part.Line.Channel };
            if (pair.Value.IsSplit)
            {
                var pack = await _work.OpenedPackAsync(pair.Key, cancellationToken).ConfigureAwait(false);
                after = after with { State = pack is { Left: > 0 } ? TraceCodeState.Opened : TraceCodeState.UsedUp, HeldBy = before.HeldBy };
            }

            if (!await _work.ChangeCodeAsync(before, after, cancellationToken).ConfigureAwait(false))
            {
                // Another counter confirmed units of the same opened pack, or a recall came, within these milliseconds: all is rolled back.
                throw new DeskConflictException(new[] { pair.Key });
            }
        }

        await _work.AddMovesAsync(moves, cancellationToken).ConfigureAwait(false);
    }

    private async Task StoreAsync(List<SaleRows.Part> parts, CancellationToken cancellationToken)
    {
        var sales = parts.Select(p => new SaleRecord(
            p.Serial, _session, _document.Number, p.Row.MdtrtSn ?? "", p.Line.Id, p.Line.Item, p.IsSplit, p.Units, p.Line.PackSize, TraceUploadRow.Write(p.Row))
        {
            Channel = p.Line.Channel, Settlement = p.Line.Channel == TraceChannel.Settlement ? _document.SettlementId : "", At = _work.Now,
        }).ToList();
        var sold = parts.SelectMany(p => p.Scans.GroupBy(s => s.Code, StringComparer.Ordinal).Select(g => (g.Key, p.Serial, g.Sum(s => s.Units)))).ToList();
        await _work.AddSalesAsync(sales, sold, cancellationToken).ConfigureAwait(false);
        var uploads = parts.Where(p => p.Line.Channel == TraceChannel.Upload).Select(p => Upload(p.Row, _document)).ToList();
        _desk.Queue?.Check(uploads);
        await _work.EnqueueAsync(uploads, cancellationToken).ConfigureAwait(false);
    }

    internal static TraceUpload Upload(UploadSalesBatchSelinfoDetail row, PrescriptionDocument document) => TraceUpload.Sale(row, document.InsuredArea, document.Operator);

    private NeedRecord Need(DispensingLine line, LineProgress progress, string reason) => new(_session, line.Id, DeskIdentity.Day(DeskIdentity.Time(_work.Now)), line.Item, line.Name)
    {
        PacksNeeded = progress.PacksNeeded,
        PacksCollected = progress.PacksTaken,
        UnitsNeeded = progress.UnitsNeeded,
        UnitsCollected = progress.UnitsTaken,
        ExemptReason = line.ExemptReason,
        MissingReason = progress.IsComplete ? "" : reason,
        Channel = line.Channel,
        At = _work.Now,
    };
}
