using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Fields beside the typed ones: written as they are set, kept as they came. Keys keep their order and spelling.</summary>
public sealed class ExtraFields
{
    private readonly List<KeyValuePair<string, string>> _items = new();

    /// <summary>Number of fields.</summary>
    public int Count => _items.Count;

    /// <summary>Keys in order.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var item in _items)
            {
                yield return item.Key;
            }
        }
    }

    /// <summary>Sets a text; null takes the field out.</summary>
    public ExtraFields Set(string key, string? text)
        => text is null ? Remove(key) : SetJson(key, JsonSerializer.Serialize(text, WireJson.Strings.String));

    /// <summary>Sets a number.</summary>
    public ExtraFields Set(string key, decimal number)
        => SetJson(key, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a JSON value, written as it is.</summary>
    /// <exception cref="ArgumentException">The text is no JSON value.</exception>
    public ExtraFields SetJson(string key, string json)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw new ArgumentException("A field needs a key.", nameof(key));
        }

        try
        {
            using var _ = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ArgumentException("Not a JSON value.", nameof(json), e);
        }

        Keep(key, json);
        return this;
    }

    /// <summary>Takes a field out.</summary>
    public ExtraFields Remove(string key)
    {
        _items.RemoveAll(i => i.Key == key);
        return this;
    }

    /// <summary>The value as JSON text; null where the field is absent. Case and underscores do not matter.</summary>
    public string? GetJson(string key)
    {
        foreach (var item in _items)
        {
            if (FieldName.Same(item.Key, key))
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>The value as text: a JSON string without its quotes, anything else as JSON; null where absent or null.</summary>
    public string? GetText(string key)
    {
        var json = GetJson(key);
        if (json is null || json == "null")
        {
            return null;
        }

        if (json[0] != '"')
        {
            return json;
        }

        return Envelopes.JsonTexts.Of(System.Text.Encoding.UTF8.GetBytes(json), out _);
    }

    internal IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    internal void Keep(string key, string json)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Key == key)
            {
                _items[i] = new KeyValuePair<string, string>(key, json);
                return;
            }
        }

        _items.Add(new KeyValuePair<string, string>(key, json));
    }
}
