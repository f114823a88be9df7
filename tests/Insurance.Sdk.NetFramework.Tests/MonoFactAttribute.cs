using System;
using System.IO;
using System.Linq;

namespace Insurance.Sdk.NetFramework.Tests;

/// <summary>A test that needs Mono: skipped with the reason where it is not installed, but never on CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MonoFactAttribute : FactAttribute
{
    public MonoFactAttribute()
    {
        if (Find() is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "needs Mono to run .NET Framework programs here (apt: mono-devel)";
        }
    }

    internal static string? Find()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "mono")).FirstOrDefault(File.Exists);
}
