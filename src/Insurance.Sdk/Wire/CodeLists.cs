using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>The standard's code lists (字典): every code with its Chinese meaning.</summary>
/// <remarks>A code that a center adds later is no error of reading; sending one that is not listed warns or fails by <c>codeLists</c>.</remarks>
public static partial class CodeLists
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Lists = new(Parse);

    /// <summary>Names of all lists.</summary>
    public static IEnumerable<string> Names => Lists.Value.Keys;

    /// <summary>Codes and meanings of a list, in printed order; null where the standard has no list of that name.</summary>
    /// <param name="name">Name of the list, such as <c>med_type</c>; case does not matter.</param>
    public static IReadOnlyDictionary<string, string>? Find(string name) => Lists.Value.TryGetValue(name, out var list) ? list : null;

    /// <summary>Chinese meaning of a code; null where the list does not have it.</summary>
    public static string? Meaning(string name, string code) => Lists.Value.TryGetValue(name, out var list) && list.TryGetValue(code, out var meaning) ? meaning : null;

    /// <summary>False only where the list is known and does not have the code.</summary>
    internal static bool Allows(string name, string code) => !Lists.Value.TryGetValue(name, out var list) || list.Count == 0 || list.ContainsKey(code);

    private static Dictionary<string, Dictionary<string, string>> Parse()
    {
        var lists = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string>? list = null;
        foreach (var line in Table.Split('\n'))
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] == '@')
            {
                lists[line.Substring(1)] = list = new Dictionary<string, string>(StringComparer.Ordinal);
                continue;
            }

            var bar = line.IndexOf('|');
            list![line.Substring(0, bar)] = line.Substring(bar + 1);
        }

        return lists;
    }
}
