using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <content>Blocking twins, for windows whose code does not await; safe on a thread with a user interface.</content>
public sealed partial class TraceCodeLedger
{
    /// <summary>Blocking twin of <see cref="FindAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="code">The code as it goes over the wire.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public TraceCodeLife? Find(string code, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(code, cancellationToken));

    /// <summary>Blocking twin of <see cref="AddStockAsync"/>.</summary>
    /// <param name="packs">The packs.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<string> AddStock(IEnumerable<StockedPack> packs, CancellationToken cancellationToken = default) => Blocking.Run(() => AddStockAsync(packs, cancellationToken));

    /// <summary>Blocking twin of <see cref="RecallLotAsync"/>.</summary>
    /// <param name="item">The hospital's own item code.</param>
    /// <param name="lot">The lot; empty recalls all lots of the item.</param>
    /// <param name="reason">Why, for the counter.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void RecallLot(string item, string lot, string reason, CancellationToken cancellationToken = default) => Blocking.Run(() => RecallLotAsync(item, lot, reason, cancellationToken));

    /// <summary>Blocking twin of <see cref="LiftRecallAsync"/>.</summary>
    /// <param name="item">The hospital's own item code.</param>
    /// <param name="lot">The lot, as it was recalled.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void LiftRecall(string item, string lot, CancellationToken cancellationToken = default) => Blocking.Run(() => LiftRecallAsync(item, lot, cancellationToken));

    /// <summary>Blocking twin of <see cref="RecallCodeAsync"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="who">Who recalls it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool RecallCode(string code, string who, CancellationToken cancellationToken = default) => Blocking.Run(() => RecallCodeAsync(code, who, cancellationToken));
}
