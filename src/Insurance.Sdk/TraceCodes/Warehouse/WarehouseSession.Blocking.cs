using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <content>Blocking twins, for windows whose code does not await; safe on a thread with a user interface.</content>
public sealed partial class WarehouseSession
{
    /// <summary>Blocking twin of <see cref="ScanAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="text">The scanner's text.</param>
    /// <param name="lineId">The line that a person chose.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Scan(string? text, string? lineId = null, CancellationToken cancellationToken = default) => Blocking.Run(() => ScanAsync(text, lineId, cancellationToken));

    /// <summary>Blocking twin of <see cref="ScanCartonAsync"/>.</summary>
    /// <param name="text">What the scanner sent from the carton.</param>
    /// <param name="lineId">The line that a person chose.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<ScanAnswer> ScanCarton(string? text, string? lineId = null, CancellationToken cancellationToken = default) => Blocking.Run(() => ScanCartonAsync(text, lineId, cancellationToken));

    /// <summary>Blocking twin of <see cref="AddSupplierRowsAsync"/>.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public SupplierCodesResult AddSupplierRows(IEnumerable<SupplierTraceRow> rows, CancellationToken cancellationToken = default) => Blocking.Run(() => AddSupplierRowsAsync(rows, cancellationToken));

    /// <summary>Blocking twin of <see cref="LinesAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<LineProgress> Lines(CancellationToken cancellationToken = default) => Blocking.Run(() => LinesAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="UndoAsync"/>.</summary>
    /// <param name="text">The code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Undo(string? text, CancellationToken cancellationToken = default) => Blocking.Run(() => UndoAsync(text, cancellationToken));

    /// <summary>Blocking twin of <see cref="ConfirmAsync"/>.</summary>
    /// <param name="who">Who confirms.</param>
    /// <param name="reason">Why codes are missing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public StockResult Confirm(string who = "", string reason = "", CancellationToken cancellationToken = default) => Blocking.Run(() => ConfirmAsync(who, reason, cancellationToken));

    /// <summary>Blocking twin of <see cref="CancelAsync"/>.</summary>
    /// <param name="who">Who cancels.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool Cancel(string who = "", CancellationToken cancellationToken = default) => Blocking.Run(() => CancelAsync(who, cancellationToken));
}
