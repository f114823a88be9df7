using System.Collections.Generic;
using System.Data.Common;
using System.Threading;

namespace Insurance.Sdk.TraceCodes;

/// <content>Blocking twins, for programs whose code does not await; safe on a thread with a user interface.</content>
public sealed partial class TraceUploadQueue
{
    /// <summary>Blocking twin of <see cref="EnqueueAsync(IReadOnlyList{TraceUpload}, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    /// <param name="uploads">The lines.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public int Enqueue(IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken = default) => Blocking.Run(() => EnqueueAsync(uploads, cancellationToken));

    /// <summary>Blocking twin of <see cref="EnqueueAsync(IReadOnlyList{TraceUpload}, DbTransaction, CancellationToken)"/>.</summary>
    /// <param name="uploads">The lines.</param>
    /// <param name="transaction">An open transaction; committing it is the caller's business.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public int Enqueue(IReadOnlyList<TraceUpload> uploads, DbTransaction transaction, CancellationToken cancellationToken = default) => Blocking.Run(() => EnqueueAsync(uploads, transaction, cancellationToken));

    /// <summary>Blocking twin of <see cref="PrepareAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Prepare(CancellationToken cancellationToken = default) => Blocking.Run(() => PrepareAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="RunOnceAsync"/>, for a timer of a Windows program.</summary>
    /// <param name="cancellationToken">Ends the round.</param>
    public QueueRound RunOnce(CancellationToken cancellationToken = default) => Blocking.Run(() => RunOnceAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="BacklogAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public TraceBacklog Backlog(CancellationToken cancellationToken = default) => Blocking.Run(() => BacklogAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="FindAsync"/>.</summary>
    /// <param name="serial">fixmedins_bchno.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public QueuedUpload? Find(string serial, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(serial, cancellationToken));

    /// <summary>Blocking twin of <see cref="QuarantinedAsync"/>.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<QueuedUpload> Quarantined(int limit = 100, CancellationToken cancellationToken = default) => Blocking.Run(() => QuarantinedAsync(limit, cancellationToken));

    /// <summary>Blocking twin of <see cref="RetryAsync"/>.</summary>
    /// <param name="serial">fixmedins_bchno.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool Retry(string serial, CancellationToken cancellationToken = default) => Blocking.Run(() => RetryAsync(serial, cancellationToken));

    /// <summary>Blocking twin of <see cref="CancelAsync"/>.</summary>
    /// <param name="serial">fixmedins_bchno.</param>
    /// <param name="who">Who decided, up to 50 characters.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool Cancel(string serial, string who, string why, CancellationToken cancellationToken = default) => Blocking.Run(() => CancelAsync(serial, who, why, cancellationToken));
}
