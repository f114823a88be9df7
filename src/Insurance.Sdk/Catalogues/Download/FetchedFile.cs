using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Insurance.Sdk.Catalogues;

/// <summary>Where the file of a notice lies between fetching and importing: under a name that the next program finds again, and only when it is whole.</summary>
internal sealed class FetchedFile
{
    private readonly string _folder;

    internal FetchedFile(string folder, string catalogue, CatalogueFileNotice notice)
    {
        _folder = folder;
        using var hash = SHA256.Create();
        var name = BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(notice.QueryNumber + "\n" + notice.FileName)), 0, 8).Replace("-", "");
        Path = System.IO.Path.Combine(folder, catalogue + "-" + name.ToLowerInvariant() + ".zip");
    }

    internal string Path { get; }

    internal bool IsThere => File.Exists(Path);

    /// <summary>A name of its own for each try: two programs may fetch at once.</summary>
    internal string Begin()
    {
        Directory.CreateDirectory(_folder);
        return Path + "." + Guid.NewGuid().ToString("N") + ".part";
    }

    internal void Take(string part)
    {
        File.Delete(Path);
        File.Move(part, Path);
    }
}
