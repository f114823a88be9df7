using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Insurance.Sdk.Samples.Tests;

/// <summary>Code in the guides is code of a sample: a block after <c>&lt;!-- snippet: name --&gt;</c> equals the region of that name.</summary>
public partial class GuideSnippetTests
{
    /// <summary>The two READMEs and every guide with code.</summary>
    public static TheoryData<string> Guides()
        => new(Directory.GetFiles(Path.Combine(Root(), "docs", "guides"), "*.md")
            .Where(f => Read(f).Contains("```csharp", StringComparison.Ordinal))
            .Select(f => "docs/guides/" + Path.GetFileName(f))
            .Concat(["README.md", "README.zh-CN.md"])
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_snippet_of_the_guide_is_the_code_of_a_sample(string guide)
    {
        var regions = Regions();
        foreach (var (name, code) in Snippets(guide))
        {
            Assert.True(regions.ContainsKey(name), $"{guide} quotes {name}, which is no region of a sample");
            Assert.Equal(regions[name], code);
        }
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Both_languages_quote_the_same_snippets(string guide)
    {
        var other = guide.EndsWith(".zh-CN.md", StringComparison.Ordinal) ? guide.Replace(".zh-CN.md", ".md", StringComparison.Ordinal) : guide.Replace(".md", ".zh-CN.md", StringComparison.Ordinal);
        Assert.Equal(Snippets(guide).Select(s => s.Name), Snippets(other).Select(s => s.Name));
    }

    [GeneratedRegex("<!-- snippet: (?<name>[a-z-]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("^ *// snippet: (?<name>[a-z-]+)\n(?<code>.*?)\n *// end snippet$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Region();

    private static List<(string Name, string Code)> Snippets(string guide)
    {
        var text = Read(Path.Combine(Root(), guide));
        var snippets = Quoted().Matches(text).Select(m => (m.Groups["name"].Value, m.Groups["code"].Value)).ToList();
        Assert.Equal(Regex.Count(text, "```csharp"), snippets.Count);
        return snippets;
    }

    private static Dictionary<string, string> Regions()
        => Directory.GetDirectories(Path.Combine(Root(), "samples")).SelectMany(s => Directory.GetFiles(s, "*.cs"))
            .SelectMany(f => Region().Matches(Read(f)))
            .ToDictionary(m => m.Groups["name"].Value, m => WithoutIndent(m.Groups["code"].Value), StringComparer.Ordinal);

    private static string WithoutIndent(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
    }

    internal static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Insurance.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
        }

        return folder.FullName;
    }
}
