using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Where the upload queue keeps its lines. Every change is durable when its task ends, and holds only where the line is still as the caller saw it.</summary>
/// <remarks>Implemented by <c>TraceUploadStore</c> of Insurance.Sdk.Storage; several processes may share one.</remarks>
public interface ITraceUploadStore
{
    /// <summary>Makes the tables where they are not there yet. Needed before the first use within a caller's transaction.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Writes lines as waiting; a line that is there with the same content is left alone. Gives the number of new lines.</summary>
    /// <exception cref="ValidationException">A serial is used by another line.</exception>
    Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same within the caller's transaction: the lines live and die with it.</summary>
    Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lines whose sender's lease ran out become unknown; lines whose original was set aside or given up are quarantined.</summary>
    /// <param name="now">The time.</param>
    /// <param name="settling">How long after the end of the lease a missing record begins to mean something.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<(int Expired, int Quarantined)> SweepAsync(DateTimeOffset now, TimeSpan settling, CancellationToken cancellationToken);

    /// <summary>Serials of lines that may go out together now: one transaction, insured area and operator, and no earlier line of their drug batches open outside of them.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="oneOfEachBatch">True takes one line of each drug batch only.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<string>> FindSendableAsync(DateTimeOffset now, int limit, bool oneOfEachBatch, CancellationToken cancellationToken);

    /// <summary>Marks waiting lines as sending under a message id and a lease, all or none; gives them in their order, or nothing where another process was quicker.</summary>
    Task<IReadOnlyList<QueuedUpload>> ClaimAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives some of the lines held under a lease another message id and a longer lease before they are sent again in a smaller message; false where they are held no more.</summary>
    Task<bool> ClaimAgainAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes due unknown lines to ask for; their state stays.</summary>
    Task<IReadOnlyList<QueuedUpload>> ClaimUnknownAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes due returns whose sale is accepted and whose number of the sale is not known yet; their state stays. Gives each with its sale.</summary>
    Task<IReadOnlyList<(QueuedUpload Return, QueuedUpload Sale)>> ClaimUnlinkedAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes what became of lines held under a lease and gives them back. A line that is held no more is left alone, except that an acceptance
    /// of the message under which it was last sent always counts. Gives the number of lines written.</summary>
    Task<int> NoteAsync(string lease, string? messageId, IReadOnlyList<TraceUploadNote> notes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is left to do.</summary>
    Task<TraceBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>One line; null where the queue does not know it.</summary>
    Task<QueuedUpload?> FindAsync(string serial, CancellationToken cancellationToken);

    /// <summary>Lines in a state, oldest first.</summary>
    Task<IReadOnlyList<QueuedUpload>> ListAsync(TraceUploadState state, int limit, CancellationToken cancellationToken);

    /// <summary>A quarantined line is tried again: one that was sent before is asked for first. Returns that were set aside with their sale come along. False where it is not quarantined.</summary>
    Task<bool> RetryAsync(string serial, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A quarantined line, or one that waits and was never sent, is given up. False for any other.</summary>
    Task<bool> CancelAsync(string serial, string who, string why, DateTimeOffset now, CancellationToken cancellationToken);
}
