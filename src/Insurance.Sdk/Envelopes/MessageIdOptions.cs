namespace Insurance.Sdk.Envelopes;

/// <summary>Settings of the durable source of message ids, as they stand in a configuration file.</summary>
public sealed class MessageIdOptions
{
    /// <summary>
    /// Folder of the state files, on a local disk; null is <c>Insurance.Sdk/message-ids</c> in the user's local application data.
    /// Programs that run as different users and share an institution code must name one folder together.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>First sequence of this machine, 0 … 9999. Machines that share an institution code must not overlap.</summary>
    public int SequenceFrom { get; set; }

    /// <summary>Last sequence of this machine, 0 … 9999.</summary>
    public int SequenceTo { get; set; } = 9999;

    /// <summary>
    /// How many ids of the current second are reserved by one write to the disk, 1 … 1000. What a lost process had reserved is never used.
    /// A block that is used up within its second is followed by one of twice the size, up to 1000; with 1 every id is written.
    /// </summary>
    public int BlockSize { get; set; } = 100;
}
