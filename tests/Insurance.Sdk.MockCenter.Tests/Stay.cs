using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>Hand-written messages of a stay of the Guangdong edition.</summary>
internal static class Stay
{
    private const string Employee = Outpatient.Employee;

    internal static JsonObject Admit(string number = "I1", string person = Employee, string insurance = "310") => new()
    {
        ["mdtrtinfo"] = new JsonObject
        {
            ["psn_no"] = person,
            ["insutype"] = insurance,
            ["begntime"] = "2026-03-01 09:00:00",
            ["mdtrt_cert_type"] = "02",
            ["med_type"] = "2101",
            ["ipt_no"] = number,
            ["atddr_no"] = "D1",
            ["chfpdr_name"] = "示例",
            ["adm_diag_dscr"] = "示例诊断",
            ["adm_dept_codg"] = "01",
            ["adm_dept_name"] = "内科",
            ["adm_bed"] = "1",
            ["dscg_maindiag_code"] = "J18",
            ["dscg_maindiag_name"] = "示例诊断",
        },
        ["diseinfo"] = new JsonArray(Diagnosis(1, "J18", person)),
    };

    internal static JsonObject Diagnosis(int order, string code, string person = Employee) => new()
    {
        ["psn_no"] = person,
        ["diag_type"] = "1",
        ["maindiag_flag"] = order == 1 ? "1" : "0",
        ["diag_srt_no"] = order,
        ["diag_code"] = code,
        ["diag_name"] = "示例诊断",
        ["diag_dept"] = "内科",
        ["dise_dor_no"] = "D1",
        ["dise_dor_name"] = "示例",
        ["diag_time"] = "2026-03-01 09:10:00",
    };

    internal static JsonObject Change(string stay, params JsonObject[] diagnoses) => new()
    {
        ["adminfo"] = new JsonObject
        {
            ["mdtrt_id"] = stay,
            ["psn_no"] = Employee,
            ["begntime"] = "2026-03-01 09:00:00",
            ["mdtrt_cert_type"] = "02",
            ["med_type"] = "2101",
            ["ipt_otp_no"] = "I1",
            ["atddr_no"] = "D2",
            ["chfpdr_name"] = "示例二",
            ["adm_diag_dscr"] = "示例诊断",
            ["adm_dept_codg"] = "01",
            ["adm_dept_name"] = "内科",
            ["adm_bed"] = "2",
            ["dscg_maindiag_code"] = "J18",
            ["dscg_maindiag_name"] = "示例诊断",
        },
        ["diseinfo"] = new JsonArray(diagnoses.Length > 0 ? diagnoses : [Diagnosis(1, "J18")]),
    };

    internal static JsonObject Discharge(string stay) => new()
    {
        ["dscginfo"] = new JsonObject
        {
            ["mdtrt_id"] = stay,
            ["psn_no"] = Employee,
            ["insutype"] = "310",
            ["endtime"] = "2026-03-05 10:00:00",
            ["dscg_dept_name"] = "内科",
            ["dscg_way"] = "1",
        },
        ["diseinfo"] = new JsonArray(Diagnosis(1, "J18.9")),
    };

    internal static JsonObject Named(string stay, string person = Employee) => new() { ["data"] = new JsonObject { ["mdtrt_id"] = stay, ["psn_no"] = person } };

    internal static JsonObject Fees(params JsonObject[] lines) => new() { ["feedetail"] = new JsonArray(lines) };

    internal static JsonObject Fee(string stay, int serial, decimal amount, decimal quantity = 1, string? refundOf = null)
    {
        var line = new JsonObject
        {
            ["feedetl_sn"] = serial,
            ["mdtrt_id"] = stay,
            ["psn_no"] = Employee,
            ["med_type"] = "2101",
            ["fee_ocur_time"] = "2026-03-02 09:20:00",
            ["med_list_codg"] = "XA01",
            ["medins_list_codg"] = "ITEM1",
            ["det_item_fee_sumamt"] = amount,
            ["cnt"] = quantity,
            ["pric"] = 10,
            ["bilg_dept_codg"] = "01",
            ["bilg_dept_name"] = "内科",
            ["bilg_dr_codg"] = "D1",
            ["bilg_dr_name"] = "示例",
        };
        if (refundOf is not null)
        {
            line["init_feedetl_sn"] = refundOf;
        }

        return line;
    }

    internal static JsonObject Delete(string stay, string serial)
        => new() { ["data"] = new JsonObject { ["feedetl_sn"] = serial, ["mdtrt_id"] = stay, ["psn_no"] = Employee } };

    internal static JsonObject Settle(string stay, decimal total, string midStay = "0", string account = "0") => new()
    {
        ["data"] = new JsonObject
        {
            ["psn_no"] = Employee,
            ["mdtrt_cert_type"] = "02",
            ["medfee_sumamt"] = total,
            ["psn_setlway"] = "01",
            ["mdtrt_id"] = stay,
            ["acct_used_flag"] = account,
            ["insutype"] = "310",
            ["mid_setl_flag"] = midStay,
        },
    };

    internal static async Task<string> StayAsync(this InProcessBench bench, params decimal[] amounts)
    {
        var stay = (await bench.AcceptAsync("2401", Admit()))!["result"]!["mdtrt_id"]!.GetValue<string>();
        if (amounts.Length > 0)
        {
            await bench.AcceptAsync("2301", Fees(amounts.Select((a, i) => Fee(stay, i + 1, a)).ToArray()));
        }

        return stay;
    }
}
