using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Insurance.Sdk.Samples.Tests;

/// <summary>Code in the guides is code of the sample: a block after <c>&lt;!-- snippet: name --&gt;</c> equals the region of that name.</summary>
public partial class GuideSnippetTests
{
    [Theory]
    [InlineData("docs/guides/dispensing-day.md")]
    [InlineData("docs/guides/dispensing-day.zh-CN.md")]
    [InlineData("docs/guides/child-price.md")]
    [InlineData("docs/guides/child-price.zh-CN.md")]
    [InlineData("docs/guides/catalogues.md")]
    [InlineData("docs/guides/catalogues.zh-CN.md")]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Every_snippet_of_the_guide_is_the_code_of_the_sample(string guide)
    {
        var regions = Regions();
        var snippets = Snippets(guide);
        Assert.NotEmpty(snippets);
        foreach (var (name, code) in snippets)
        {
            Assert.True(regions.ContainsKey(name), $"{guide} quotes {name}, which is no region of the sample");
            Assert.Equal(regions[name], code);
        }
    }

    [Fact]
    public void Both_languages_quote_the_same_snippets()
    {
        Assert.Equal(Snippets("docs/guides/dispensing-day.md").Select(s => s.Name), Snippets("docs/guides/dispensing-day.zh-CN.md").Select(s => s.Name));
        Assert.Equal(Snippets("docs/guides/child-price.md").Select(s => s.Name), Snippets("docs/guides/child-price.zh-CN.md").Select(s => s.Name));
        Assert.Equal(Snippets("docs/guides/catalogues.md").Select(s => s.Name), Snippets("docs/guides/catalogues.zh-CN.md").Select(s => s.Name));
        Assert.Equal(Snippets("README.md").Select(s => s.Name), Snippets("README.zh-CN.md").Select(s => s.Name));
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
        => new[] { "CatalogueDesk", "Dispensary", "FirstCall" }.SelectMany(s => Directory.GetFiles(Path.Combine(Root(), "samples", s), "*.cs"))
            .SelectMany(f => Region().Matches(Read(f)))
            .ToDictionary(m => m.Groups["name"].Value, m => WithoutIndent(m.Groups["code"].Value), StringComparer.Ordinal);

    private static string WithoutIndent(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
    }

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Insurance.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
        }

        return folder.FullName;
    }
}
