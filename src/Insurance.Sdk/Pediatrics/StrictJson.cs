using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Insurance.Sdk.Pediatrics;

/// <summary>One JSON object, read strictly: every error is noted with its place, reading goes on, and members that nobody asked for are errors.</summary>
internal sealed class StrictJson
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<string> _errors;
    private readonly int _before;
    private readonly string _path;

    internal StrictJson(JsonElement element, string path, List<string> errors)
    {
        (_path, _errors, _before) = (path, errors, errors.Count);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add((path.Length == 0 ? "the file" : path) + ": must be an object");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (_members.ContainsKey(member.Name))
            {
                Error(member.Name, "comes twice");
            }

            _members[member.Name] = member.Value;
        }
    }

    /// <summary>False where something of this object was wrong.</summary>
    internal bool IsSound => _errors.Count == _before;

    internal static JsonDocument? Parse(ReadOnlyMemory<byte> json, List<string> errors)
    {
        try
        {
            return JsonDocument.Parse(json.Span.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }) ? json.Slice(3) : json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            errors.Add("the file: no valid JSON, line " + ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
            return null;
        }
    }

    internal void Error(string member, string problem) => _errors.Add((_path.Length == 0 ? member : _path + "." + member) + ": " + problem);

    internal void Skip(string member) => _asked.Add(member);

    internal string? Text(string member, bool isNeeded = true)
    {
        if (Find(member, isNeeded) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
        {
            Error(member, "must be a text that is not empty");
            return null;
        }

        return value.GetString();
    }

    internal decimal? Number(string member, bool isNeeded = true)
    {
        if (Find(member, isNeeded) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number))
        {
            Error(member, "must be a number");
            return null;
        }

        return number;
    }

    internal bool Flag(string member, bool otherwise)
    {
        if (Find(member, isNeeded: false) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Error(member, "must be true or false");
            return otherwise;
        }

        return value.GetBoolean();
    }

    internal ChinaTime? Day(string member, bool isNeeded = true) => Exact(member, isNeeded, "yyyy-MM-dd");

    internal ChinaTime? Time(string member) => Exact(member, true, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The name of a value of an enumeration; the first letter may be small.</summary>
    internal TEnum Word<TEnum>(string member)
        where TEnum : struct, Enum
        => Word<TEnum>(member, isNeeded: true) ?? default;

    internal TEnum? Word<TEnum>(string member, bool isNeeded)
        where TEnum : struct, Enum
    {
        if (Text(member, isNeeded) is not { } text)
        {
            return null;
        }

        if (text[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') && text.IndexOf(',') < 0 && Enum.TryParse<TEnum>(char.ToUpperInvariant(text[0]) + text.Substring(1), out var word))
        {
            return word;
        }

        Error(member, "must be one of " + string.Join(", ", NamesOf<TEnum>()));
        return null;
    }

    internal StrictJson? Object(string member, bool isNeeded = false)
        => Find(member, isNeeded) is { } value ? new StrictJson(value, _path.Length == 0 ? member : _path + "." + member, _errors) : null;

    internal IEnumerable<StrictJson> Objects(string member, bool isNeeded)
    {
        var place = 0;
        foreach (var element in List(member, isNeeded))
        {
            yield return new StrictJson(element, (_path.Length == 0 ? member : _path + "." + member) + "[" + place++.ToString(CultureInfo.InvariantCulture) + "]", _errors);
        }
    }

    internal IReadOnlyList<string>? Texts(string member)
    {
        if (Find(member, isNeeded: false) is null)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var element in List(member, isNeeded: false))
        {
            if (element.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(element.GetString()))
            {
                texts.Add(element.GetString()!);
            }
            else
            {
                Error(member, "must hold texts");
            }
        }

        return texts;
    }

    /// <summary>Members that nobody asked for are errors.</summary>
    internal void Done()
    {
        foreach (var member in _members.Keys)
        {
            if (!_asked.Contains(member))
            {
                Error(member, "there is no such member here");
            }
        }
    }

    private List<JsonElement> List(string member, bool isNeeded)
    {
        var result = new List<JsonElement>();
        if (Find(member, isNeeded) is not { } value)
        {
            return result;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Error(member, "must be a list");
            return result;
        }

        foreach (var element in value.EnumerateArray())
        {
            result.Add(element);
        }

        return result;
    }

    private ChinaTime? Exact(string member, bool isNeeded, string form)
    {
        if (Text(member, isNeeded) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return new ChinaTime(time);
        }

        Error(member, "must be a real date of the form " + form);
        return null;
    }

    private JsonElement? Find(string member, bool isNeeded)
    {
        _asked.Add(member);
        if (_members.TryGetValue(member, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (isNeeded && (_members.Count > 0 || IsSound))
        {
            Error(member, "must be given");
        }

        return null;
    }

    private static string[] NamesOf<TEnum>()
        where TEnum : struct, Enum
#if NET
        => Enum.GetNames<TEnum>();
#else
        => Enum.GetNames(typeof(TEnum));
#endif
}
