using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The journal as one life of a program sees it. Same promises as the stores of Insurance.Sdk.Storage, on a disk that can fail.</summary>
internal sealed class SimulatedJournal(JournalDisk rows, Disk disk, TimeProvider time, bool flushesIntents = true) : IRecoveryJournal, ITrialJournal
{
    private readonly Dictionary<string, DateTimeOffset> _sentAt = new(StringComparer.Ordinal);

    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
        => flushesIntents
            ? disk.WriteAsync("intent " + intent.Code, () => Add(intent))
            : disk.AppendAsync("intent " + intent.Code, () =>
            {
                var row = Add(intent);
                return () => rows.Rows.Remove(row);
            });

    private JournalDisk.Row Add(JournalIntent intent)
    {
        if (rows.Find(intent.MessageId) is not null)
        {
            throw new InvalidOperationException("The message id is the key of the journal.");
        }

        var row = RowOf(intent);
        row.OpenSince = intent.At;
        rows.Rows.Add(row);
        return row;
    }

    public Task KeepTrialAsync(JournalIntent trial, JournalOutcome answer)
        => disk.AppendAsync("trial", () =>
        {
            var row = RowOf(trial);
            row.Entry = row.Entry with { State = JournalState.Confirmed, ConcludedAt = answer.At, Keys = row.Entry.Keys.Union(answer.Keys).ToList() };
            row.Output = answer.Output.ToArray();
            rows.Rows.Add(row);
            return () => rows.Rows.Remove(row);
        });

    private static JournalDisk.Row RowOf(JournalIntent intent) => new()
    {
        Entry = new JournalEntry
        {
            MessageId = intent.MessageId,
            Code = intent.Code,
            OperationKey = intent.OperationKey,
            State = JournalState.Intended,
            InstitutionCode = intent.InstitutionCode,
            InsuredArea = intent.InsuredArea,
            OperatorCode = intent.OperatorCode,
            IntendedAt = intent.At,
            AnswerBy = intent.AnswerBy,
            Keys = intent.Keys,
        },
        Input = intent.Input.ToArray(),
    };

    public void NoteSending(string messageId) => _sentAt[messageId] = time.GetUtcNow();

    public Task ConcludeAsync(JournalOutcome outcome)
        => disk.AppendAsync("outcome " + outcome.State, () =>
        {
            if (rows.Find(outcome.MessageId) is not { Entry.State: JournalState.Intended or JournalState.Sent } row)
            {
                return () => { };
            }

            var (entry, output, openSince, owner, until) = (row.Entry, row.Output, row.OpenSince, row.LeaseOwner, row.LeaseUntil);
            row.Entry = row.Entry with
            {
                State = outcome.State,
                SentAt = _sentAt.TryGetValue(outcome.MessageId, out var at) ? at : null,
                ConcludedAt = outcome.At,
                CenterReference = outcome.CenterReference,
                CenterCode = outcome.CenterCode,
                Reason = outcome.Reason,
                Keys = row.Entry.Keys.Union(outcome.Keys).ToList(),
            };
            row.Output = outcome.Output.ToArray();
            row.OpenSince = outcome.State == JournalState.Unknown ? outcome.At : null;
            row.UnpostedSince = outcome.State == JournalState.Accepted ? outcome.At : null;
            row.Events.Add(new JournalEvent(outcome.At, outcome.State, null, outcome.Reason));
            return () =>
            {
                (row.Entry, row.Output, row.OpenSince, row.UnpostedSince, row.LeaseOwner, row.LeaseUntil) = (entry, output, openSince, null, owner, until);
                row.Events.RemoveAt(row.Events.Count - 1);
            };
        });

    public Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
        => disk.ReadAsync("journal", () => rows.Find(messageId)?.Entry);

    public Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default)
        => List(r => r.Entry.Keys.Any(k => k.Key == name && k.Value == value), int.MaxValue);

    public Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default)
        => List(r => (from is null || r.Entry.IntendedAt >= from) && (until is null || r.Entry.IntendedAt < until), most);

    public Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
        => List(r => r.OpenSince <= time.GetUtcNow() - olderThan, most);

    public Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default)
        => List(r => r.UnpostedSince <= time.GetUtcNow() - olderThan, most);

    public Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default)
        => disk.ReadAsync<(byte[] Input, byte[] Output)?>("journal", () => rows.Find(messageId) is { } row ? (row.Input, row.Output) : null);

    public Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default)
        => disk.ReadAsync<IReadOnlyList<JournalEvent>>("journal", () => rows.Find(messageId)?.Events.ToList() ?? []);

    public Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default)
        => disk.WriteAsync("confirm", () => Confirm(rows, messageId, time.GetUtcNow()));

    /// <summary>The write alone, for a transaction of the hospital's books that holds it.</summary>
    internal static bool Confirm(JournalDisk rows, string messageId, DateTimeOffset at)
    {
        if (rows.Find(messageId) is not { Entry.State: JournalState.Accepted } row)
        {
            return false;
        }

        row.Entry = row.Entry with { State = JournalState.Confirmed };
        row.UnpostedSince = null;
        row.Events.Add(new JournalEvent(at, JournalState.Confirmed, null, null));
        return true;
    }

    public Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default)
        => disk.WriteAsync("lease", () =>
        {
            var now = time.GetUtcNow();
            if (rows.Find(messageId) is not { } row || (row.OpenSince is null && row.UnpostedSince is null) || (row.LeaseOwner is not null && row.LeaseOwner != owner && row.LeaseUntil > now))
            {
                return false;
            }

            row.LeaseOwner = owner;
            row.LeaseUntil = now + length;
            return true;
        });

    public Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default)
        => disk.WriteAsync<IReadOnlyList<JournalEntry>>("claim", () =>
        {
            var now = time.GetUtcNow();
            var due = rows.Rows.Where(r => r.OpenSince <= now && (r.LeaseOwner is null || r.LeaseUntil <= now) && (r.Entry.AskAgainAt is null || r.Entry.AskAgainAt <= now))
                .OrderBy(r => r.OpenSince).ThenBy(r => r.Entry.MessageId, StringComparer.Ordinal).Take(most).ToList();
            due.ForEach(r => (r.LeaseOwner, r.LeaseUntil) = (owner, now + length));
            return due.ConvertAll(r => r.Entry);
        });

    public Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default)
        => disk.WriteAsync("asked", () =>
        {
            if (rows.Find(messageId) is not { OpenSince: not null } row || row.LeaseOwner != owner)
            {
                return false;
            }

            row.Entry = row.Entry with { AskAgainAt = again, NotSeen = row.Entry.NotSeen + (notSeen ? 1 : 0) };
            row.LeaseOwner = null;
            return true;
        });

    public Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default)
        => disk.WriteAsync("event", () =>
        {
            if (rows.Find(messageId) is not { } row)
            {
                return false;
            }

            row.Events.Add(new JournalEvent(time.GetUtcNow(), row.Entry.State, who, what));
            return true;
        });

    public Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default)
        => disk.WriteAsync("release", () =>
        {
            if (rows.Find(messageId) is { } row && row.LeaseOwner == owner)
            {
                row.LeaseOwner = null;
            }

            return true;
        });

    public Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default)
        => disk.WriteAsync("resolve " + resolution.Resolution, () =>
        {
            var now = time.GetUtcNow();
            if (rows.Find(resolution.MessageId) is not { } row || !Takes(row, resolution))
            {
                return false;
            }

            row.Entry = row.Entry with
            {
                State = resolution.State,
                Resolution = resolution.Resolution,
                ResolvedBy = resolution.Who,
                ResolvedWhy = resolution.Why,
                Keys = row.Entry.Keys.Union(resolution.Keys).ToList(),
            };
            if (resolution.State != JournalState.Unknown)
            {
                row.OpenSince = null;
                row.LeaseOwner = null;
                row.Entry = row.Entry with { AskAgainAt = null };
            }

            row.UnpostedSince = resolution.State == JournalState.Accepted ? now : null;
            if (!resolution.Output.IsEmpty)
            {
                row.Output = resolution.Output.ToArray();
            }

            row.Events.Add(new JournalEvent(now, resolution.State, resolution.Who, resolution.Why));
            return true;
        });

    /// <summary>What the center shows outweighs what it said; a finished record is not reopened.</summary>
    private static bool Takes(JournalDisk.Row row, JournalResolution resolution)
        => row.OpenSince is not null
            || (row.UnpostedSince is not null && resolution.State != JournalState.Unknown)
            || (resolution.State == JournalState.Reversed && row.Entry.State == JournalState.Confirmed)
            || (resolution.State is JournalState.Accepted or JournalState.Reversed && row.Entry.State is JournalState.Refused or JournalState.NotProcessed or JournalState.Abandoned)
            || (resolution.State is JournalState.Accepted or JournalState.Confirmed && !resolution.Output.IsEmpty && row.Entry.State == resolution.State);

    private Task<IReadOnlyList<JournalEntry>> List(Func<JournalDisk.Row, bool> which, int most)
        => disk.ReadAsync<IReadOnlyList<JournalEntry>>("journal", () => rows.Rows.Where(which).Take(most).Select(r => r.Entry).ToList());
}
