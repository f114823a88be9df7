using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A warehouse bill at the dock. Every answer is stored before it is given.</summary>
public sealed partial class WarehouseSession
{
    private readonly WarehouseDesk _desk;
    private readonly StockDocument _document;

    internal WarehouseSession(WarehouseDesk desk, string id, StockDocument document)
    {
        _desk = desk;
        Id = id;
        _document = document;
    }

    /// <summary>Id of the session, 16 characters.</summary>
    public string Id { get; }

    /// <summary><see cref="StockBill.Number"/>.</summary>
    public string Number => _document.Number;

    /// <summary>Takes a pack. Lots of one drug on several lines are a question, unless code or ledger says the lot.</summary>
    /// <param name="text">What the scanner sent.</param>
    /// <param name="lineId">The line that a person chose.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ScanAnswer> ScanAsync(string? text, string? lineId = null, CancellationToken cancellationToken = default)
    {
        if (Read(text, out var code) is { } unreadable)
        {
            return unreadable;
        }

        return (await TakeAsync(new[] { new WarehouseScan.Pack(code, lineId) }, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Takes all smallest packs of a carton, which 码上放心 names.</summary>
    /// <param name="text">What the scanner sent from the carton.</param>
    /// <param name="lineId">The line that a person chose.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One answer per pack; a single refusal where the carton's packs are not known, or the platform cannot be asked.</returns>
    public async Task<IReadOnlyList<ScanAnswer>> ScanCartonAsync(string? text, string? lineId = null, CancellationToken cancellationToken = default)
    {
        if (Read(text, out var code) is { } unreadable)
        {
            return new[] { unreadable };
        }

        var answer = (await ExpandAsync(new[] { code }, cancellationToken).ConfigureAwait(false))[code];
        return answer.Refused is { } refused
            ? new[] { refused }
            : await TakeAsync(answer.Inside.Select(c => new WarehouseScan.Pack(c, lineId)).ToList(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the codes that a supplier delivered with the bill's invoice; cartons among them are taken apart.</summary>
    /// <param name="rows">The rows. Those of another invoice are refused.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<SupplierCodesResult> AddSupplierRowsAsync(IEnumerable<SupplierTraceRow> rows, CancellationToken cancellationToken = default)
    {
        _ = rows ?? throw new ArgumentNullException(nameof(rows));
        var all = rows.ToList();
        var packs = new List<WarehouseScan.Pack>();
        var refused = new List<ScanAnswer>();
        var cartons = await ExpandAsync(all.Where(r => r.IsCarton && r.Invoice == _document.Invoice).Select(r => r.Code), cancellationToken).ConfigureAwait(false);
        foreach (var row in all)
        {
            var pack = new WarehouseScan.Pack(row.Code, null, row.HospitalItemCode, row.Barcode, row.Lot);
            if (row.Code.Text.Length == 0 || row.Invoice != _document.Invoice)
            {
                refused.Add(ScanAnswer.Refuse(row.Code.Text.Length == 0 ? ScanRefusal.Unreadable : ScanRefusal.OtherBill, row.Code.Text, row.Invoice));
            }
            else if (!row.IsCarton)
            {
                packs.Add(pack);
            }
            else if (cartons[row.Code].Refused is { } reason)
            {
                refused.Add(reason);
            }
            else
            {
                packs.AddRange(cartons[row.Code].Inside.Select(code => pack with { Code = code }));
            }
        }

        var answers = packs.Count == 0 ? Array.Empty<ScanAnswer>() : await TakeAsync(packs, cancellationToken).ConfigureAwait(false);
        refused.AddRange(answers.Where(a => !a.IsTaken));
        return new SupplierCodesResult { Taken = answers.Count(a => a.IsTaken), Refused = refused, Lines = await LinesAsync(cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>How far the lines are: what the bill says, and what is scanned.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<IReadOnlyList<LineProgress>> LinesAsync(CancellationToken cancellationToken = default)
        => _desk.Store.ReadAsync(async (work, c) => WarehouseScan.Progress(_document, await work.ScansAsync(Id, c).ConfigureAwait(false)), cancellationToken);

    /// <summary>Takes the scan of a code back.</summary>
    /// <param name="text">The code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ScanAnswer> UndoAsync(string? text, CancellationToken cancellationToken = default)
    {
        if (Read(text, out var code) is { } unreadable)
        {
            return unreadable;
        }

        return await _desk.Store.WriteAsync(
            async (work, c) =>
            {
                if (await work.LockSessionAsync(Id, c).ConfigureAwait(false) is not { State: DeskState.Open })
                {
                    return ScanAnswer.Refuse(ScanRefusal.SessionClosed, code.Text);
                }

                var scans = await work.ScansAsync(Id, c).ConfigureAwait(false);
                if (scans.LastOrDefault(s => s.Code == code.Text) is not { } scan)
                {
                    return ScanAnswer.Refuse(ScanRefusal.NotInSession, code.Text);
                }

                await ReleaseAsync(work, scan, c).ConfigureAwait(false);
                return ScanAnswer.Back(code.Text, WarehouseScan.Progress(_document, scans.Where(s => s != scan)).First(p => p.LineId == scan.Line), scan.IsSplit, scan.Units);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Confirms: codes are in or out of stock, 3501A and 3502A are queued. Once more gives the same result.</summary>
    /// <param name="who">Who confirms, for the ledger; up to 50 characters.</param>
    /// <param name="reason">Why codes are missing, where the policy lets lines be incomplete; up to 200 characters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">A row cannot be queued; nothing was stored.</exception>
    public async Task<StockResult> ConfirmAsync(string who = "", string reason = "", CancellationToken cancellationToken = default)
    {
        try
        {
            var result = await _desk.Store.WriteAsync(
                (work, c) => new WarehouseConfirm(_desk, _document, Id, work).RunAsync(DeskText.Short(who, 50), DeskText.Short(reason, 200), c), cancellationToken).ConfigureAwait(false);
            _desk.Queue?.Wake();
            return result;
        }
        catch (DeskConflictException e)
        {
            return new StockResult { Outcome = ConfirmOutcome.Conflict, SessionId = Id, Conflicts = e.Codes };
        }
    }

    /// <summary>Cancels an open bill: its packs are free again.</summary>
    /// <param name="who">Who cancels.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where it is confirmed.</returns>
    public Task<bool> CancelAsync(string who = "", CancellationToken cancellationToken = default) => _desk.Store.WriteAsync(
        async (work, c) =>
        {
            var session = await work.LockSessionAsync(Id, c).ConfigureAwait(false);
            if (session is not { State: DeskState.Open })
            {
                return session is { State: DeskState.Canceled };
            }

            foreach (var scan in await work.ScansAsync(Id, c).ConfigureAwait(false))
            {
                await ReleaseAsync(work, scan, c).ConfigureAwait(false);
            }

            await work.CloseSessionAsync(session with { State = DeskState.Canceled, ClosedAt = work.Now, ClosedBy = DeskText.Short(who, 50) }, c).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private Task ReleaseAsync(IDeskWork work, ScanRecord scan, CancellationToken cancellationToken)
        => _document.IsIn ? work.TakeBackScanAsync(scan, cancellationToken) : PackHold.ReleaseHoldAsync(work, scan, cancellationToken);

    private Task<IReadOnlyList<ScanAnswer>> TakeAsync(IReadOnlyList<WarehouseScan.Pack> packs, CancellationToken cancellationToken)
        => _desk.Store.WriteAsync((work, c) => new WarehouseScan(_desk, _document, Id, work).RunAsync(packs, c), cancellationToken);

    private ScanAnswer? Read(string? text, out TraceCode code)
    {
        var reading = _desk.Parser.Parse(text);
        code = reading.Code;
        return !reading.Ok ? ScanAnswer.Refuse(ScanRefusal.Unreadable, "", reading.ReasonText, reading.ChineseReasonText)
            : code.Kind == TraceCodeKind.Filler ? ScanAnswer.Refuse(ScanRefusal.NoCodeNeeded, code.Text)
            : null;
    }

    /// <summary>What lies in cartons, or why that is not known. A platform that is away is an answer, as everything that a person meets at the dock.</summary>
    private async Task<Dictionary<TraceCode, (IReadOnlyList<TraceCode> Inside, ScanAnswer? Refused)>> ExpandAsync(IEnumerable<TraceCode> cartons, CancellationToken cancellationToken)
    {
        var codes = cartons.Distinct().ToList();
        var answers = codes.ToDictionary(c => c, c => Closed(c, ""));
        var asked = codes.Where(c => c.Kind == TraceCodeKind.Platform).ToList();
        if (_desk.Expand is { } expand && asked.Count > 0)
        {
            try
            {
                foreach (var expansion in await expand(asked, cancellationToken).ConfigureAwait(false))
                {
                    answers[expansion.Code] = expansion.Ok ? (expansion.Smallest, null) : Closed(expansion.Code, expansion.ReasonText, expansion.ChineseReasonText);
                }
            }
            catch (InsuranceException e)
            {
                asked.ForEach(code => answers[code] = Closed(code, e.Message));
            }
        }

        return answers;
    }

    private static (IReadOnlyList<TraceCode> Inside, ScanAnswer? Refused) Closed(TraceCode carton, string reason, string chineseReason = "")
        => (Array.Empty<TraceCode>(), ScanAnswer.Refuse(ScanRefusal.CartonNotExpanded, carton.Text, reason, chineseReason));
}
