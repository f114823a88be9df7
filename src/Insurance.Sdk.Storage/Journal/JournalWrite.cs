using System.Collections.Generic;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>One write of a call: its intent (or a trial that is kept), or its outcome.</summary>
internal abstract class JournalWrite(IReadOnlyList<JournalKeyRow> keys)
{
    internal IReadOnlyList<JournalKeyRow> Keys { get; } = keys;

    /// <summary>The caller waits until it is on the disk: a power cut must not take it back.</summary>
    internal abstract bool MustReachDisk { get; }
}

/// <summary>A new record: an intent, or a trial and its answer. No message leaves before its intent is on the disk, and with it every trial that was kept before.</summary>
internal sealed class NewRecord(JournalRow row, IReadOnlyList<JournalKeyRow> keys) : JournalWrite(keys)
{
    internal JournalRow Row { get; } = row;

    internal override bool MustReachDisk => Row.State == (int)JournalState.Intended;
}

/// <summary>What became of a record. It is in the file when the caller has it, so it outlives the program; where the power fails in the instant
/// before the next flush, the record is open as before, and recovery asks the center.</summary>
internal sealed class Outcome(JournalRow row, IReadOnlyList<JournalKeyRow> keys) : JournalWrite(keys)
{
    /// <summary>Identity, state, times and answer; the rest of the row stays as it is.</summary>
    internal JournalRow Row { get; } = row;

    internal override bool MustReachDisk => false;

    /// <summary>Unknown gives way to what the center says.</summary>
    internal int AlsoFrom => Row.State == (int)JournalState.Unknown ? -1 : (int)JournalState.Unknown;

    /// <summary>An answer is worth more than recovery's "not there".</summary>
    internal int AlsoFoundAs => Row.State == (int)JournalState.Accepted ? (int)JournalState.NotProcessed : -1;
}
