using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A prescription at the counter. Every answer is stored before it is given; any number of objects, threads and programs may work on one session.</summary>
public sealed partial class DispensingSession
{
    private const int ConfirmAttempts = 5;
    private readonly DispensingDesk _desk;
    private readonly PrescriptionDocument _document;

    internal DispensingSession(DispensingDesk desk, string id, PrescriptionDocument document)
    {
        _desk = desk;
        Id = id;
        _document = document;
    }

    /// <summary>Id of the session, 16 characters; begins with the China day on which it was opened.</summary>
    public string Id { get; }

    /// <summary><see cref="Prescription.Number"/>.</summary>
    public string Number => _document.Number;

    /// <summary>Takes what the scanner sent.</summary>
    /// <param name="text">The scanner's text, whatever stands around the code.</param>
    /// <param name="lineId">The line that a person chose; null lets the code find its line.</param>
    /// <param name="scanAs">How the pack is to be counted.</param>
    /// <param name="cancellationToken">Ends the work; a scan that was stored already counts.</param>
    /// <returns>The answer; what a person can do wrong is one of its reasons, not an exception.</returns>
    public async Task<ScanAnswer> ScanAsync(string? text, string? lineId = null, ScanAs scanAs = ScanAs.Auto, CancellationToken cancellationToken = default)
    {
        var reading = _desk.Parser.Parse(text);
        if (!reading.Ok)
        {
            return ScanAnswer.Refuse(ScanRefusal.Unreadable, "", reading.ReasonText, reading.ChineseReasonText);
        }

        if (reading.Code.Kind == TraceCodeKind.Filler)
        {
            return ScanAnswer.Refuse(ScanRefusal.NoCodeNeeded, reading.Code.Text);
        }

        var (refused, warning) = await AskCenterAsync(reading.Code, lineId, scanAs, cancellationToken).ConfigureAwait(false);
        return refused ?? await _desk.Store.WriteAsync(
            (work, c) => new DispensingScan(_desk, _document, Id, work).RunAsync(reading.Code, lineId, scanAs, warning, c), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the last scan of a code back.</summary>
    /// <param name="text">The code, or the pack scanned once more.</param>
    /// <param name="lineId">The line; null takes the last scan of the code on any line.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ScanAnswer> UndoAsync(string? text, string? lineId = null, CancellationToken cancellationToken = default)
    {
        var reading = _desk.Parser.Parse(text);
        // A virtual code may have a form that no rule of scanners describes.
        var code = reading.Ok ? reading.Code.Text : (text ?? "").Trim();
        return _desk.Store.WriteAsync((work, c) => UndoAsync(work, code, lineId, c), cancellationToken);
    }

    /// <summary>How far the lines are.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<IReadOnlyList<LineProgress>> LinesAsync(CancellationToken cancellationToken = default) => _desk.Store.ReadAsync<IReadOnlyList<LineProgress>>(
        async (work, c) =>
        {
            var progress = DispensingScan.Progress(_document, await work.ScansAsync(Id, c).ConfigureAwait(false));
            return _document.Lines.Select(l => progress[l.Id]).ToList();
        },
        cancellationToken);

    /// <summary>Opened packs of a line's drug with units left, those with the fewest first: which one to scan for a split.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Code and units left.</returns>
    public async Task<IReadOnlyList<(string Code, decimal UnitsLeft)>> OpenedPacksAsync(string lineId, CancellationToken cancellationToken = default)
    {
        if (_document.Line(lineId ?? throw new ArgumentNullException(nameof(lineId))) is not { } line)
        {
            return Array.Empty<(string, decimal)>();
        }

        return (await _desk.Store.ReadAsync((work, c) => work.OpenedPacksAsync(line.Item, c), cancellationToken).ConfigureAwait(false)).Select(p => (p.Code, p.Left)).ToList();
    }

    /// <summary>Asks the center for the virtual codes that a line needs (3592B). Never asks twice by itself where an answer was lost.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="askAgain">True where a person has cleared with the center that a lost request gave no code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ScanAnswer> VirtualCodeAsync(string lineId, bool askAgain = false, CancellationToken cancellationToken = default)
        => new VirtualCodes(_desk, _document, Id).RunAsync(lineId ?? throw new ArgumentNullException(nameof(lineId)), askAgain, cancellationToken);

    /// <summary>Confirms: packs are given out, rows are in the upload queue or handed back for the settlement. All of it in one transaction; once more gives the same result.</summary>
    /// <param name="who">Who confirms, for the ledger; up to 50 characters.</param>
    /// <param name="reason">Why codes are missing, where the policy lets lines be incomplete; up to 200 characters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">A row cannot be queued; nothing was stored.</exception>
    public async Task<DispensingResult> ConfirmAsync(string who = "", string reason = "", CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await _desk.Store.WriteAsync(
                    (work, c) => new DispensingConfirm(_desk, _document, Id, work).RunAsync(DeskText.Short(who, 50), DeskText.Short(reason, 200), c), cancellationToken).ConfigureAwait(false);
                _desk.Queue?.Wake();
                return result;
            }
            catch (DeskConflictException) when (attempt < ConfirmAttempts)
            {
                // The next look sees what the other counter did.
            }
            catch (DeskConflictException e)
            {
                return new DispensingResult { Outcome = ConfirmOutcome.Conflict, SessionId = Id, Conflicts = e.Codes };
            }
        }
    }

    /// <summary>Cancels an open session: all packs are free again, and so is the number.</summary>
    /// <param name="who">Who cancels.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the session is confirmed: then what was given out comes back over the returns desk.</returns>
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
                await PackHold.ReleaseAsync(work, scan, c).ConfigureAwait(false);
            }

            await work.CloseSessionAsync(session with { State = DeskState.Canceled, ClosedAt = work.Now, ClosedBy = DeskText.Short(who, 50) }, c).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>The settlement with the codes was booked: they are marked with it and never queued.</summary>
    /// <param name="settlementId">setl_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the session has no codes for a settlement, or is not confirmed.</returns>
    public Task<bool> SettlementBookedAsync(string settlementId, CancellationToken cancellationToken = default)
        => _desk.Store.WriteAsync((work, c) => new SettlementCodes(_document, Id, work).BookedAsync(DeskText.Short(settlementId ?? throw new ArgumentNullException(nameof(settlementId)), 30), c), cancellationToken);

    /// <summary>The settlement with the codes failed for certain; where its outcome is unknown, ask the center first. The codes stay where they are until they go with
    /// another settlement (<see cref="SettlementBookedAsync"/>) or are released (<see cref="ReleaseToUploadAsync"/>).</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the session has no codes for a settlement, or one was booked.</returns>
    public Task<bool> SettlementFailedAsync(CancellationToken cancellationToken = default)
        => _desk.Store.WriteAsync((work, c) => new SettlementCodes(_document, Id, work).FailedAsync(c), cancellationToken);

    /// <summary>Gives codes that were to go with the settlement to the upload queue: by themselves only after the settlement failed, otherwise only by name.</summary>
    /// <param name="who">Who decides; needed where a settlement was booked or is pending.</param>
    /// <param name="settlementId">setl_id for the uploaded rows; empty uploads them as self-paid (mdtrt_setl_type 2).</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Serials that were queued; empty where there are none, or nobody is named who may decide.</returns>
    public Task<IReadOnlyList<string>> ReleaseToUploadAsync(string who = "", string settlementId = "", CancellationToken cancellationToken = default)
        => _desk.Store.WriteAsync((work, c) => new SettlementCodes(_document, Id, work).ReleaseAsync(DeskText.Short(who, 50), DeskText.Short(settlementId, 30), c), cancellationToken);

    private async Task<ScanAnswer> UndoAsync(IDeskWork work, string code, string? lineId, CancellationToken cancellationToken)
    {
        if (await work.LockSessionAsync(Id, cancellationToken).ConfigureAwait(false) is not { State: DeskState.Open })
        {
            return ScanAnswer.Refuse(ScanRefusal.SessionClosed, code);
        }

        var scans = await work.ScansAsync(Id, cancellationToken).ConfigureAwait(false);
        if (scans.LastOrDefault(s => s.Code == code && (lineId is null || s.Line == lineId)) is not { } scan)
        {
            return ScanAnswer.Refuse(ScanRefusal.NotInSession, code);
        }

        await PackHold.ReleaseAsync(work, scan, cancellationToken).ConfigureAwait(false);
        return ScanAnswer.Back(code, DispensingScan.Progress(_document, scans.Where(s => s != scan).ToList())[scan.Line], scan.IsSplit, scan.Units);
    }

    /// <summary>The center is asked outside the transaction: nobody else waits for the network.</summary>
    private async Task<(ScanAnswer? Refused, string Warning)> AskCenterAsync(TraceCode code, string? lineId, ScanAs scanAs, CancellationToken cancellationToken)
    {
        if (_desk.Policy.CenterCheck is not { } center)
        {
            return (null, "");
        }

        var (record, scans) = await _desk.Store.ReadAsync(
            async (work, c) => (await work.CodeAsync(code.Text, c).ConfigureAwait(false), await work.ScansAsync(Id, c).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        var choice = new LineChoice(_document, DispensingScan.Progress(_document, scans), _desk.Policy.UnknownCodes).Find(code, record, _desk.CodeBase().Find(code), lineId, scanAs);
        // The center shows a sale that came back for ever, and an opened pack's sales say nothing.
        if (choice.Line is null || choice.IsSplit || record is { CameBack: true })
        {
            return (null, "");
        }

        return await center.AskAsync(code.Text, choice.Line.NationalItem, cancellationToken).ConfigureAwait(false) switch
        {
            CenterCodeState.Sold => (ScanAnswer.Refuse(ScanRefusal.SoldAtCenter, code.Text), ""),
            CenterCodeState.NotReachable when _desk.Policy.CenterNotReachable == StrictnessRule.Refuse => (ScanAnswer.Refuse(ScanRefusal.CenterNotReachable, code.Text), ""),
            CenterCodeState.NotReachable => (null, ScanTexts.Chinese(ScanRefusal.CenterNotReachable) + " / " + ScanTexts.English(ScanRefusal.CenterNotReachable)),
            _ => (null, ""),
        };
    }
}
