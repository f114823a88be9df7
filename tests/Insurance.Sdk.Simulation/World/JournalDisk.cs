using System;
using System.Collections.Generic;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The journal's rows as they stand on the disk, whatever becomes of the programs.</summary>
internal sealed class JournalDisk
{
    internal sealed class Row
    {
        internal required JournalEntry Entry { get; set; }

        internal byte[] Input { get; init; } = [];

        internal byte[] Output { get; set; } = [];

        internal DateTimeOffset? OpenSince { get; set; }

        internal DateTimeOffset? UnpostedSince { get; set; }

        internal string? LeaseOwner { get; set; }

        internal DateTimeOffset LeaseUntil { get; set; }

        internal List<JournalEvent> Events { get; } = new();
    }

    /// <summary>In the order of the intents.</summary>
    internal List<Row> Rows { get; } = new();

    internal Row? Find(string messageId) => Rows.Find(r => r.Entry.MessageId == messageId);
}
