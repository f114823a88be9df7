using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The warehouse: goods come in, go back to the supplier, are lost, destroyed or moved, and their codes with them.</summary>
public sealed class WarehouseDesk
{
    /// <summary>Creates the desk.</summary>
    /// <param name="store">Where everything is kept, such as DatabaseDeskStore.</param>
    /// <param name="codeBase">Gives the four-code base of the moment.</param>
    /// <param name="queue">The upload queue, whose rules check every row when the bill is opened; null checks nothing before the queue sends.</param>
    /// <param name="policy">The hospital's rules; null takes the defaults.</param>
    /// <param name="rules">Which codes are taken; null takes <see cref="TraceCodeRules.Default"/>.</param>
    /// <param name="expand">Takes cartons apart, such as <see cref="TracePlatformClient.ExpandToSmallestAsync(IReadOnlyList{TraceCode}, CancellationToken)"/>; null where cartons are unpacked by hand.</param>
    public WarehouseDesk(
        TraceDeskStore store, Func<FourCodeBase> codeBase, TraceUploadQueue? queue = null, WarehousePolicy? policy = null, TraceCodeRules? rules = null,
        Func<IReadOnlyList<TraceCode>, CancellationToken, Task<IReadOnlyList<PackageExpansion>>>? expand = null)
    {
        Store = store ?? throw new ArgumentNullException(nameof(store));
        CodeBase = codeBase ?? throw new ArgumentNullException(nameof(codeBase));
        Queue = queue;
        Policy = policy ?? new WarehousePolicy();
        Parser = new TraceCodeParser(rules);
        Expand = expand;
    }

    internal TraceDeskStore Store { get; }

    internal Func<FourCodeBase> CodeBase { get; }

    internal TraceUploadQueue? Queue { get; }

    internal WarehousePolicy Policy { get; }

    internal TraceCodeParser Parser { get; }

    internal Func<IReadOnlyList<TraceCode>, CancellationToken, Task<IReadOnlyList<PackageExpansion>>>? Expand { get; }

    /// <summary>Opens the session of a bill, or goes on with the one its number has.</summary>
    /// <param name="bill">The bill; later changes of it are not seen.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ValidationException">The bill is wrong (INS1811 to INS1814), or its number has a session with another content (INS1815).</exception>
    /// <exception cref="ConfigurationException">A first count, and <see cref="WarehousePolicy.FirstCountReason"/> is not set, or takes goods out.</exception>
    public async Task<WarehouseSession> OpenAsync(StockBill bill, CancellationToken cancellationToken = default)
    {
        var document = StockDocument.Accept(bill ?? throw new ArgumentNullException(nameof(bill)), Policy);
        Queue?.Check(new StockRows(document, DeskIdentity.NewSession(Store.Clock), ChinaTime.Now(Store.Clock)).Build(Array.Empty<ScanRecord>()).Uploads);
        var text = document.Write();
        var session = await SessionOpening.OpenAsync(Store, DeskKind.Warehouse, document.Number, text, cancellationToken).ConfigureAwait(false);
        return string.Equals(session.Document, text, StringComparison.Ordinal) ? new WarehouseSession(this, session.Id, StockDocument.Read(text)) : throw SessionOpening.Differs("bill.number");
    }

    /// <summary>Blocking twin of <see cref="OpenAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public WarehouseSession Open(StockBill bill, CancellationToken cancellationToken = default) => Blocking.Run(() => OpenAsync(bill, cancellationToken));

    /// <summary>Goes on with a session.</summary>
    /// <param name="sessionId"><see cref="WarehouseSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session; null where there is none.</returns>
    public async Task<WarehouseSession?> ResumeAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        _ = sessionId ?? throw new ArgumentNullException(nameof(sessionId));
        var session = await Store.ReadAsync((work, c) => work.SessionAsync(sessionId, c), cancellationToken).ConfigureAwait(false);
        return session is { Kind: DeskKind.Warehouse } ? new WarehouseSession(this, session.Id, StockDocument.Read(session.Document)) : null;
    }

    /// <summary>Blocking twin of <see cref="ResumeAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="sessionId"><see cref="WarehouseSession.Id"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public WarehouseSession? Resume(string sessionId, CancellationToken cancellationToken = default) => Blocking.Run(() => ResumeAsync(sessionId, cancellationToken));
}
