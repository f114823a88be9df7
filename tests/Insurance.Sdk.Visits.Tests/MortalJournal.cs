using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A program's way to the journal: when the program has ended, nothing reaches it any more.</summary>
internal sealed class MortalJournal(IRecoveryJournal journal, Func<bool> isDead) : IRecoveryJournal
{
    internal Action? AfterIntent { get; set; }

    internal Action? AfterConclusion { get; set; }

    internal Func<Task>? BeforeIntent { get; set; }

    internal Func<Task>? BeforeConfirm { get; set; }

    public async Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
    {
        if (BeforeIntent is { } wait)
        {
            await wait();
        }

        Live();
        await journal.IntendAsync(intent, cancellationToken);
        AfterIntent?.Invoke();
        Live();
    }

    public void NoteSending(string messageId) => journal.NoteSending(messageId);

    public async Task ConcludeAsync(JournalOutcome outcome)
    {
        Live();
        await journal.ConcludeAsync(outcome);
        AfterConclusion?.Invoke();
        Live();
    }

    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default) => Live().FindAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default) => Live().FindByKeyAsync(name, value, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10000, CancellationToken cancellationToken = default) => Live().ListAsync(from, until, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10000, CancellationToken cancellationToken = default) => Live().ListOpenAsync(olderThan, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10000, CancellationToken cancellationToken = default) => Live().ListUnpostedAsync(olderThan, most, cancellationToken);

    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default) => Live().ReadMessageAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default) => Live().ReadEventsAsync(messageId, cancellationToken);

    public async Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default)
    {
        if (BeforeConfirm is { } wait)
        {
            await wait();
        }

        return await Live().ConfirmAsync(messageId, cancellationToken);
    }

    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default) => Live().TryLeaseAsync(messageId, owner, length, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default) => Live().ClaimOpenAsync(owner, most, length, cancellationToken);

    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default) => Live().NoteAskedAsync(messageId, owner, notSeen, again, cancellationToken);

    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default) => Live().NoteEventAsync(messageId, who, what, cancellationToken);

    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default) => Live().ReleaseAsync(messageId, owner, cancellationToken);

    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default) => Live().ResolveAsync(resolution, cancellationToken);

    private IRecoveryJournal Live() => isDead() ? throw new InvalidOperationException("The program has ended") : journal;
}
