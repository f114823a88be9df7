using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>Invented stock records of the Guangdong edition.</summary>
internal static class Invented
{
    internal static JsonObject Count(string batch, decimal quantity, string item = "ITEM1", string lot = "LOT1", params string[] traceCodes) => With(traceCodes, new JsonObject
    {
        ["med_list_codg"] = "MED1",
        ["fixmedins_hilist_id"] = item,
        ["fixmedins_hilist_name"] = "示例药品",
        ["rx_flag"] = "1",
        ["invdate"] = "2026-03-01",
        ["inv_cnt"] = quantity,
        ["manu_lotnum"] = lot,
        ["fixmedins_bchno"] = batch,
        ["manu_date"] = "2025-01-01",
        ["expy_end"] = "2027-01-01",
    });

    internal static JsonObject Change(string batch, decimal quantity, string type, string item = "ITEM1", params string[] traceCodes) => With(traceCodes, new JsonObject
    {
        ["med_list_codg"] = "MED1",
        ["inv_chg_type"] = type,
        ["fixmedins_hilist_id"] = item,
        ["fixmedins_hilist_name"] = "示例药品",
        ["fixmedins_bchno"] = batch,
        ["pric"] = 1.5m,
        ["cnt"] = quantity,
        ["rx_flag"] = "1",
        ["inv_chg_time"] = "2026-03-01 09:30:00",
    });

    internal static JsonObject Purchase(string batch, decimal quantity, string item = "ITEM1") => new()
    {
        ["med_list_codg"] = "MED1",
        ["fixmedins_hilist_id"] = item,
        ["fixmedins_hilist_name"] = "示例药品",
        ["fixmedins_bchno"] = batch,
        ["spler_name"] = "示例公司",
        ["manu_lotnum"] = "LOT1",
        ["prdr_name"] = "示例药厂",
        ["prodentpName"] = "示例药厂",
        ["aprvno"] = "A1",
        ["manu_date"] = "2025-01-01",
        ["expy_end"] = "2027-01-01",
        ["purc_retn_cnt"] = quantity,
        ["rx_flag"] = "1",
        ["purc_retn_stoin_time"] = "2026-03-01 09:30:00",
        ["purc_retn_opter_name"] = "示例",
    };

    internal static JsonObject PurchaseReturn(string batch, decimal quantity, string? original = null, string item = "ITEM1")
    {
        var line = new JsonObject
        {
            ["med_list_codg"] = "MED1",
            ["fixmedins_hilist_id"] = item,
            ["fixmedins_hilist_name"] = "示例药品",
            ["fixmedins_bchno"] = batch,
            ["spler_name"] = "示例公司",
            ["manu_date"] = "2025-01-01",
            ["expy_end"] = "2027-01-01",
            ["purc_retn_cnt"] = quantity,
            ["purc_invo_no"] = "INVO1",
            ["rx_flag"] = "1",
            ["purc_retn_stoin_time"] = "2026-03-01 09:30:00",
            ["purc_retn_opter_name"] = "示例",
        };
        if (original is not null)
        {
            line["medins_prod_purc_no"] = original;
        }

        return line;
    }

    internal static JsonObject Sale(string batch, decimal quantity, string item = "ITEM1", string lot = "LOT1", params string[] traceCodes) => With(traceCodes, new JsonObject
    {
        ["med_list_codg"] = "MED1",
        ["fixmedins_hilist_id"] = item,
        ["fixmedins_hilist_name"] = "示例药品",
        ["fixmedins_bchno"] = batch,
        ["prsc_dr_name"] = "示例",
        ["phar_name"] = "示例",
        ["phar_prac_cert_no"] = "P1",
        ["mdtrt_sn"] = "VISIT-" + batch,
        ["manu_lotnum"] = lot,
        ["manu_date"] = "2025-01-01",
        ["rx_flag"] = "1",
        ["trdn_flag"] = "0",
        ["rtal_docno"] = "DOC-" + batch,
        ["sel_retn_cnt"] = quantity,
        ["sel_retn_time"] = "2026-03-01 09:30:00",
        ["sel_retn_opter_name"] = "示例",
    });

    internal static JsonObject SaleReturn(string batch, decimal quantity, string? original = null, string item = "ITEM1")
    {
        var line = new JsonObject
        {
            ["med_list_codg"] = "MED1",
            ["fixmedins_hilist_id"] = item,
            ["fixmedins_hilist_name"] = "示例药品",
            ["fixmedins_bchno"] = batch,
            ["manu_lotnum"] = "LOT1",
            ["manu_date"] = "2025-01-01",
            ["rx_flag"] = "1",
            ["trdn_flag"] = "0",
            ["sel_retn_cnt"] = quantity,
            ["sel_retn_time"] = "2026-03-01 09:30:00",
            ["sel_retn_opter_name"] = "示例",
            ["mdtrt_sn"] = "VISIT-" + batch,
        };
        if (original is not null)
        {
            line["medins_prod_sel_no"] = original;
        }

        return line;
    }

    internal static JsonObject Sales(params JsonObject[] lines) => Many("selinfoDetail", lines);

    internal static JsonObject Counts(params JsonObject[] lines) => Many("invinfoDetail", lines);

    internal static JsonObject Purchases(params JsonObject[] lines) => Many("purcinfoDetail", lines);

    internal static JsonObject Deletion(string batch, string type) => new() { ["data"] = new JsonObject { ["fixmedins_bchno"] = batch, ["inv_data_type"] = type } };

    internal static JsonObject Query(string key = "fixmedins_bchno", string value = "B1", string from = "2026-03-01", string to = "2026-03-01") => new()
    {
        ["data"] = new JsonObject { ["fixmedins_code"] = RawCaller.Institution, [key] = value, ["begndate"] = from, ["enddate"] = to },
    };

    internal static JsonObject One(string node, JsonObject line) => new() { [node] = line };

    private static JsonObject Many(string node, JsonObject[] lines) => new() { [node] = new JsonArray(lines) };

    private static JsonObject With(string[] traceCodes, JsonObject line)
    {
        if (traceCodes.Length > 0)
        {
            line["drugtracinfo"] = new JsonArray(traceCodes.Select(t => (JsonNode)new JsonObject { ["drug_trac_codg"] = t }).ToArray());
        }

        return line;
    }
}
