using System;
using Microsoft.Extensions.Configuration;

namespace Insurance.Sdk;

/// <summary>Turns a section of an <see cref="IConfiguration"/> into settings.</summary>
internal static class SettingsConfiguration
{
    internal static SettingNode ToNode(IConfiguration configuration)
    {
        _ = configuration ?? throw new ArgumentNullException(nameof(configuration));
        return ToNode(configuration, "", null);
    }

    private static SettingNode ToNode(IConfiguration configuration, string path, string? text)
    {
        var node = new SettingNode(path) { Text = text };
        foreach (var child in configuration.GetChildren())
        {
            var childPath = path.Length == 0 ? child.Key : path + "." + child.Key;
            node.Members.Add(new(child.Key, ToNode(child, childPath, child.Value)));
        }

        return node;
    }
}
