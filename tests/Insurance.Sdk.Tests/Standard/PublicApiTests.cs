using System;
using System.Collections.Generic;
using System.Linq;
using PublicApiGenerator;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>The public API is locked: a change of it is a visible difference in a snapshot.</summary>
public class PublicApiTests
{
    private static readonly HashSet<string> Generated = Operations.All
        .Select(o => o.Group + "Operations").Concat(new[] { "Operations" }).ToHashSet();

    [Fact]
    public void Hand_written_types()
        => Lock(t => !IsGenerated(t), "PublicApi.Library");

    public static IEnumerable<object[]> Groups => Operations.All.Select(o => o.Group).Distinct().Order().Select(g => new object[] { g });

    [Theory]
    [MemberData(nameof(Groups))]
    public void Generated_types_of_a_group(string group)
    {
        var stems = Operations.All.Where(o => o.Group == group).Select(o => o.Stem).ToList();
        Lock(t => t.Name == group + "Operations" || (IsRecord(t) && stems.Contains(StemOf(t))), "PublicApi." + group);
    }

    private static void Lock(Func<Type, bool> which, string name)
        => Snapshots.Match(typeof(InsuranceClient).Assembly.GetExportedTypes().Where(which).ToArray()
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }), name);

    private static bool IsGenerated(Type type) => Generated.Contains(type.Name) || (IsRecord(type) && StemOf(type).Length > 0);

    private static bool IsRecord(Type type) => typeof(StandardRecord).IsAssignableFrom(type) && !type.IsAbstract;

    /// <summary>The longest stem that the type's name begins with.</summary>
    private static string StemOf(Type type) => Operations.All.Select(o => o.Stem).Where(s => type.Name.StartsWith(s, StringComparison.Ordinal)).MaxBy(s => s.Length) ?? "";
}
