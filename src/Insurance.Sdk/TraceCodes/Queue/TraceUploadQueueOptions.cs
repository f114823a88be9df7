using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>How the upload queue works. The defaults suit a hospital.</summary>
public sealed class TraceUploadQueueOptions
{
    /// <summary>Most lines of one message. No center publishes its limit. The client's batchSize is a limit as well. Default 100.</summary>
    public int ChunkSize { get; set; } = 100;

    /// <summary>Messages under way at the same time; they carry different drug batches. Default 1.</summary>
    public int Parallel { get; set; } = 1;

    /// <summary>True sends no two lines of one drug batch in one message. Default false: they stand in it in their order.</summary>
    public bool OneLineOfEachBatch { get; set; }

    /// <summary>True sends 3501 … 3506 with one line a message, false 3501A … 3506A. Null, the default: the A editions, where the settings' edition has them.</summary>
    public bool? SingleEditions { get; set; }

    /// <summary>How long a process may hold lines; must be longer than the time limit of a call. Null: two limits and a minute. After it others take the lines for unknown and ask.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>How long the center may take to show a line: only after it does "not found" mean "not booked". Default 5 minutes.</summary>
    public TimeSpan SettlingTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Least time between two questions for one line. Default 30 seconds.</summary>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait after the center could not be reached; doubled each time. Default 5 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait. Default 10 minutes.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often <see cref="TraceUploadQueue.RunAsync"/> looks for lines that other programs queued. Default 5 seconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After so many lines of one message that were refused singly with the same text, the rest is held back for a while: the fault is hardly in the lines. Default 5.</summary>
    public int HoldBackAfter { get; set; } = 5;

    /// <summary>Words by which a refusal says that the center has the serial already: it is asked before that is believed. No source publishes the texts; these are guesses.</summary>
    public IList<string> AlreadyThereTexts { get; } = new List<string> { "重复", "已存在", "已经存在", "已上传", "已经上传", "duplicate", "already" };

    /// <summary>Knows the codes of the settlement's channel; null where there is none.</summary>
    public ITraceChannelGuard? ChannelGuard { get; set; }

    /// <summary>Clock and timers of the queue. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    internal TraceUploadQueueOptions Checked(TimeSpan callTimeout)
    {
        Hold(ChunkSize is >= 1 and <= 10000, nameof(ChunkSize), "1 to 10000");
        Hold(Parallel is >= 1 and <= 64, nameof(Parallel), "1 to 64");
        Hold(Lease is null || Lease > callTimeout, nameof(Lease), "longer than the time limit of a call (timeoutSeconds)");
        Hold(SettlingTime >= TimeSpan.Zero, nameof(SettlingTime), "not negative");
        Hold(AskAgainAfter > TimeSpan.Zero, nameof(AskAgainAfter), "more than nothing");
        Hold(RetryDelay > TimeSpan.Zero && RetryDelay <= MaxRetryDelay, nameof(RetryDelay), "more than nothing and at most MaxRetryDelay");
        Hold(PollInterval > TimeSpan.Zero, nameof(PollInterval), "more than nothing");
        Hold(HoldBackAfter >= 1, nameof(HoldBackAfter), "at least 1");
        return this;
    }

    private static void Hold(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ConfigurationException("queue." + name, "must be " + rule);
        }
    }
}
