using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>The database journal as recovery sees it; what was resolved is kept for the test.</summary>
internal sealed class ReadingJournal(CallJournal inner) : IRecoveryJournal
{
    internal List<JournalResolution> Resolved { get; } = [];

    internal List<string> Confirmed { get; } = [];

    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken) => inner.IntendAsync(intent, cancellationToken);

    public void NoteSending(string messageId) => inner.NoteSending(messageId);

    public Task ConcludeAsync(JournalOutcome outcome) => inner.ConcludeAsync(outcome);

    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default) => inner.FindAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default) => inner.FindByKeyAsync(name, value, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default)
        => inner.ListAsync(from, until, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
        => inner.ListOpenAsync(olderThan, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
        => inner.ListUnpostedAsync(olderThan, most, cancellationToken);

    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default) => inner.ReadMessageAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default) => inner.ReadEventsAsync(messageId, cancellationToken);

    public Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default)
    {
        Confirmed.Add(messageId);
        return inner.ConfirmAsync(messageId, cancellationToken);
    }

    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default)
        => inner.ClaimOpenAsync(owner, most, length, cancellationToken);

    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default)
        => inner.NoteAskedAsync(messageId, owner, notSeen, again, cancellationToken);

    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default) => inner.NoteEventAsync(messageId, who, what, cancellationToken);

    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default)
    {
        Resolved.Add(resolution);
        return Task.FromResult(true);
    }
}
