using System;
using System.Collections.Concurrent;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>Codes of the tables without case and underscores, worked out once. Never for keys that a caller made up: the list only grows.</summary>
internal static class NormalCode
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    internal static string Of(string code) => Known.TryGetValue(code, out var normal) ? normal : Known.GetOrAdd(code, FieldCode.Normal(code));
}
