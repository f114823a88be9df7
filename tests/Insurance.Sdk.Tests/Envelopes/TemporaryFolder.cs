using System;
using System.IO;

namespace Insurance.Sdk.Tests.Envelopes;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("insurance-sdk-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
