using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Confirms a warehouse bill within one transaction: states of the codes, moves, queue lines, the session.</summary>
internal sealed class WarehouseConfirm
{
    private readonly WarehouseDesk _desk;
    private readonly StockDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;

    internal WarehouseConfirm(WarehouseDesk desk, StockDocument document, string session, IDeskWork work)
    {
        _desk = desk;
        _document = document;
        _session = session;
        _work = work;
    }

    internal async Task<StockResult> RunAsync(string who, string reason, CancellationToken cancellationToken)
    {
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        if (session is null or { State: DeskState.Canceled })
        {
            return new StockResult { Outcome = ConfirmOutcome.Canceled, SessionId = _session };
        }

        var scans = await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false);
        var isNew = session.State == DeskState.Open;
        var incomplete = WarehouseScan.Progress(_document, scans).Where(p => !p.IsComplete).ToList();
        if (isNew && incomplete.Count > 0 && (_desk.Policy.Incomplete == StrictnessRule.Refuse || reason.Length == 0))
        {
            return new StockResult { Outcome = ConfirmOutcome.Incomplete, SessionId = _session, Incomplete = incomplete };
        }

        var time = _document.Time.Length > 0 && ChinaTime.TryParse(_document.Time, out var given) ? given : DeskIdentity.Time(isNew ? _work.Now : session.ClosedAt);
        var rows = new StockRows(_document, _session, time).Build(scans);
        if (isNew)
        {
            await (_document.IsIn ? TakeInAsync(scans, who, cancellationToken) : TakeOutAsync(scans, who, cancellationToken)).ConfigureAwait(false);
            _desk.Queue?.Check(rows.Uploads);
            await _work.EnqueueAsync(rows.Uploads, cancellationToken).ConfigureAwait(false);
            await _work.CloseSessionAsync(session with { State = DeskState.Confirmed, ClosedAt = _work.Now, ClosedBy = who, Reason = incomplete.Count > 0 ? reason : "" }, cancellationToken).ConfigureAwait(false);
        }

        return new StockResult { Outcome = ConfirmOutcome.Confirmed, SessionId = _session, Counts = rows.Counts, Changes = rows.Changes };
    }

    /// <summary>Check and insert are one statement per code; only codes that the ledger has already are looked at one by one.</summary>
    private async Task TakeInAsync(IReadOnlyList<ScanRecord> scans, string who, CancellationToken cancellationToken)
    {
        var codes = scans.Select(s => new CodeRecord(s.Code)
        {
            Item = _document.Line(s.Line)!.Item, State = TraceCodeState.InStock, Serial = Serial(s.Line), Lot = s.Lot, Made = s.Made, Expires = s.Expires, Invoice = _document.Invoice, ChangedAt = _work.Now,
        }).ToList();
        var conflicts = new List<string>();
        var moves = new List<MoveRecord>();
        foreach (var at in await _work.AddCodesAsync(codes, cancellationToken).ConfigureAwait(false))
        {
            var before = await _work.CodeAsync(codes[at].Code, cancellationToken).ConfigureAwait(false);
            if (before is null || WarehouseScan.StateIn(before) != ScanRefusal.None || !await _work.ChangeCodeAsync(before, codes[at] with { CameBack = before.CameBack }, cancellationToken).ConfigureAwait(false))
            {
                conflicts.Add(codes[at].Code);
                continue;
            }

            moves.Add(new MoveRecord(before.Code, before.State, TraceCodeState.InStock, codes[at].Serial, 0, who, _work.Now));
        }

        Throw(conflicts);
        await _work.AddMovesAsync(moves, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeOutAsync(IReadOnlyList<ScanRecord> scans, string who, CancellationToken cancellationToken)
    {
        var conflicts = new List<string>();
        var moves = new List<MoveRecord>();
        foreach (var scan in scans.OrderBy(s => s.Code, StringComparer.Ordinal))
        {
            var before = await _work.CodeAsync(scan.Code, cancellationToken).ConfigureAwait(false);
            var after = _document.Reason!.Value.StateAfter();
            var serial = Serial(scan.Line, scan.IsSplit ? 2 : 1);
            if (before is null || before.HeldBy != _session || !await EmptyAsync(scan, cancellationToken).ConfigureAwait(false)
                || !await _work.ChangeCodeAsync(before, before with { State = after, HeldBy = "", Serial = serial }, cancellationToken).ConfigureAwait(false))
            {
                conflicts.Add(scan.Code);
                continue;
            }

            moves.Add(new MoveRecord(scan.Code, before.State, after, serial, scan.IsSplit ? scan.Units : 0, who, _work.Now));
        }

        Throw(conflicts);
        await _work.AddMovesAsync(moves, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the rest out of an opened pack; false where it is no longer what was scanned.</summary>
    private async Task<bool> EmptyAsync(ScanRecord scan, CancellationToken cancellationToken)
        => !scan.IsSplit
            || (await _work.OpenedPackAsync(scan.Code, cancellationToken).ConfigureAwait(false) is { } pack && pack.Left == scan.Units
                && await _work.ChangeOpenedPackAsync(pack, 0, cancellationToken).ConfigureAwait(false));

    private string Serial(string lineId, int part = 1) => DeskIdentity.Serial(_session, _document.Place(lineId), _document.SendsCount ? 'C' : 'M', part);

    private static void Throw(List<string> conflicts)
    {
        if (conflicts.Count > 0)
        {
            throw new DeskConflictException(conflicts);
        }
    }
}
