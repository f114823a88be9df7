namespace Insurance.Sdk;

/// <summary>Where message ids come from. Every id (institution code, second, four digits) is given out once.</summary>
public sealed class MessageIdOptions
{
    /// <summary>Setting messageIds.directory: folder of the state that keeps ids unique over processes and restarts of one machine; null takes the default folder of the user.</summary>
    public string? Directory { get; set; }

    /// <summary>Setting messageIds.sequenceFrom: first of the four digits this machine uses, 0 to 9999. Machines that share an institution code need disjoint ranges.</summary>
    public int SequenceFrom { get; set; }

    /// <summary>Setting messageIds.sequenceTo: last of the four digits this machine uses. Default 9999.</summary>
    public int SequenceTo { get; set; } = 9999;
}
