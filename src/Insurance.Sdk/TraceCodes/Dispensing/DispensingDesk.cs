using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The dispensing counter: opens a session for a prescription, in which packs are scanned until every line has its codes.</summary>
/// <remarks>One desk per program serves all its counters and threads. What the counter was told is stored: after a crash <see cref="ResumeAsync"/>, or opening the same number, goes on.</remarks>
public sealed class DispensingDesk
{
    // A session's document never changes, and a counter scans a dozen packs in it.
    private const int DocumentsKept = 256;
    private readonly ConcurrentDictionary<string, PrescriptionDocument> _documents = new(StringComparer.Ordinal);
    private readonly TraceCodeRules _rules;

    /// <summary>Creates the desk.</summary>
    /// <param name="store">Where everything is kept, such as DatabaseDeskStore.</param>
    /// <param name="codeBase">Gives the four-code base of the moment.</param>
    /// <param name="queue">The upload queue, whose rules check every row when the prescription is opened; null checks nothing before the queue sends.</param>
    /// <param name="policy">The hospital's rules; null takes the defaults.</param>
    /// <param name="rules">Which codes are taken; null takes <see cref="TraceCodeRules.Default"/>.</param>
    /// <param name="client">For virtual codes (3592B); null where none are asked for.</param>
    /// <exception cref="ConfigurationException">The policy needs a setting that is not there.</exception>
    public DispensingDesk(
        TraceDeskStore store, Func<FourCodeBase> codeBase, TraceUploadQueue? queue = null, DispensingPolicy? policy = null, TraceCodeRules? rules = null, InsuranceClient? client = null)
    {
        Store = store ?? throw new ArgumentNullException(nameof(store));
        CodeBase = codeBase ?? throw new ArgumentNullException(nameof(codeBase));
        Queue = queue;
        Policy = policy ?? new DispensingPolicy();
        _rules = rules ?? TraceCodeRules.Default;
        Parser = new TraceCodeParser(_rules);
        Client = client;
        if (Policy.SplitMode == SplitMode.FillerCode && _rules.FillerCode.Length == 0)
        {
            throw new ConfigurationException("traceCodes.fillerCode", "is needed for split packs with a fixed code; no such code is public, ask the center for it");
        }

        if (Policy.SplitMode == SplitMode.VirtualCode && client is null)
        {
            throw new ConfigurationException("dispensing.client", "is needed for split packs with virtual codes: the center gives them out (3592B)");
        }
    }

    internal TraceDeskStore Store { get; }

    internal Func<FourCodeBase> CodeBase { get; }

    internal TraceUploadQueue? Queue { get; }

    internal DispensingPolicy Policy { get; }

    internal TraceCodeParser Parser { get; }

    internal InsuranceClient? Client { get; }

    /// <summary>Opens the session of a prescription, or goes on with the one its number has: also with a confirmed one, whose result then comes again.</summary>
    /// <param name="prescription">The prescription; later changes of it are not seen.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">The prescription is wrong (INS1811 to INS1814), a row breaks a rule of the standard, or the number has a session with other lines (INS1815). Nothing was stored.</exception>
    public async Task<DispensingSession> OpenAsync(Prescription prescription, CancellationToken cancellationToken = default)
    {
        var document = PrescriptionCheck.Accept(prescription ?? throw new ArgumentNullException(nameof(prescription)), Policy, _rules.FillerCode);
        CheckRows(document);
        var text = PrescriptionText.Write(document);
        var session = await SessionOpening.OpenAsync(Store, DeskKind.Dispensing, document.Number, text, cancellationToken).ConfigureAwait(false);
        if (!string.Equals(session.Document, text, StringComparison.Ordinal))
        {
            Differs(document, PrescriptionText.Read(session.Document));
        }

        return new DispensingSession(this, session.Id, Keep(session));
    }

    /// <summary>Blocking twin of <see cref="OpenAsync(Prescription, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    /// <param name="prescription">The prescription.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DispensingSession Open(Prescription prescription, CancellationToken cancellationToken = default) => Blocking.Run(() => OpenAsync(prescription, cancellationToken));

    /// <summary>Goes on with a session, such as after a crash or at another counter.</summary>
    /// <param name="sessionId"><see cref="DispensingSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session; null where the store has none with that id.</returns>
    public async Task<DispensingSession?> ResumeAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        _ = sessionId ?? throw new ArgumentNullException(nameof(sessionId));
        var session = await Store.ReadAsync((work, c) => work.SessionAsync(sessionId, c), cancellationToken).ConfigureAwait(false);
        return session is { Kind: DeskKind.Dispensing } ? new DispensingSession(this, session.Id, Keep(session)) : null;
    }

    /// <summary>Blocking twin of <see cref="ResumeAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="sessionId"><see cref="DispensingSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DispensingSession? Resume(string sessionId, CancellationToken cancellationToken = default) => Blocking.Run(() => ResumeAsync(sessionId, cancellationToken));

    /// <summary>Goes on with the session of a prescription's number.</summary>
    /// <param name="number"><see cref="Prescription.Number"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session; null where the number has none, or only a canceled one.</returns>
    public async Task<DispensingSession?> FindAsync(string number, CancellationToken cancellationToken = default)
    {
        _ = number ?? throw new ArgumentNullException(nameof(number));
        var session = await Store.ReadAsync((work, c) => work.SessionOfAsync(DeskKind.Dispensing, number, c), cancellationToken).ConfigureAwait(false);
        return session is null ? null : new DispensingSession(this, session.Id, Keep(session));
    }

    /// <summary>Blocking twin of <see cref="FindAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="number"><see cref="Prescription.Number"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DispensingSession? Find(string number, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(number, cancellationToken));

    /// <summary>What the standard refuses is told to the program when it opens the bill, not to the person who confirms it.</summary>
    private void CheckRows(PrescriptionDocument document)
    {
        if (Queue is null)
        {
            return;
        }

        var scans = new List<ScanRecord>();
        foreach (var line in document.Lines)
        {
            foreach (var isSplit in new[] { false, true })
            {
                var units = isSplit ? line.UnitsToScan : line.PacksToScan * line.PackSize;
                if (units > 0)
                {
                    scans.Add(Stand(line, isSplit, units, scans.Count));
                }
            }
        }

        var rows = new SaleRows(document, DeskIdentity.NewSession(Store.Clock), ChinaTime.Now(Store.Clock), "").Build(scans);
        Queue.Check(rows.Where(r => r.Line.Channel == TraceChannel.Upload).Select(r => DispensingConfirm.Upload(r.Row, document)).ToList());
    }

    /// <summary>Stands for the scans to come. Lot and days that the line lacks come from the packs; where lines may stay without packs, the line must have them.</summary>
    private ScanRecord Stand(DispensingLine line, bool isSplit, decimal units, int number)
    {
        var scan = new ScanRecord("", number, "80000000000000000000", line.Id, isSplit, units);
        if (line.IsVirtual(isSplit) || Policy.Incomplete == StrictnessRule.Allow)
        {
            return scan;
        }

        var row = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, line.Row);
        var today = DeskIdentity.Day(ChinaTime.Now(Store.Clock));
        return scan with { Lot = string.IsNullOrEmpty(row.ManuLotnum) ? "0" : "", Made = row.ManuDate is null ? today : "", Expires = row.ExpyEnd is null ? today : "" };
    }

    /// <summary>The same number may be opened again with the same lines; what the policy made of them stays as it was.</summary>
    private static void Differs(PrescriptionDocument given, PrescriptionDocument stored)
    {
        var same = given.Lines.Count == stored.Lines.Count;
        for (var i = 0; same && i < given.Lines.Count; i++)
        {
            var (a, b) = (given.Lines[i], stored.Lines[i]);
            same = a.Id == b.Id && a.Item == b.Item && a.Quantity == b.Quantity && a.PackSize == b.PackSize;
        }

        if (!same)
        {
            throw SessionOpening.Differs("prescription.number");
        }
    }

    private PrescriptionDocument Keep(SessionRecord session)
    {
        if (_documents.Count >= DocumentsKept)
        {
            _documents.Clear();
        }

        return _documents.GetOrAdd(session.Id, _ => PrescriptionText.Read(session.Document));
    }
}
