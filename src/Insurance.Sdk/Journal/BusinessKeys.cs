using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk.Journal;

/// <summary>Finds the business keys of a message in its JSON: the fields by which people and the center name the record.</summary>
internal static class BusinessKeys
{
    // A batch of lines has a serial each; a whole batch is found by any of them.
    private const int Most = 1000;

    /// <summary>What names a visit, a settlement, an order or a person's record wherever it stands, beside the transaction's own keys.</summary>
    private static readonly string[] Everywhere = { "mdtrt_id", "setl_id", "psn_no", "chrg_bchno", "omsgid", "payOrdId", "medOrgOrd", "appRefdSn" };

    /// <summary>The payment platform's spelling of fields that the center spells otherwise: a visit is found under one name.</summary>
    private static readonly (string Wire, string Name)[] OtherSpellings = { ("mdtrtId", "mdtrt_id"), ("psnNo", "psn_no"), ("chrgBchno", "chrg_bchno") };

    internal static List<KeyValuePair<string, string>> Find(Operation? operation, ReadOnlySpan<byte> json)
    {
        var keys = new List<KeyValuePair<string, string>>();
        if (json.IsEmpty)
        {
            return keys;
        }

        var seen = new HashSet<(string, string)>();
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read() && keys.Count < Most)
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var name = Known(operation, ref reader);
                if (!reader.Read())
                {
                    break;
                }

                var value = name is null ? null : reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan.ToArray()),
                    _ => null,
                };
                if (value is { Length: > 0 and <= 100 } && seen.Add((name!, value)))
                {
                    keys.Add(new KeyValuePair<string, string>(name!, value));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An answer may be odd: what was found so far names the record well enough.
        }

        return keys;
    }

    private static string? Known(Operation? operation, ref Utf8JsonReader reader)
    {
        if (operation is not null)
        {
            foreach (var key in operation.BusinessKey)
            {
                if (reader.ValueTextEquals(key))
                {
                    return key;
                }
            }
        }

        foreach (var key in Everywhere)
        {
            if (reader.ValueTextEquals(key))
            {
                return key;
            }
        }

        foreach (var (wire, name) in OtherSpellings)
        {
            if (reader.ValueTextEquals(wire))
            {
                return name;
            }
        }

        return null;
    }
}
