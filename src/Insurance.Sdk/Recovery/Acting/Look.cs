using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>One look at a record: who looks, what may be done, and how its end is written down and told.</summary>
internal sealed class Look
{
    internal const string CenterAway = "the center could not be asked: ";

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;

    internal Look(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options, LostCall lost, RecoveryAim aim, string who, string owner)
    {
        _client = client;
        _journal = journal;
        _options = options;
        Lost = lost;
        Aim = aim;
        Who = who;
        Owner = owner;
        Kept = new KeptSteps(journal, client.Inside.Codec, lost);
        Facts = new Facts(lost, lost.Request, Kept, options, client.Inside.Area);
    }

    internal LostCall Lost { get; }

    internal RecoveryAim Aim { get; }

    internal string Who { get; }

    internal string Owner { get; }

    /// <summary>True where no person asked for it.</summary>
    internal bool IsByProgram => Who == _options.Owner;

    internal KeptSteps Kept { get; }

    internal Facts Facts { get; }

    internal DateTimeOffset Now => _client.Inside.Time.GetUtcNow();

    /// <summary>When the center has had time to show what it has.</summary>
    internal DateTimeOffset SettlesAt => (Lost.Entry.ConcludedAt ?? Lost.Entry.AnswerBy ?? Lost.Entry.IntendedAt + _client.Inside.Timeout) + _options.SettlingTime;

    internal bool IsSettled => Now >= SettlesAt;

    /// <summary>"Not there" counts after the settling time, and where it was seen twice or long after.</summary>
    internal bool MayBelieveAbsence => IsSettled && (Lost.Entry.NotSeen >= 1 || Now >= SettlesAt + _options.SettlingTime);

    /// <summary>Closes the record and tells it.</summary>
    internal async Task<RecoveryResult> CloseAsync(
        RecoveryOutcome outcome, string why, string next, Verdict? verdict, IReadOnlyList<KeyValuePair<string, string>> known, byte[]? output, CancellationToken cancellationToken)
    {
        var (state, word) = outcome switch
        {
            RecoveryOutcome.Adopted => (JournalState.Accepted, "adopted"),
            RecoveryOutcome.Reversed => (JournalState.Reversed, "reversed"),
            _ => (JournalState.NotProcessed, "nothingHappened"),
        };
        var bytes = output ?? Array.Empty<byte>();
        var noted = await _journal.ResolveAsync(
            new JournalResolution(Lost.Entry.MessageId, state, word, Who, why) { Keys = known.Concat(BusinessKeys.Find(Lost.Operation, bytes)).Distinct().ToList(), Output = bytes }, cancellationToken).ConfigureAwait(false);
        return Told(new RecoveryResult
        {
            MessageId = Lost.Entry.MessageId,
            Code = Lost.Entry.Code,
            Outcome = outcome,
            Why = noted || await IsClosedSoAsync(state, cancellationToken).ConfigureAwait(false) ? why : why + " (the record had been closed otherwise before)",
            Next = next,
            Asked = Questions(verdict),
            Known = known,
            OutputJson = Encoding.UTF8.GetString(bytes),
            IsClosed = true,
        });
    }

    // What undid it may have closed it with the same finding a moment ago.
    private async Task<bool> IsClosedSoAsync(JournalState state, CancellationToken cancellationToken)
        => (await _journal.FindAsync(Lost.Entry.MessageId, cancellationToken).ConfigureAwait(false))?.State == state;

    /// <summary>Nothing is decided; recovery asks again.</summary>
    internal async Task<RecoveryResult> WaitAsync(string why, bool notSeen, Verdict? verdict, CancellationToken cancellationToken, DateTimeOffset? until = null)
    {
        var again = Now + _options.AskAgainAfter;
        again = until is { } time && time > again ? time : again;
        if (!notSeen && until is null)
        {
            // The longer it is in doubt, the rarer the question.
            var half = TimeSpan.FromTicks((Now - Lost.Entry.IntendedAt).Ticks / 2);
            again = Now + (half > _options.LongestWait ? _options.LongestWait : half > _options.AskAgainAfter ? half : _options.AskAgainAfter);
        }

        await _journal.NoteAskedAsync(Lost.Entry.MessageId, Owner, notSeen, again, cancellationToken).ConfigureAwait(false);
        return Told(new RecoveryResult
        {
            MessageId = Lost.Entry.MessageId,
            Code = Lost.Entry.Code,
            Outcome = RecoveryOutcome.NeedsPerson,
            Why = why,
            Next = "ask again at " + ((ChinaTime)again).ToString() + "; recovery in the background does it by itself",
            Asked = Questions(verdict),
            AskAgainAt = again,
        });
    }

    /// <summary>A person must look; the record stays open and is looked at now and then.</summary>
    internal async Task<RecoveryResult> PersonAsync(string why, string next, Verdict? verdict, IReadOnlyList<KeyValuePair<string, string>> known, CancellationToken cancellationToken)
    {
        // Read anew: a call that was to take it back has left its own note since.
        var noted = await _journal.FindAsync(Lost.Entry.MessageId, cancellationToken).ConfigureAwait(false) ?? Lost.Entry;
        if (noted.Resolution != "needsPerson" || noted.ResolvedWhy != Cut(why))
        {
            await _journal.ResolveAsync(new JournalResolution(Lost.Entry.MessageId, JournalState.Unknown, "needsPerson", Who, Cut(why)) { Keys = known }, cancellationToken).ConfigureAwait(false);
        }

        if (Lost.Entry.IsOpen)
        {
            await _journal.NoteAskedAsync(Lost.Entry.MessageId, Owner, false, Now + _options.LongestWait, cancellationToken).ConfigureAwait(false);
        }

        return Told(new RecoveryResult
        {
            MessageId = Lost.Entry.MessageId,
            Code = Lost.Entry.Code,
            Outcome = RecoveryOutcome.NeedsPerson,
            Why = why,
            Next = next,
            Asked = Questions(verdict),
            Known = known,
        });
    }

    internal RecoveryResult Told(RecoveryResult result)
    {
        _client.Inside.Events.Raise(new CallRecovered(result, Who));
        return result;
    }

    internal static string Cut(string text) => text.Length > 300 ? text.Substring(0, 300) : text;

    private static List<RecoveryQuestion> Questions(Verdict? verdict)
        => verdict is null ? new List<RecoveryQuestion>() : verdict.Evidence.Where(e => e.Text.Length > 0).Select(e => new RecoveryQuestion(e.Code, e.Text, e.Certainty)).ToList();
}
