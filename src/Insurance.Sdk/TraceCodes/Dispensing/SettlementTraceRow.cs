using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A code on its way with the settlement: one row of drug_trac_info (2207 and its kin).</summary>
/// <remarks>The node and its four fields, all required, are known from one client in a Hubei-like place; whether the hospital's center has them, and under which
/// name, is its word (one province spells durg_trac_info).</remarks>
public sealed class SettlementTraceRow
{
    /// <summary>Name of the node where it was seen.</summary>
    public const string Node = "drug_trac_info";

    /// <summary>min_prcunt_type as far as seen: "2", smallest package.</summary>
    public const string SmallestPackage = "2";

    /// <summary>feedetl_sn 费用明细流水号.</summary>
    public string FeeDetailSerial { get; internal init; } = "";

    /// <summary>drug_trac_codg 药品追溯码.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>trdn_flag 拆零标志: 0 whole pack, 1 split.</summary>
    public string SplitFlag { get; internal init; } = "0";

    /// <summary>min_prcunt_type; the only value seen is 2.</summary>
    public string UnitType { get; internal init; } = SmallestPackage;

    /// <summary>Puts rows into a settlement's request, beside its typed fields.</summary>
    /// <param name="request">The request of 2207, 2304 or another settlement.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="node">Name of the node at the hospital's center.</param>
    public static void PutInto(StandardRequest request, IReadOnlyList<SettlementTraceRow> rows, string node = Node)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        request.Extra.SetJson(node ?? throw new ArgumentNullException(nameof(node)), ToJson(rows));
    }

    /// <summary>The rows as a JSON array.</summary>
    public static string ToJson(IReadOnlyList<SettlementTraceRow> rows)
    {
        _ = rows ?? throw new ArgumentNullException(nameof(rows));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString("feedetl_sn", row.FeeDetailSerial);
                json.WriteString("drug_trac_codg", row.Code);
                json.WriteString("trdn_flag", row.SplitFlag);
                json.WriteString("min_prcunt_type", row.UnitType);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
