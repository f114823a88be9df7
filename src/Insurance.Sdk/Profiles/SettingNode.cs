using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>A setting as text or as members, whichever file or provider it came from.</summary>
internal sealed class SettingNode
{
    internal SettingNode(string path)
    {
        Path = path;
    }

    /// <summary>Where it stands, such as <c>signIn.mode</c>; "" is the whole.</summary>
    internal string Path { get; }

    /// <summary>Its text; null where it has members or is null.</summary>
    internal string? Text { get; init; }

    /// <summary>The value as JSON where it came from a JSON file; null otherwise.</summary>
    internal string? Json { get; init; }

    internal List<KeyValuePair<string, SettingNode>> Members { get; } = new();

    internal bool IsList { get; init; }

    internal bool HasValue => Text is not null || Members.Count > 0;
}
