using System;
using System.IO;

namespace Insurance.Sdk.ContractTests;

/// <summary>A folder of one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("insurance-contract-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
