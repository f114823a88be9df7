using System;
using System.IO;
using System.Runtime.CompilerServices;
using Snapshooter;
using Snapshooter.Xunit;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>The one place that knows the snapshot library (docs/decisions: Verify.Xunit cannot be restored here).</summary>
internal static class Snapshots
{
    static Snapshots()
    {
        // On CI a snapshot that is missing is a failure, not a new one.
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        }
    }

    internal static void Match(string text, string name, [CallerFilePath] string testFile = "")
        => Snapshot.Match(text, new SnapshotFullName(name + ".snap", Path.GetDirectoryName(testFile)!));
}
