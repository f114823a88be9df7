using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Where the rows of an answer stand and how their fields are called, as the settings describe it: for queries whose field tables are not public.</summary>
internal sealed class FourCodeDescription
{
    private readonly string _section;
    private readonly string _query;
    private readonly FourCodeSource _source;
    private readonly string[] _path;
    private readonly KeyValuePair<string, string>[] _fields;

    /// <exception cref="ConfigurationException">Nodes or fields are not described, or wrongly; the setting and the question are named.</exception>
    internal FourCodeDescription(string section, string query, FourCodeSource source, string rows, IDictionary<string, string> fields, string whom)
    {
        _section = section;
        _query = query;
        _source = source;
        Demand(section + ".rows", rows, "ask " + whom + " in which node of the output the rows stand");
        if (fields.Count == 0)
        {
            throw new ConfigurationException(section + ".fields", "ask " + whom + " for the field names of the drug identification code (药品标识码), the national item code, the barcode and the standard drug code");
        }

        foreach (var field in fields)
        {
            if (!IsField(field.Key))
            {
                throw new ConfigurationException(section + ".fields." + field.Key, "is no field of a row; the nearest one is " + NearestName.Of(field.Key, FourCodeRowFields.Names));
            }
        }

        _path = rows == "." ? Array.Empty<string>() : rows.Split('.');
        _fields = new List<KeyValuePair<string, string>>(fields).ToArray();
    }

    /// <exception cref="ConfigurationException">The setting is empty.</exception>
    internal static void Demand(string setting, string text, string question)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ConfigurationException(setting, question);
        }
    }

    /// <summary>The node of the rows; null where it is not there.</summary>
    /// <param name="output">The output.</param>
    /// <param name="isEmpty">True where the output is an object or null: then a missing node may mean that there are no rows.</param>
    internal JsonElement? Find(JsonElement output, out bool isEmpty)
    {
        isEmpty = false;
        var at = output;
        foreach (var name in _path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out var next))
            {
                isEmpty = at.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
                return null;
            }

            at = next;
        }

        return at;
    }

    /// <summary>The error of an answer that has no such node.</summary>
    internal ProtocolException Missing(string rawText) => new(_query + ": the output has no node " + string.Join(".", _path) + "; see " + _section + ".rows") { RawText = rawText };

    /// <summary>Reads the rows of a node.</summary>
    /// <returns>How many rows there were, good and bad.</returns>
    /// <exception cref="ProtocolException">The node is no list.</exception>
    internal int Read(JsonElement node, List<FourCodeRow> rows, List<BadRow> bad)
    {
        var count = 0;
        foreach (var element in Elements(node))
        {
            count++;
            ReadRow(element, count, rows, bad);
        }

        return count;
    }

    /// <summary>One row may come as an object, none as null.</summary>
    private IEnumerable<JsonElement> Elements(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray(),
        JsonValueKind.Object => new[] { node },
        JsonValueKind.Null => Array.Empty<JsonElement>(),
        JsonValueKind.String when node.GetString() is "" or "null" => Array.Empty<JsonElement>(),
        _ => throw new ProtocolException(_query + ": the rows are no list; see " + _section + ".rows"),
    };

    private void ReadRow(JsonElement element, int number, List<FourCodeRow> rows, List<BadRow> bad)
    {
        var row = new FourCodeRow { Source = _source };
        try
        {
            foreach (var field in _fields)
            {
                if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field.Value, out var value))
                {
                    FourCodeRowFields.Set(row, field.Key, value.ValueKind is JsonValueKind.String ? value.GetString()! : value.ValueKind is JsonValueKind.Number ? value.GetRawText() : "");
                }
            }

            if (row.Check() is { } wrong)
            {
                bad.Add(new BadRow(number, wrong));
                return;
            }

            rows.Add(row);
        }
        catch (FormatException e)
        {
            bad.Add(new BadRow(number, e.Message));
        }
    }

    private static bool IsField(string name)
    {
        foreach (var known in FourCodeRowFields.Names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
