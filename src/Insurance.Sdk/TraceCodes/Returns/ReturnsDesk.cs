using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The counter that takes medicine back, of outpatients and of discharged inpatients. Every pack is paired with the row on which it was given out.</summary>
public sealed class ReturnsDesk
{
    /// <summary>Creates the desk.</summary>
    /// <param name="store">The store of the dispensing desk.</param>
    /// <param name="queue">The upload queue, whose rules check every row before it is stored; null checks nothing before the queue sends.</param>
    /// <param name="rules">Which codes are taken; null takes <see cref="TraceCodeRules.Default"/>.</param>
    public ReturnsDesk(TraceDeskStore store, TraceUploadQueue? queue = null, TraceCodeRules? rules = null)
    {
        Queue = queue;
        Store = store ?? throw new ArgumentNullException(nameof(store));
        Parser = new TraceCodeParser(rules);
    }

    internal TraceDeskStore Store { get; }

    internal TraceUploadQueue? Queue { get; }

    internal TraceCodeParser Parser { get; }

    /// <summary>Opens the session of a return, or goes on with the one its number has.</summary>
    /// <param name="bill">The return.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">The bill is wrong (INS1811), or its number has a session with another content (INS1815).</exception>
    public async Task<ReturnSession> OpenAsync(ReturnBill bill, CancellationToken cancellationToken = default)
    {
        var document = ReturnDocument.Accept(bill ?? throw new ArgumentNullException(nameof(bill)));
        var session = await SessionOpening.OpenAsync(Store, DeskKind.Return, document.Number, document.Write(), cancellationToken).ConfigureAwait(false);
        var stored = ReturnDocument.Read(session.Document);
        return stored.DispensedOn == document.DispensedOn ? new ReturnSession(this, session.Id, stored) : throw SessionOpening.Differs("bill.number");
    }

    /// <summary>Blocking twin of <see cref="OpenAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="bill">The return.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ReturnSession Open(ReturnBill bill, CancellationToken cancellationToken = default) => Blocking.Run(() => OpenAsync(bill, cancellationToken));

    /// <summary>Goes on with a session.</summary>
    /// <param name="sessionId"><see cref="ReturnSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session; null where there is none.</returns>
    public async Task<ReturnSession?> ResumeAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        _ = sessionId ?? throw new ArgumentNullException(nameof(sessionId));
        var session = await Store.ReadAsync((work, c) => work.SessionAsync(sessionId, c), cancellationToken).ConfigureAwait(false);
        return session is { Kind: DeskKind.Return } ? new ReturnSession(this, session.Id, ReturnDocument.Read(session.Document)) : null;
    }

    /// <summary>Blocking twin of <see cref="ResumeAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="sessionId"><see cref="ReturnSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ReturnSession? Resume(string sessionId, CancellationToken cancellationToken = default) => Blocking.Run(() => ResumeAsync(sessionId, cancellationToken));
}
