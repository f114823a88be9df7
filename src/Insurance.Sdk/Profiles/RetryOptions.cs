using System;

namespace Insurance.Sdk;

/// <summary>How often a query or trial is repeated when no usable answer came. Nothing that changes the center's books is ever repeated.</summary>
public sealed class RetryOptions
{
    /// <summary>Setting retry.maxAttempts: attempts in all, 1 to 10; 1 means no repeat. Default 3.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Setting retry.delaySeconds: wait before the first repeat, doubled each time, with some chance in it. Default 1 s.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Setting retry.maxDelaySeconds: longest wait. Default 10 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(10);
}
