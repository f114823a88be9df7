using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <content>Blocking twins, for windows whose code does not await; safe on a thread with a user interface.</content>
public sealed partial class DispensingSession
{
    /// <summary>Blocking twin of <see cref="ScanAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="text">The scanner's text.</param>
    /// <param name="lineId">The line that a person chose.</param>
    /// <param name="scanAs">How the pack is to be counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Scan(string? text, string? lineId = null, ScanAs scanAs = ScanAs.Auto, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ScanAsync(text, lineId, scanAs, cancellationToken));

    /// <summary>Blocking twin of <see cref="UndoAsync(string?, string?, CancellationToken)"/>.</summary>
    /// <param name="text">The code.</param>
    /// <param name="lineId">The line.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer Undo(string? text, string? lineId = null, CancellationToken cancellationToken = default) => Blocking.Run(() => UndoAsync(text, lineId, cancellationToken));

    /// <summary>Blocking twin of <see cref="LinesAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<LineProgress> Lines(CancellationToken cancellationToken = default) => Blocking.Run(() => LinesAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="OpenedPacksAsync"/>.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<(string Code, decimal UnitsLeft)> OpenedPacks(string lineId, CancellationToken cancellationToken = default) => Blocking.Run(() => OpenedPacksAsync(lineId, cancellationToken));

    /// <summary>Blocking twin of <see cref="VirtualCodeAsync"/>.</summary>
    /// <param name="lineId">The line.</param>
    /// <param name="askAgain">True where a person has cleared that a lost request gave no code.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ScanAnswer VirtualCode(string lineId, bool askAgain = false, CancellationToken cancellationToken = default) => Blocking.Run(() => VirtualCodeAsync(lineId, askAgain, cancellationToken));

    /// <summary>Blocking twin of <see cref="ConfirmAsync"/>.</summary>
    /// <param name="who">Who confirms.</param>
    /// <param name="reason">Why codes are missing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DispensingResult Confirm(string who = "", string reason = "", CancellationToken cancellationToken = default) => Blocking.Run(() => ConfirmAsync(who, reason, cancellationToken));

    /// <summary>Blocking twin of <see cref="CancelAsync"/>.</summary>
    /// <param name="who">Who cancels.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool Cancel(string who = "", CancellationToken cancellationToken = default) => Blocking.Run(() => CancelAsync(who, cancellationToken));

    /// <summary>Blocking twin of <see cref="SettlementBookedAsync"/>.</summary>
    /// <param name="settlementId">setl_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool SettlementBooked(string settlementId, CancellationToken cancellationToken = default) => Blocking.Run(() => SettlementBookedAsync(settlementId, cancellationToken));

    /// <summary>Blocking twin of <see cref="SettlementFailedAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool SettlementFailed(CancellationToken cancellationToken = default) => Blocking.Run(() => SettlementFailedAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="ReleaseToUploadAsync"/>.</summary>
    /// <param name="who">Who decides.</param>
    /// <param name="settlementId">setl_id for the uploaded rows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<string> ReleaseToUpload(string who = "", string settlementId = "", CancellationToken cancellationToken = default)
        => Blocking.Run(() => ReleaseToUploadAsync(who, settlementId, cancellationToken));
}
