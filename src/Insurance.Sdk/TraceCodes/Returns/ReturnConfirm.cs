using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Confirms a return within one transaction: states of the codes, moves, opened packs, queue lines, the session.</summary>
internal sealed class ReturnConfirm
{
    private readonly ReturnDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;
    private readonly TraceUploadQueue? _queue;

    internal ReturnConfirm(ReturnDocument document, string session, IDeskWork work, TraceUploadQueue? queue)
    {
        _queue = queue;
        _document = document;
        _session = session;
        _work = work;
    }

    internal async Task<ReturnResult> RunAsync(string who, CancellationToken cancellationToken)
    {
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        if (session is null or { State: DeskState.Canceled })
        {
            return new ReturnResult { Outcome = ConfirmOutcome.Canceled, SessionId = _session };
        }

        var scans = await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false);
        if (scans.Count == 0)
        {
            return new ReturnResult { Outcome = ConfirmOutcome.Incomplete, SessionId = _session };
        }

        var isNew = session.State == DeskState.Open;
        var rows = await RowsAsync(scans, DeskIdentity.Time(isNew ? _work.Now : session.ClosedAt), cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            var conflicts = await MoveAsync(scans, rows, who, cancellationToken).ConfigureAwait(false);
            if (conflicts.Count > 0)
            {
                throw new DeskConflictException(conflicts);
            }

            var uploads = rows.Where(r => r.IsQueued).Select(r => TraceUpload.SaleReturn(r.Row, r.SaleSerial, _document.InsuredArea, _document.Operator)).ToList();
            _queue?.Check(uploads);
            await _work.EnqueueAsync(uploads, cancellationToken).ConfigureAwait(false);
            await _work.CloseSessionAsync(session with { State = DeskState.Confirmed, ClosedAt = _work.Now, ClosedBy = who }, cancellationToken).ConfigureAwait(false);
        }

        return new ReturnResult { Outcome = ConfirmOutcome.Confirmed, SessionId = _session, Rows = rows };
    }

    private async Task<List<ReturnedRow>> RowsAsync(IReadOnlyList<ScanRecord> scans, ChinaTime now, CancellationToken cancellationToken)
    {
        var rows = new List<ReturnedRow>();
        foreach (var group in scans.GroupBy(s => s.Line))
        {
            var sale = (await _work.SaleAsync(group.Key, cancellationToken).ConfigureAwait(false))!;
            var serial = DeskIdentity.Serial(_session, rows.Count + 1, 'R', 1);
            var sold = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, sale.Row);
            var codes = group.Select(s => s.Code).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (codes.Count == 0)
            {
                // A fixed code stands for the units: no pack has it, and the row had it all the same.
                codes = sold.Drugtracinfo.Select(c => c.DrugTracCodg ?? "").ToList();
            }

            rows.Add(new ReturnedRow
            {
                Serial = serial,
                SaleSerial = sale.Serial,
                Units = group.Sum(s => s.Units),
                Codes = codes,
                IsQueued = sale.Channel == TraceChannel.Upload,
                Row = Row(sold, serial, group.Sum(s => s.Units), codes, now),
            });
        }

        return rows;
    }

    private UploadSaleReturnsBatchSelinfoDetail Row(UploadSalesBatchSelinfoDetail sold, string serial, decimal units, List<string> codes, ChinaTime now) => new()
    {
        MedListCodg = sold.MedListCodg,
        FixmedinsHilistId = sold.FixmedinsHilistId,
        FixmedinsHilistName = sold.FixmedinsHilistName,
        FixmedinsBchno = serial,
        SetlId = sold.SetlId,
        PsnNo = sold.PsnNo,
        PsnCertType = sold.PsnCertType,
        Certno = sold.Certno,
        PsnName = sold.PsnName,
        ManuLotnum = sold.ManuLotnum,
        ManuDate = sold.ManuDate,
        ExpyEnd = sold.ExpyEnd,
        RxFlag = sold.RxFlag,
        TrdnFlag = sold.TrdnFlag,
        FinlTrnsPric = sold.FinlTrnsPric,
        SelRetnCnt = units,
        SelRetnTime = now,
        SelRetnOpterName = _document.OperatorName,
        Memo = _document.Memo,
        MdtrtSn = sold.MdtrtSn,
        Drugtracinfo = codes.Select(c => new UploadSaleReturnsBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    };

    private async Task<List<string>> MoveAsync(IReadOnlyList<ScanRecord> scans, List<ReturnedRow> rows, string who, CancellationToken cancellationToken)
    {
        var conflicts = new List<string>();
        var moves = new List<MoveRecord>();
        foreach (var scan in scans.Where(s => s.Code.Length > 0).OrderBy(s => s.Code, StringComparer.Ordinal))
        {
            // A virtual code is no pack: the ledger has no row of it.
            if (await _work.CodeAsync(scan.Code, cancellationToken).ConfigureAwait(false) is not { } record)
            {
                continue;
            }

            var row = rows.First(r => r.SaleSerial == scan.Line);
            if (scan.IsSplit)
            {
                if (_document.Rule == ReturnedPackRule.BackToStock)
                {
                    await PackHold.ReturnUnitsAsync(_work, record, scan.Units, cancellationToken).ConfigureAwait(false);
                }

                moves.Add(new MoveRecord(scan.Code, record.State, TraceCodeState.Opened, row.Serial, scan.Units, who, _work.Now));
                continue;
            }

            var state = _document.Rule == ReturnedPackRule.BackToStock ? TraceCodeState.InStock : TraceCodeState.Quarantined;
            var isWithPatient = record.State == TraceCodeState.Sold && record.Serial == scan.Line;
            if (!isWithPatient || !await _work.ChangeCodeAsync(record, record with { State = state, CameBack = true, Serial = row.Serial }, cancellationToken).ConfigureAwait(false))
            {
                conflicts.Add(scan.Code);
            }

            moves.Add(new MoveRecord(scan.Code, record.State, state, row.Serial, 0, who, _work.Now));
        }

        await _work.AddMovesAsync(moves, cancellationToken).ConfigureAwait(false);
        return conflicts;
    }
}
