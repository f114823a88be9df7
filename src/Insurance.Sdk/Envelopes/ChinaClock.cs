using System;
using System.Globalization;

namespace Insurance.Sdk.Envelopes;

/// <summary>China time (UTC+8, no summer time) as the envelope writes it, whatever zone the machine is in.</summary>
internal static class ChinaClock
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    internal static string Stamp(TimeProvider time, TimeSpan correction)
        => time.GetUtcNow().Add(correction).ToOffset(Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
