using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Journal;

/// <summary>Remembers commands across crashes: the intent before a byte leaves, the outcome as soon as it is known.</summary>
/// <remarks>The stores of Insurance.Sdk.Storage implement it. Queries, sign-ins and files are not recorded: losing their answer changes nothing.
/// The answer of a trial is kept where the journal is an <see cref="ITrialJournal"/> as well.</remarks>
public interface ICallJournal
{
    /// <summary>Records an intent. When the task ends without an error it survives a power cut; otherwise the call is refused and nothing is sent.</summary>
    /// <remarks>A message id can be intended once; a second intent of the same id fails. Whoever has to make sure that a message never leaves intends it first.</remarks>
    /// <param name="intent">What is about to leave.</param>
    /// <param name="cancellationToken">The caller left.</param>
    Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken);

    /// <summary>Notes that the message is handed to the network now. Need not be durable: an intent without it counts as sent.</summary>
    /// <param name="messageId">msgid.</param>
    void NoteSending(string messageId);

    /// <summary>Records the outcome. When the task ends all programs see it, and it survives the end of this one; a power cut may take it back as long as nothing later
    /// is on the disk, and then the record is open again. A failure here does not hide the center's answer: the record stays open, and recovery asks the center.</summary>
    /// <param name="outcome">What became of it.</param>
    Task ConcludeAsync(JournalOutcome outcome);
}

/// <summary>A journal that keeps what trials (2101, 2206, 2303) answered: they book nothing, but they alone say where the settlement will be cleared
/// (clr_optins, clr_type), and without that a lost settlement cannot be looked for.</summary>
public interface ITrialJournal
{
    /// <summary>Keeps a trial and its answer as a closed record. A failure here does not fail the trial.</summary>
    /// <param name="trial">The message.</param>
    /// <param name="answer">Its answer, Accepted.</param>
    Task KeepTrialAsync(JournalIntent trial, JournalOutcome answer);
}
