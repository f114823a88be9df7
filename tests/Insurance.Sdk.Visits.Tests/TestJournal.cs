using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A journal in memory with the promises of the contract: one intent per message id, guarded changes. </summary>
internal sealed class TestJournal : IRecoveryJournal
{
    private readonly Dictionary<string, (JournalEntry Entry, byte[] Input, byte[] Output, List<JournalEvent> Events)> _records = new(StringComparer.Ordinal);
    internal IReadOnlyList<JournalEntry> All => _records.Values.Select(r => r.Entry).OrderBy(e => e.IntendedAt).ToList();

    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
    {
        lock (_records)
        {
            if (!_records.TryAdd(intent.MessageId, (new JournalEntry
                {
                    MessageId = intent.MessageId, Code = intent.Code, OperationKey = intent.OperationKey, State = JournalState.Intended, InstitutionCode = intent.InstitutionCode,
                    InsuredArea = intent.InsuredArea, OperatorCode = intent.OperatorCode, IntendedAt = intent.At, Keys = intent.Keys,
                }, intent.Input.ToArray(), [], [])))
            {
                throw new InvalidOperationException("A message id can be intended once");
            }
        }

        return Task.CompletedTask;
    }

    public void NoteSending(string messageId)
    {
    }

    public Task ConcludeAsync(JournalOutcome outcome)
    {
        Change(outcome.MessageId, e => e.State is JournalState.Intended or JournalState.Sent, e => e with
        {
            State = outcome.State, ConcludedAt = outcome.At, CenterReference = outcome.CenterReference, CenterCode = outcome.CenterCode, Reason = outcome.Reason, Keys = e.Keys.Concat(outcome.Keys).Distinct().ToList(),
        }, outcome.Output.ToArray());
        return Task.CompletedTask;
    }

    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
    {
        lock (_records)
        {
            return Task.FromResult(_records.TryGetValue(messageId, out var record) ? record.Entry : null);
        }
    }

    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default)
    {
        lock (_records)
        {
            return Task.FromResult(_records.TryGetValue(messageId, out var record) ? (record.Input, record.Output) : ((byte[], byte[])?)null);
        }
    }

    public Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(Change(messageId, e => e.State == JournalState.Accepted, e => e with { State = JournalState.Confirmed }));
    }

    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default)
        => Task.FromResult(Change(
            resolution.MessageId,
            e => e.IsOpen || e.State == JournalState.Accepted || (e.State == JournalState.Confirmed && resolution.State == JournalState.Reversed),
            e => e with { State = resolution.State, Resolution = resolution.Resolution, ResolvedBy = resolution.Who, ResolvedWhy = resolution.Why, Keys = e.Keys.Concat(resolution.Keys).ToList() },
            resolution.Output.ToArray()));

    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default)
        => Task.FromResult<IReadOnlyList<JournalEntry>>(All.Where(e => e.Keys.Any(k => k.Key == name && k.Value == value)).ToList());

    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10000, CancellationToken cancellationToken = default) => Task.FromResult(All);

    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10000, CancellationToken cancellationToken = default)
        => Task.FromResult<IReadOnlyList<JournalEntry>>(All.Where(e => e.IsOpen).ToList());

    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10000, CancellationToken cancellationToken = default)
        => Task.FromResult<IReadOnlyList<JournalEntry>>(All.Where(e => e.State == JournalState.Accepted).ToList());

    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>As if the record had been cleared away.</summary>
    internal void Forget(string messageId) => _records.Remove(messageId);

    private bool Change(string messageId, Func<JournalEntry, bool> when, Func<JournalEntry, JournalEntry> change, byte[]? output = null)
    {
        lock (_records)
        {
            if (!_records.TryGetValue(messageId, out var record) || !when(record.Entry))
            {
                return false;
            }

            _records[messageId] = (change(record.Entry), record.Input, output is { Length: > 0 } ? output : record.Output, record.Events);
            return true;
        }
    }
}
