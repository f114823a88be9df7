using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <content>Blocking twins, for windows whose code does not await; safe on a thread with a user interface.</content>
public sealed partial class ReturnSession
{
    /// <summary>Blocking twin of <see cref="DispensedRowsAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<DispensedRow> DispensedRows(CancellationToken cancellationToken = default) => Blocking.Run(() => DispensedRowsAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="ScanAsync"/>.</summary>
    /// <param name="text">The scanner's text.</param>
    /// <param name="units">Units out of an opened pack.</param>
    /// <param name="saleSerial">Serial of the dispensed row, where a person chose one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Scan(string? text, decimal? units = null, string? saleSerial = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ScanAsync(text, units, saleSerial, cancellationToken));

    /// <summary>Blocking twin of <see cref="ReturnQuantityAsync"/>.</summary>
    /// <param name="saleSerial">Serial of the dispensed row.</param>
    /// <param name="units">Units; null takes all that is left.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer ReturnQuantity(string saleSerial, decimal? units = null, CancellationToken cancellationToken = default) => Blocking.Run(() => ReturnQuantityAsync(saleSerial, units, cancellationToken));

    /// <summary>Blocking twin of <see cref="ReturnAllAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<ScanAnswer> ReturnAll(CancellationToken cancellationToken = default) => Blocking.Run(() => ReturnAllAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="UndoAsync"/>.</summary>
    /// <param name="text">The code.</param>
    /// <param name="saleSerial">Serial of the dispensed row.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Undo(string? text, string? saleSerial = null, CancellationToken cancellationToken = default) => Blocking.Run(() => UndoAsync(text, saleSerial, cancellationToken));

    /// <summary>Blocking twin of <see cref="ConfirmAsync"/>.</summary>
    /// <param name="who">Who confirms.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ReturnResult Confirm(string who = "", CancellationToken cancellationToken = default) => Blocking.Run(() => ConfirmAsync(who, cancellationToken));

    /// <summary>Blocking twin of <see cref="CancelAsync"/>.</summary>
    /// <param name="who">Who cancels.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool Cancel(string who = "", CancellationToken cancellationToken = default) => Blocking.Run(() => CancelAsync(who, cancellationToken));
}
