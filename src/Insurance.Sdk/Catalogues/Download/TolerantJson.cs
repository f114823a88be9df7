using System;
using System.Text.Json;

namespace Insurance.Sdk.Catalogues;

/// <summary>Reads members whatever their case and underscores: file_qury_no, fileQuryNo and FILE_QURY_NO are one.</summary>
internal static class TolerantJson
{
    internal static JsonElement? Find(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (IsSame(member.Name, name))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>The text of a member: a string's content or a number as written; null where it is absent, empty or the word null.</summary>
    internal static string? Text(JsonElement json, string name)
    {
        var text = Find(json, name) switch
        {
            { ValueKind: JsonValueKind.String } value => value.GetString()!.Trim(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
            _ => null,
        };
        return text is null or "" or "null" ? null : text;
    }

    internal static ChinaTime? Time(JsonElement json, string name) => ChinaTime.TryParse(Text(json, name), out var time) ? time : null;

    internal static decimal? Number(JsonElement json, string name)
        => decimal.TryParse(Text(json, name), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsSame(string left, string right)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < left.Length && left[i] == '_')
            {
                i++;
            }

            while (j < right.Length && right[j] == '_')
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (char.ToLowerInvariant(left[i++]) != char.ToLowerInvariant(right[j++]))
            {
                return false;
            }
        }
    }
}
