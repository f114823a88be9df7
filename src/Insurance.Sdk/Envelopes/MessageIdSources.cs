using System;
using System.IO;

namespace Insurance.Sdk.Envelopes;

/// <summary>Makes sources of message ids.</summary>
public static class MessageIdSources
{
    /// <summary>The source for hospitals: ids are unique across threads, processes and restarts of this machine.</summary>
    /// <exception cref="ConfigurationException">A setting breaks its rule, or there is no folder for the state.</exception>
    public static MessageIdSource Durable(MessageIdOptions options, TimeProvider time) => new(options, time);

    /// <summary>For tests and single-process programs: unique within this object only. After a restart within the same second ids can come again.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="window">Part of the sequence to use; null is all of it.</param>
    public static IMessageIdSource InMemory(TimeProvider time, SequenceWindow? window = null) => new InMemoryMessageIdSource(time, window ?? SequenceWindow.Whole);

    internal static string DirectoryOf(MessageIdOptions options)
    {
        const string Setting = "messageIds.directory";
        if (!string.IsNullOrWhiteSpace(options.Directory))
        {
            return Path.GetFullPath(options.Directory!);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return home.Length > 0
            ? Path.Combine(home, "Insurance.Sdk", "message-ids")
            : throw new ConfigurationException(Setting, "the user of this process has no folder for local application data; name a folder for the state of message ids");
    }

    internal static SequenceWindow WindowOf(MessageIdOptions options)
    {
        try
        {
            return new SequenceWindow(options.SequenceFrom, options.SequenceTo);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ConfigurationException(
                e.ParamName == "from" ? "messageIds.sequenceFrom" : "messageIds.sequenceTo", "the sequence of a message id has four digits, and the window must not be empty");
        }
    }
}
