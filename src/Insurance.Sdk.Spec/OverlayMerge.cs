using System;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>Lays one overlay over another: objects merge key by key, lists are replaced whole, <c>extra</c> merges by code.</summary>
public static class OverlayMerge
{
    /// <summary>A new object with <paramref name="over"/> laid over <paramref name="below"/>.</summary>
    public static JsonObject Merge(JsonObject below, JsonObject over) => Merge(below, over, insideExtra: false);

    private static JsonObject Merge(JsonObject below, JsonObject over, bool insideExtra)
    {
        var result = below.DeepClone().AsObject();
        foreach (var (key, value) in over)
        {
            result[key] = (result[key], value) switch
            {
                (JsonObject a, JsonObject b) => Merge(a, b, key == "extra"),
                (JsonArray a, JsonArray b) when insideExtra => MergeByCode(a, b),
                _ => value?.DeepClone(),
            };
        }

        return result;
    }

    private static JsonArray MergeByCode(JsonArray below, JsonArray over)
    {
        var result = below.DeepClone().AsArray();
        foreach (var field in over)
        {
            var code = field!["code"]!.GetValue<string>();
            var known = result.FirstOrDefault(f => string.Equals(f!["code"]!.GetValue<string>(), code, StringComparison.Ordinal));
            if (known is null)
            {
                result.Add(field.DeepClone());
            }
            else
            {
                result[known.GetElementIndex()] = Merge(known.AsObject(), field.AsObject());
            }
        }

        return result;
    }
}
