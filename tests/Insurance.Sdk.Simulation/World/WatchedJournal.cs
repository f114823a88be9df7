using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A journal that tells of its writes, and that can be made to break its promises.</summary>
internal sealed class WatchedJournal(IRecoveryJournal inner, Action<string>? step = null) : IRecoveryJournal, ITrialJournal
{
    internal bool Intends { get; init; } = true;

    internal bool ForgetsUnknown { get; init; }

    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
        => Intends ? AroundAsync("intent " + intent.Code, () => inner.IntendAsync(intent, cancellationToken)) : Task.CompletedTask;

    public Task KeepTrialAsync(JournalIntent trial, JournalOutcome answer) => inner is ITrialJournal trials ? trials.KeepTrialAsync(trial, answer) : Task.CompletedTask;

    public void NoteSending(string messageId) => inner.NoteSending(messageId);

    public Task ConcludeAsync(JournalOutcome outcome)
        => AroundAsync(
            "outcome " + outcome.State,
            () => inner.ConcludeAsync(ForgetsUnknown && outcome.State == JournalState.Unknown ? outcome with { State = JournalState.NotProcessed } : outcome));

    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default) => inner.FindAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default) => inner.FindByKeyAsync(name, value, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default)
        => inner.ListAsync(from, until, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default) => inner.ListOpenAsync(olderThan, most, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default) => inner.ListUnpostedAsync(olderThan, most, cancellationToken);

    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default) => inner.ReadMessageAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default) => inner.ReadEventsAsync(messageId, cancellationToken);

    public Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default) => inner.ConfirmAsync(messageId, cancellationToken);

    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default) => inner.TryLeaseAsync(messageId, owner, length, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default) => inner.ClaimOpenAsync(owner, most, length, cancellationToken);

    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default)
        => inner.NoteAskedAsync(messageId, owner, notSeen, again, cancellationToken);

    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default) => inner.NoteEventAsync(messageId, who, what, cancellationToken);

    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default) => inner.ReleaseAsync(messageId, owner, cancellationToken);

    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default) => inner.ResolveAsync(resolution, cancellationToken);

    private async Task AroundAsync(string what, Func<Task> write)
    {
        step?.Invoke("before " + what);
        await write().ConfigureAwait(false);
        step?.Invoke("behind " + what);
    }
}
