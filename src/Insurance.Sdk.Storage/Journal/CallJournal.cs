using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>The journal of commands in a database: the intent is durable before a byte leaves, and what became of it is kept.</summary>
/// <remarks>
/// <para>Give it to the client as <see cref="InsuranceClientParts.Journal"/>. Thread-safe. Several programs may share the database.</para>
/// <para>Life of a record: Intended, Sent, then Accepted, Refused, NotProcessed or Unknown. An accepted one is Confirmed when the hospital's
/// own books have it (<see cref="ConfirmAsync(string, System.Data.Common.DbTransaction, CancellationToken)"/> within the transaction that posts it), Reversed when it was taken back,
/// Abandoned when a person says so. What is Unknown is found out by Insurance.Sdk.Recovery.</para>
/// <para>Intents never join a caller's transaction: that would be committed after the message has left, or not at all, and the message would be known to nobody.
/// The confirmation does join it: it belongs to the posting.</para>
/// </remarks>
public sealed partial class CallJournal : IRecoveryJournal, ITrialJournal
{
    private const int ReasonLength = 300;
    private const int NameLength = 100;
    private const string CallerOwns = "call";

    private readonly InsuranceDatabase _database;
    private readonly JournalOptions _options;
    private readonly GroupCommit _group;
    private JournalStatements? _kept;
    private readonly ConcurrentDictionary<string, long> _sentAt = new(StringComparer.Ordinal);

    /// <summary>Creates the journal; its tables are made at first use.</summary>
    public CallJournal(InsuranceDatabase database, JournalOptions? options = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _options = options ?? new JournalOptions();
        _group = new GroupCommit(WriteAsync, database.KeepsWriter ? database.FlushKept : null);
    }

    private long Now => Ms(_database.Clock.GetUtcNow());

    /// <summary>Makes the tables. Needed before the first use within a caller's transaction.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _database.EnsureAsync(JournalTables.Part, cancellationToken);

    /// <inheritdoc/>
    public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
    {
        var row = RowOf(intent);
        row.OpenSince = row.IntendedAt;
        row.AnswerBy = intent.AnswerBy is { } by ? Ms(by) : null;
        // Until the call has ended for certain the record is its caller's: recovery asks for nothing that is still on its way.
        row.LeaseOwner = row.AnswerBy is null ? null : CallerOwns;
        row.LeaseUntil = row.AnswerBy;
        var keys = Rows(intent.MessageId, intent.Keys);
        return _group.RunAsync(new NewRecord(row, keys));
    }

    /// <inheritdoc/>
    public void NoteSending(string messageId) => _sentAt[messageId] = Now;

    /// <inheritdoc/>
    public Task ConcludeAsync(JournalOutcome outcome)
    {
        _ = outcome ?? throw new ArgumentNullException(nameof(outcome));
        if (outcome.State is not (JournalState.Accepted or JournalState.Refused or JournalState.NotProcessed or JournalState.Unknown))
        {
            throw new ArgumentException("A call ends as Accepted, Refused, NotProcessed or Unknown, not as " + outcome.State, nameof(outcome));
        }

        var at = Ms(outcome.At);
        return _group.RunAsync(new Outcome(
            new JournalRow
            {
                MessageId = outcome.MessageId,
                State = (int)outcome.State,
                SentAt = _sentAt.TryRemove(outcome.MessageId, out var noted) ? noted : null,
                ConcludedAt = at,
                OpenSince = outcome.State == JournalState.Unknown ? at : null,
                UnpostedSince = outcome.State == JournalState.Accepted ? at : null,
                CenterReference = Cut(outcome.CenterReference, 60),
                CenterCode = Cut(outcome.CenterCode, 60),
                Reason = Cut(outcome.Reason, ReasonLength),
                Output = outcome.Output.IsEmpty ? null : Protect(outcome.Output),
            },
            Rows(outcome.MessageId, outcome.Keys)));
    }

    /// <inheritdoc/>
    public Task KeepTrialAsync(JournalIntent trial, JournalOutcome answer)
    {
        _ = answer ?? throw new ArgumentNullException(nameof(answer));
        if (!_options.KeepsTrials)
        {
            return Task.CompletedTask;
        }

        // Nothing is left to do for it: it is closed from the beginning.
        var row = RowOf(trial);
        row.State = (int)JournalState.Confirmed;
        row.ConcludedAt = Ms(answer.At);
        row.CenterReference = Cut(answer.CenterReference, 60);
        row.CenterCode = Cut(answer.CenterCode, 60);
        row.Output = answer.Output.IsEmpty ? null : Protect(answer.Output);
        var keys = Rows(trial.MessageId, trial.Keys.Concat(answer.Keys).ToList());
        return _group.RunAsync(new NewRecord(row, keys));
    }

    private Task WriteAsync(IReadOnlyList<JournalWrite> group)
    {
        if (_database.KeepsWriter)
        {
            return _database.WriteKeptAsync(JournalTables.Part, connection => (_kept ??= new JournalStatements(_database.Kind, connection)).WriteAsync(group, CancellationToken.None));
        }

        return _database.WriteAsync(
            JournalTables.Part,
            async (db, c) =>
            {
                using var statements = new JournalStatements(_database.Kind, db.OpenDbConnection(), (DbTransaction?)db.Transaction);
                await statements.WriteAsync(group, c).ConfigureAwait(false);
            },
            CancellationToken.None);
    }

    private static Task EventAsync(DataConnection db, string messageId, long at, JournalState state, string? who, string? why, CancellationToken cancellationToken)
        => db.InsertAsync(new JournalEventRow { MessageId = messageId, At = at, State = (int)state, Who = Cut(who, NameLength), Why = Cut(why, ReasonLength) }, token: cancellationToken);

    private static async Task AddKeysAsync(DataConnection db, string messageId, List<JournalKeyRow> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var known = await db.GetTable<JournalKeyRow>().Where(k => k.MessageId == messageId).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var key in keys.Where(k => !known.Exists(o => o.Name == k.Name && o.Value == k.Value)))
        {
            await db.InsertAsync(key, token: cancellationToken).ConfigureAwait(false);
        }
    }

    private JournalRow RowOf(JournalIntent intent)
    {
        _ = intent ?? throw new ArgumentNullException(nameof(intent));
        return new JournalRow
        {
            MessageId = intent.MessageId,
            Code = intent.Code,
            Operation = intent.OperationKey,
            Institution = intent.InstitutionCode,
            InsuredArea = intent.InsuredArea,
            Operator = intent.OperatorCode,
            State = (int)JournalState.Intended,
            IntendedAt = Ms(intent.At),
            Hash = intent.MessageHash,
            IsProtected = _options.Protection is null ? 0 : 1,
            Input = Protect(intent.Input),
        };
    }

    private List<JournalKeyRow> Rows(string messageId, IReadOnlyList<KeyValuePair<string, string>> keys)
        => keys.Select(k => (Name: BusinessKeys.NameOf(k.Key), k.Value)).Distinct().Select(k => new JournalKeyRow { Name = k.Name, Value = Blind(k.Value), MessageId = messageId }).ToList();

    private string Blind(string value) => _options.Protection?.Blind(value) ?? value;

    private byte[] Protect(ReadOnlyMemory<byte> plain) => _options.Protection is { } protection ? protection.Protect(plain.ToArray()) : plain.ToArray();

    private byte[] Unprotect(byte[] stored, int isProtected) => isProtected == 0
        ? stored
        : (_options.Protection ?? throw new ConfigurationException("journal.protection", "the record is protected, and this journal was opened without a key")).Unprotect(stored);

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(ChinaTime.Offset);

    private static string? Cut(string? text, int length) => text is not null && text.Length > length ? text.Substring(0, length) : text;
}
