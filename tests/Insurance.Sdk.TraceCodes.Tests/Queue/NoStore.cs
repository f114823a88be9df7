using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

/// <summary>A store that must not be reached.</summary>
internal sealed class NoStore : ITraceUploadStore
{
    public Task PrepareAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(int Expired, int Quarantined)> SweepAsync(DateTimeOffset now, TimeSpan settling, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindSendableAsync(DateTimeOffset now, int limit, bool oneOfEachBatch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<QueuedUpload>> ClaimAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ClaimAgainAsync(IReadOnlyList<string> serials, string lease, DateTimeOffset until, string messageId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<QueuedUpload>> ClaimUnknownAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<(QueuedUpload Return, QueuedUpload Sale)>> ClaimUnlinkedAsync(int limit, string lease, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> NoteAsync(string lease, string? messageId, IReadOnlyList<TraceUploadNote> notes, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TraceBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueuedUpload?> FindAsync(string serial, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<QueuedUpload>> ListAsync(TraceUploadState state, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RetryAsync(string serial, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CancelAsync(string serial, string who, string why, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();
}
