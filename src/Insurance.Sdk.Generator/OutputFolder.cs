using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Generator;

/// <summary>Collects the generated files and writes them, or compares them with what is there.</summary>
internal sealed class OutputFolder
{
    internal const string Stamp = "Generated from the standard's data; do not edit.";
    private readonly string _root;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    internal OutputFolder(string root)
    {
        _root = root;
    }

    internal void Add(string path, string text)
    {
        if (!_files.TryAdd(path, text.Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("Generated twice: " + path);
        }
    }

    /// <summary>Differences between what would be written and what is there.</summary>
    internal List<string> Differences(IReadOnlyList<string> ownedFolders)
    {
        var result = new List<string>();
        foreach (var (path, text) in _files)
        {
            var full = Path.Combine(_root, path);
            if (!File.Exists(full))
            {
                result.Add("missing: " + path);
            }
            else if (File.ReadAllText(full) != text)
            {
                result.Add("differs: " + path);
            }
        }

        result.AddRange(Stale(ownedFolders).Select(p => "stale: " + p));
        return result;
    }

    internal void Write(IReadOnlyList<string> ownedFolders)
    {
        foreach (var path in Stale(ownedFolders).ToList())
        {
            File.Delete(Path.Combine(_root, path));
        }

        foreach (var (path, text) in _files)
        {
            var full = Path.Combine(_root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (!File.Exists(full) || File.ReadAllText(full) != text)
            {
                File.WriteAllText(full, text, new UTF8Encoding(false));
            }
        }
    }

    internal int Count => _files.Count;

    /// <summary>Files that the generator owns (by folder, or by their stamp) and that it no longer makes.</summary>
    private IEnumerable<string> Stale(IReadOnlyList<string> ownedFolders)
        => ownedFolders.Where(f => Directory.Exists(Path.Combine(_root, f)))
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(_root, f), "*", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(_root, f).Replace('\\', '/'))
            .Where(p => !_files.ContainsKey(p) && (!p.EndsWith(".md", StringComparison.Ordinal) || File.ReadAllText(Path.Combine(_root, p)).Contains(Stamp, StringComparison.Ordinal)));
}
