using System;
using System.IO;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>Finds the checkout that the tests run in.</summary>
internal static class Repository
{
    internal static readonly string Root = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Insurance.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
