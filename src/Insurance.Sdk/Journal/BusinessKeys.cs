using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk.Journal;

/// <summary>Finds the business keys of a message in its JSON: the fields by which people and the center name the record.</summary>
internal static class BusinessKeys
{
    // A batch of lines has a serial each; a whole batch is found by any of them.
    private const int Most = 1000;

    /// <summary>What names a visit, a settlement, a batch, a filing, an order or a person's record wherever it stands, beside the transaction's own keys.</summary>
    internal static readonly string[] Everywhere =
    {
        "mdtrt_id", "setl_id", "psn_no", "chrg_bchno", "omsgid", "ipt_otp_no", "fixmedins_bchno", "trt_dcla_detl_sn", "clr_appy_evt_id", "payOrdId", "medOrgOrd", "appRefdSn", "hiRxno",
    };

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

    /// <summary>The spelling under which a key is kept: one name for one thing, whatever the transaction calls it (mdtrtId, MDTRT_ID).</summary>
    internal static string NameOf(string code) => Array.Find(Everywhere, k => FieldName.Same(k, code)) ?? code;

    private static string? Known(Operation? operation, ref Utf8JsonReader reader)
    {
        foreach (var key in Everywhere)
        {
            if (FieldName.Same(reader.ValueSpan, key))
            {
                return key;
            }
        }

        if (operation is not null)
        {
            foreach (var key in operation.BusinessKey)
            {
                if (FieldName.Same(reader.ValueSpan, key))
                {
                    return key;
                }
            }
        }

        return null;
    }
}
