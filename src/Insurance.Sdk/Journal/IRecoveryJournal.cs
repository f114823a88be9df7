using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Journal;

/// <summary>A journal that can be read and settled: what recovery, reconciliation and a cashier's "unlock this bill" work on.</summary>
/// <remarks>The stores of Insurance.Sdk.Storage implement it. Every change of a state is guarded: it says false where another program was faster.</remarks>
public interface IRecoveryJournal : ICallJournal
{
    /// <summary>One record; null where there is none.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<JournalEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>Records with a business key, oldest first.</summary>
    /// <param name="name">Field code, such as mdtrt_id, setl_id, chrg_bchno, fixmedins_bchno.</param>
    /// <param name="value">Its value as it was sent.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<JournalEntry>> FindByKeyAsync(string name, string value, CancellationToken cancellationToken = default);

    /// <summary>Records of a time, or all, oldest first.</summary>
    /// <param name="from">First instant; null from the beginning.</param>
    /// <param name="until">First instant that is no more part; null to the end.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<JournalEntry>> ListAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, int most = 10_000, CancellationToken cancellationToken = default);

    /// <summary>Records whose outcome has to be found out, oldest first. Takes time by their number, not by the length of the journal.</summary>
    /// <param name="olderThan">Only those that have been open so long: a call that is still waiting for its answer is nobody's business yet.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<JournalEntry>> ListOpenAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default);

    /// <summary>Records that the center has booked and the hospital's books do not confirm, oldest first.</summary>
    /// <param name="olderThan">Only those that have stood so long.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<JournalEntry>> ListUnpostedAsync(TimeSpan olderThan = default, int most = 10_000, CancellationToken cancellationToken = default);

    /// <summary>The input and the output of a record as JSON; null where there is no such record. They hold personal data.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<(byte[] Input, byte[] Output)?> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>What happened to a record, oldest first.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>Notes that the hospital's own books have what the center accepted.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the record is not accepted (any more), or confirmed already.</returns>
    Task<bool> ConfirmAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>Takes an open record for this program, so that two of them never ask or reverse at the same moment.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="owner">Who takes it.</param>
    /// <param name="length">For how long; a program that died gives it back by this time running out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where another owner holds it, or the record is closed.</returns>
    Task<bool> TryLeaseAsync(string messageId, string owner, TimeSpan length, CancellationToken cancellationToken = default);

    /// <summary>Takes open records that nobody holds and that are due, oldest first: several programs that call it share the work, each record goes to one of them.</summary>
    /// <param name="owner">Who takes them.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<JournalEntry>> ClaimOpenAsync(string owner, int most, TimeSpan length, CancellationToken cancellationToken = default);

    /// <summary>Notes that the center was asked and nothing is decided yet, and gives the record back.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="owner">Who holds it.</param>
    /// <param name="notSeen">True where the center answered that it does not have it: that is counted.</param>
    /// <param name="again">When it is due again.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the owner does not hold it any more.</returns>
    Task<bool> NoteAskedAsync(string messageId, string owner, bool notSeen, DateTimeOffset again, CancellationToken cancellationToken = default);

    /// <summary>Writes an event without a change of state, such as who asked to unlock a bill.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="who">Who.</param>
    /// <param name="what">What; no personal data.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where there is no such record.</returns>
    Task<bool> NoteEventAsync(string messageId, string who, string what, CancellationToken cancellationToken = default);

    /// <summary>Gives a record back.</summary>
    /// <param name="messageId">msgid.</param>
    /// <param name="owner">Who had taken it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task ReleaseAsync(string messageId, string owner, CancellationToken cancellationToken = default);

    /// <summary>Notes what was found out about a record, or that a booked one was taken back.</summary>
    /// <param name="resolution">The finding.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the record is closed already.</returns>
    Task<bool> ResolveAsync(JournalResolution resolution, CancellationToken cancellationToken = default);
}

/// <summary>What was found out about a record.</summary>
/// <param name="MessageId">msgid.</param>
/// <param name="State">The state from now on: Accepted (adopted), Confirmed, Reversed, NotProcessed or Refused (nothing happened), Unknown (a person must look), Abandoned.</param>
/// <param name="Resolution">adopted, reversed, nothingHappened, needsPerson, abandoned; reversing with Unknown, before a call that takes it back.</param>
/// <param name="Who">Who: a program's or a person's name.</param>
/// <param name="Why">What it was seen by; no personal data.</param>
public sealed record JournalResolution(string MessageId, JournalState State, string Resolution, string Who, string Why)
{
    /// <summary>Business keys that became known, such as the setl_id of a settlement whose answer was lost.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = Array.Empty<KeyValuePair<string, string>>();

    /// <summary>The output as far as a query gave it back, as JSON; empty where none.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }
}
