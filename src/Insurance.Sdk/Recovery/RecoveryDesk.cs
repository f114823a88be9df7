using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Finds out what became of calls whose answer was lost, and takes them over or back. Several programs may work on one journal: each record is held by one of them at a time.</summary>
/// <remarks>
/// <para>Asking changes nothing at the center. A call that takes back is recorded in the journal before it leaves, like any other, and is never made a second time
/// while the first one is in doubt. A settlement is never sent again.</para>
/// <para>Thread-safe. One desk per client is enough.</para>
/// </remarks>
public sealed class RecoveryDesk
{
    private const int ClaimedAtOnce = 5;

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly TimeSpan _lease;
    private readonly string _desk = Guid.NewGuid().ToString("N").Substring(0, 8);
    private int _looks;

    /// <summary>Creates a desk on the client's own journal.</summary>
    /// <param name="client">The client, with a journal that can be read (<see cref="InsuranceClientParts.Journal"/>).</param>
    /// <param name="options">How to work; null for the defaults.</param>
    /// <exception cref="ConfigurationException">The client has no such journal, or an option is wrong.</exception>
    public RecoveryDesk(InsuranceClient client, RecoveryOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _journal = client.Inside.Journal as IRecoveryJournal
            ?? throw new ConfigurationException("journal", "recovery works on the client's own journal, and it must be one that can be read (CallJournal of Insurance.Sdk.Storage)");
        _options = (options ?? new RecoveryOptions()).Checked(client.Inside.Timeout);
        _lease = _options.Lease ?? client.Inside.Timeout + client.Inside.Timeout + client.Inside.Timeout + TimeSpan.FromMinutes(1);
    }

    /// <summary>The journal that the desk works on.</summary>
    public IRecoveryJournal Journal => _journal;

    /// <summary>Finds out what became of one call.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="aim">What may be done; null for the options' aim.</param>
    /// <param name="who">Who asks, for the journal; null for the options' owner.</param>
    /// <param name="cancellationToken">Ends the work between two calls.</param>
    /// <exception cref="ArgumentException">The journal has no such record.</exception>
    public Task<RecoveryResult> ResolveAsync(string messageId, RecoveryAim? aim = null, string? who = null, CancellationToken cancellationToken = default)
        => NewRecovery().RunAsync(messageId ?? throw new ArgumentNullException(nameof(messageId)), aim ?? _options.Aim, who ?? _options.Owner, NextLease(), cancellationToken);

    /// <summary>Works on every open record that is due and that nobody holds. Ends early where the center cannot be reached.</summary>
    /// <param name="progress">Hears each result as it comes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The results, in the order of the work.</returns>
    public async Task<IReadOnlyList<RecoveryResult>> ResolveAllAsync(IProgress<RecoveryResult>? progress = null, CancellationToken cancellationToken = default)
    {
        var (results, recovery, owner) = (new List<RecoveryResult>(), NewRecovery(), NextLease());
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var claimed = await _journal.ClaimOpenAsync(owner, ClaimedAtOnce, _lease, cancellationToken).ConfigureAwait(false);
            if (claimed.Count == 0)
            {
                return results;
            }

            try
            {
                foreach (var entry in claimed)
                {
                    var result = await OneAsync(recovery, entry, _options.Aim, _options.Owner, owner, cancellationToken).ConfigureAwait(false);
                    results.Add(result);
                    progress?.Report(result);
                    if (IsAway(result))
                    {
                        return results;
                    }
                }
            }
            finally
            {
                foreach (var entry in claimed)
                {
                    await _journal.ReleaseAsync(entry.MessageId, owner, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Looks at each of these records now, due or not; they share comparisons. Ends early where the center cannot be reached.</summary>
    internal async Task<IReadOnlyList<RecoveryResult>> ResolveEachAsync(IEnumerable<string> messageIds, RecoveryAim aim, string who, IProgress<RecoveryResult>? progress, CancellationToken cancellationToken)
    {
        var (results, recovery, owner) = (new List<RecoveryResult>(), NewRecovery(), NextLease());
        foreach (var messageId in messageIds)
        {
            var entry = await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false);
            if (entry is null)
            {
                continue;
            }

            var result = await OneAsync(recovery, entry, aim, who, owner, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            progress?.Report(result);
            if (IsAway(result))
            {
                break;
            }
        }

        return results;
    }

    /// <summary>Unlocks a bill for the cashier: finds out about everything of it that is open or not posted, the last step first, and writes into the journal who asked.</summary>
    /// <param name="keyName">What names the bill: mdtrt_id, setl_id, chrg_bchno, ipt_otp_no, payOrdId, medOrgOrd …</param>
    /// <param name="keyValue">Its value.</param>
    /// <param name="who">Who asks: the cashier's name or number. Stands in the journal.</param>
    /// <param name="aim">What may be done; null for the options' aim.</param>
    /// <param name="cancellationToken">Ends the work between two calls.</param>
    /// <exception cref="ArgumentException">Nobody is named, or the key is no key of the journal.</exception>
    public Task<BillUnlocking> UnlockBillAsync(string keyName, string keyValue, string who, RecoveryAim? aim = null, CancellationToken cancellationToken = default)
        => new BillUnlock(_client, _journal, NewRecovery(), new SettlementComparison(_client, _journal, _options)).RunAsync(keyName, keyValue, who, aim ?? _options.Aim, NextLease(), cancellationToken);

    /// <summary>Works until it is canceled: round after round, with a wait in between. Several programs may do so at the same time.</summary>
    /// <param name="interval">Wait between two rounds.</param>
    /// <param name="cancellationToken">Ends it; that is the only end.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        if (interval <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(interval), "The wait must be more than nothing");
        }

        while (true)
        {
            try
            {
                await ResolveAllAsync(null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // The database is away, say: the next round tries again.
                _client.Inside.Events.Raise(new RecoveryRoundFailed(e.GetType().Name));
            }

#if NET
            await Task.Delay(interval, _client.Inside.Time, cancellationToken).ConfigureAwait(false);
#else
            await _client.Inside.Time.Delay(interval, cancellationToken).ConfigureAwait(false);
#endif
        }
    }

    /// <summary>Blocking twin of <see cref="ResolveAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="aim">What may be done; null for the options' aim.</param>
    /// <param name="who">Who asks, for the journal; null for the options' owner.</param>
    /// <param name="cancellationToken">Ends the work between two calls.</param>
    public RecoveryResult Resolve(string messageId, RecoveryAim? aim = null, string? who = null, CancellationToken cancellationToken = default)
        => Task.Run(() => ResolveAsync(messageId, aim, who, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ResolveAllAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="progress">Hears each result as it comes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<RecoveryResult> ResolveAll(IProgress<RecoveryResult>? progress = null, CancellationToken cancellationToken = default)
        => Task.Run(() => ResolveAllAsync(progress, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="UnlockBillAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="keyName">What names the bill.</param>
    /// <param name="keyValue">Its value.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="aim">What may be done; null for the options' aim.</param>
    /// <param name="cancellationToken">Ends the work between two calls.</param>
    public BillUnlocking UnlockBill(string keyName, string keyValue, string who, RecoveryAim? aim = null, CancellationToken cancellationToken = default)
        => Task.Run(() => UnlockBillAsync(keyName, keyValue, who, aim, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    private static bool IsAway(RecoveryResult result) => result.AskAgainAt is not null && result.Why.StartsWith(Look.CenterAway, StringComparison.Ordinal);

    private async Task<RecoveryResult> OneAsync(RecordRecovery recovery, JournalEntry entry, RecoveryAim aim, string who, string owner, CancellationToken cancellationToken)
    {
        try
        {
            return await recovery.RunAsync(entry.MessageId, aim, who, owner, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // One record that cannot be read must not keep the others waiting.
            var again = _client.Inside.Time.GetUtcNow() + _options.LongestWait;
            if (await _journal.TryLeaseAsync(entry.MessageId, owner, _lease, cancellationToken).ConfigureAwait(false))
            {
                await _journal.NoteAskedAsync(entry.MessageId, owner, false, again, cancellationToken).ConfigureAwait(false);
            }

            var result = new RecoveryResult
            {
                MessageId = entry.MessageId,
                Code = entry.Code,
                Outcome = RecoveryOutcome.NeedsPerson,
                Why = "it could not be looked into (" + (e is ConfigurationException wrong ? wrong.Message : e.GetType().Name) + ")",
                Next = "see the program's log",
            };
            _client.Inside.Events.Raise(new CallRecovered(result, who));
            return result;
        }
    }

    private RecordRecovery NewRecovery() => new(_client, _journal, _options, _lease);

    // A name of its own for each piece of work: two threads of one program are two owners, and so are two programs that were given the same name.
    private string NextLease() => _options.Owner + "/" + _desk + "." + Interlocked.Increment(ref _looks).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
