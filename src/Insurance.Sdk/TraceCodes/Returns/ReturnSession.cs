using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A return at the counter. Every answer is stored before it is given.</summary>
public sealed partial class ReturnSession
{
    private readonly ReturnsDesk _desk;
    private readonly ReturnDocument _document;

    internal ReturnSession(ReturnsDesk desk, string id, ReturnDocument document)
    {
        _desk = desk;
        Id = id;
        _document = document;
    }

    /// <summary>Id of the session, 16 characters.</summary>
    public string Id { get; }

    /// <summary><see cref="ReturnBill.Number"/>.</summary>
    public string Number => _document.Number;

    /// <summary>Dispensed rows of the bill or visit, and how much of them is back. Empty where the bill names none.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<DispensedRow>> DispensedRowsAsync(CancellationToken cancellationToken = default)
        => _document.DispensedOn.Length == 0
            ? Array.Empty<DispensedRow>()
            : (await _desk.Store.ReadAsync((work, c) => work.SalesOfNumberAsync(_document.DispensedOn, c), cancellationToken).ConfigureAwait(false)).Select(DispensingConfirm.Row).ToList();

    /// <summary>Takes a pack back. Where its code was given out on several rows, the answer is ambiguous and names their serials as line ids.</summary>
    /// <param name="text">What the scanner sent.</param>
    /// <param name="units">Units out of an opened pack; null takes all of the code that the patient has.</param>
    /// <param name="saleSerial">The dispensed row that a person chose.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ScanAnswer> ScanAsync(string? text, decimal? units = null, string? saleSerial = null, CancellationToken cancellationToken = default)
    {
        var reading = _desk.Parser.Parse(text);
        var code = CodeOf(text);
        var answer = code.Length == 0
            ? ScanAnswer.Refuse(ScanRefusal.Unreadable, "", reading.ReasonText, reading.ChineseReasonText)
            : await TryAsync(work => new ReturnScan(_document, Id, work), (scan, c) => scan.ScanAsync(code, units, saleSerial, c), cancellationToken).ConfigureAwait(false);
        return answer.Reason == ScanRefusal.NeverDispensed && !reading.Ok ? ScanAnswer.Refuse(ScanRefusal.Unreadable, "", reading.ReasonText, reading.ChineseReasonText) : answer;
    }

    /// <summary>Takes a quantity of a row back without a scan: goods without a code, units out of opened packs, a whole row.</summary>
    /// <param name="saleSerial">Serial of the dispensed row.</param>
    /// <param name="units">Units; null takes all that the patient has.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ScanAnswer> ReturnQuantityAsync(string saleSerial, decimal? units = null, CancellationToken cancellationToken = default)
    {
        _ = saleSerial ?? throw new ArgumentNullException(nameof(saleSerial));
        return TryAsync(work => new ReturnScan(_document, Id, work), (scan, c) => scan.QuantityAsync(saleSerial, units, c), cancellationToken);
    }

    /// <summary>Takes everything back that the patient still has of the bill or visit: a prescription that is withdrawn.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One answer per row; none where the bill names no dispensing.</returns>
    public async Task<IReadOnlyList<ScanAnswer>> ReturnAllAsync(CancellationToken cancellationToken = default)
    {
        if (_document.DispensedOn.Length == 0)
        {
            return Array.Empty<ScanAnswer>();
        }

        try
        {
            return await _desk.Store.WriteAsync((work, c) => new ReturnScan(_document, Id, work).AllAsync(c), cancellationToken).ConfigureAwait(false);
        }
        catch (DeskConflictException e)
        {
            return e.Codes.Select(code => ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code)).ToList();
        }
    }

    /// <summary>Takes the last scan of a code back.</summary>
    /// <param name="text">The code; empty for a quantity without one.</param>
    /// <param name="saleSerial">The dispensed row; null takes the last scan of the code on any row.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ScanAnswer> UndoAsync(string? text, string? saleSerial = null, CancellationToken cancellationToken = default)
        => _desk.Store.WriteAsync((work, c) => new ReturnScan(_document, Id, work).UndoAsync(CodeOf(text), saleSerial, c), cancellationToken);

    /// <summary>Confirms: codes are in stock again or kept aside, 3506A is queued behind its sale. Once more gives the same result.</summary>
    /// <param name="who">Who confirms, for the ledger; up to 50 characters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">A row cannot be queued; nothing was stored.</exception>
    public async Task<ReturnResult> ConfirmAsync(string who = "", CancellationToken cancellationToken = default)
    {
        try
        {
            var result = await _desk.Store.WriteAsync((work, c) => new ReturnConfirm(_document, Id, work, _desk.Queue).RunAsync(DeskText.Short(who, 50), c), cancellationToken).ConfigureAwait(false);
            _desk.Queue?.Wake();
            return result;
        }
        catch (DeskConflictException e)
        {
            return new ReturnResult { Outcome = ConfirmOutcome.Conflict, SessionId = Id, Conflicts = e.Codes };
        }
    }

    /// <summary>Cancels an open return: nothing came back.</summary>
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
                await ReturnScan.ReleaseAsync(work, scan, c).ConfigureAwait(false);
            }

            await work.CloseSessionAsync(session with { State = DeskState.Canceled, ClosedAt = work.Now, ClosedBy = DeskText.Short(who, 50) }, c).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<ScanAnswer> TryAsync(Func<IDeskWork, ReturnScan> make, Func<ReturnScan, CancellationToken, Task<ScanAnswer>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await _desk.Store.WriteAsync((work, c) => run(make(work), c), cancellationToken).ConfigureAwait(false);
        }
        catch (DeskConflictException)
        {
            return ScanAnswer.Refuse(ScanRefusal.HeldElsewhere);
        }
    }

    /// <summary>A virtual code may have a form that no rule of scanners describes; the ledger decides.</summary>
    private string CodeOf(string? text)
    {
        var reading = _desk.Parser.Parse(text);
        var plain = (text ?? "").Trim();
        return reading.Ok ? reading.Code.Text : reading.Reason == TraceCodeReason.NoCode && plain.Length <= 100 ? plain : "";
    }
}
