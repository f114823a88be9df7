using System;
using System.IO;
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

    // The path of the source as the compiler knows it is no path of this machine where builds are deterministic.
    internal static void Match(string text, string name)
        => Snapshot.Match(text, new SnapshotFullName(name + ".snap", Path.Combine(Repository.Root, "tests", "Insurance.Sdk.Tests", "Standard")));
}
