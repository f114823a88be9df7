using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Journal;

/// <summary>Remembers commands across crashes: the intent before a byte leaves, the outcome as soon as it is known.</summary>
/// <remarks>The stores of Insurance.Sdk.Storage implement it. Queries, trials, sign-ins and files are not recorded: losing their answer changes nothing.</remarks>
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

    /// <summary>Records the outcome. A failure here does not hide the center's answer: the record stays open, and recovery asks the center.</summary>
    /// <param name="outcome">What became of it.</param>
    Task ConcludeAsync(JournalOutcome outcome);
}
