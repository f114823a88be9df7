using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>Hand-written messages of an outpatient visit of the Guangdong edition. Person 1 is employed, person 2 a resident.</summary>
internal static class Outpatient
{
    internal const string Employee = "99999900000000000001";
    internal const string Resident = "99999900000000000002";

    internal static JsonObject Identify(string kind, string number) => new()
    {
        ["data"] = new JsonObject { ["mdtrt_cert_type"] = kind, ["mdtrt_cert_no"] = number, ["psn_cert_type"] = "01", ["card_sn"] = kind == "03" ? "S0001" : null }.Without(kind == "03" ? "" : "card_sn"),
    };

    internal static JsonObject Register(string number, string person = Employee, string insurance = "310", string certificate = "EC0001", string kind = "01") => new()
    {
        ["data"] = new JsonObject
        {
            ["psn_no"] = person,
            ["insutype"] = insurance,
            ["begntime"] = "2026-03-01 09:00:00",
            ["mdtrt_cert_type"] = kind,
            ["mdtrt_cert_no"] = certificate,
            ["ipt_otp_no"] = number,
            ["atddr_no"] = "D1",
            ["dr_name"] = "示例",
            ["dept_code"] = "01",
            ["dept_name"] = "内科",
            ["caty"] = "A03",
        },
    };

    internal static JsonObject Inform(string visit, string person = Employee, string medType = "11", params JsonObject[] diagnoses) => new()
    {
        ["mdtrtinfo"] = new JsonObject { ["mdtrt_id"] = visit, ["psn_no"] = person, ["med_type"] = medType, ["begntime"] = "2026-03-01 09:00:00" },
        ["diseinfo"] = new JsonArray(diagnoses.Length > 0 ? diagnoses : [Diagnosis(1, "J00")]),
    };

    internal static JsonObject Diagnosis(int order, string code, string valid = "1") => new()
    {
        ["diag_type"] = "1",
        ["diag_srt_no"] = order,
        ["diag_code"] = code,
        ["diag_name"] = "示例诊断",
        ["diag_dept"] = "内科",
        ["dise_dor_no"] = "D1",
        ["dise_dor_name"] = "示例",
        ["diag_time"] = "2026-03-01 09:10:00",
        ["vali_flag"] = valid,
    };

    internal static JsonObject Fees(params JsonObject[] lines) => new() { ["feedetail"] = new JsonArray(lines) };

    internal static JsonObject Fee(string visit, int serial, decimal amount, string batch = "B1", string person = Employee, string approval = "1") => new()
    {
        ["feedetl_sn"] = serial,
        ["mdtrt_id"] = visit,
        ["psn_no"] = person,
        ["chrg_bchno"] = batch,
        ["rx_circ_flag"] = "0",
        ["fee_ocur_time"] = "2026-03-01 09:20:00",
        ["med_list_codg"] = "XA01",
        ["medins_list_codg"] = "ITEM1",
        ["det_item_fee_sumamt"] = amount,
        ["cnt"] = 1,
        ["pric"] = amount,
        ["bilg_dept_codg"] = "01",
        ["bilg_dept_name"] = "内科",
        ["bilg_dr_codg"] = "D1",
        ["bilg_dr_name"] = "示例",
        ["hosp_appr_flag"] = approval,
    };

    internal static JsonObject CancelFees(string visit, string batch = "B1", string person = Employee)
        => new() { ["data"] = new JsonObject { ["mdtrt_id"] = visit, ["chrg_bchno"] = batch, ["psn_no"] = person } };

    internal static JsonObject Settle(string visit, decimal total, string batch = "B1", string account = "0", string person = Employee, string insurance = "310", string medType = "11", bool trial = false) => new()
    {
        ["data"] = new JsonObject
        {
            ["psn_no"] = person,
            ["mdtrt_cert_type"] = "02",
            ["med_type"] = medType,
            ["medfee_sumamt"] = total,
            ["psn_setlway"] = "01",
            ["mdtrt_id"] = visit,
            ["chrg_bchno"] = batch,
            ["insutype"] = insurance,
            ["acct_used_flag"] = account,
            ["fulamt_ownpay_amt"] = 0,
            ["overlmt_selfpay"] = 0,
            ["preselfpay_amt"] = 0,
            ["inscp_scp_amt"] = total,
        }.For(trial),
    };

    internal static JsonObject Try(string visit, decimal total, string batch = "B1", string account = "0") => Settle(visit, total, batch, account, trial: true);

    internal static JsonObject CancelSettlement(string settlement, string visit, string person = Employee)
        => new() { ["data"] = new JsonObject { ["setl_id"] = settlement, ["mdtrt_id"] = visit, ["psn_no"] = person } };

    internal static JsonObject CancelVisit(string visit, string number, string person = Employee)
        => new() { ["data"] = new JsonObject { ["psn_no"] = person, ["mdtrt_id"] = visit, ["ipt_otp_no"] = number } };

    internal static JsonObject Reverse(string message, string number, string person = Employee)
        => new() { ["data"] = new JsonObject { ["psn_no"] = person, ["omsgid"] = message, ["oinfno"] = number } };

    /// <summary>A registered and informed visit.</summary>
    internal static async Task<string> VisitAsync(this InProcessBench bench, string number = "O1", string person = Employee, string insurance = "310", string medType = "11")
    {
        var visit = (await bench.AcceptAsync("2201", Register(number, person, insurance, person == Employee ? "EC0001" : "EC0002")))!["data"]!["mdtrt_id"]!.GetValue<string>();
        await bench.AcceptAsync("2203", Inform(visit, person, medType));
        return visit;
    }

    /// <summary>A visit with one batch of lines.</summary>
    internal static async Task<string> ChargedAsync(this InProcessBench bench, string number = "O1", params decimal[] amounts)
    {
        var visit = await bench.VisitAsync(number);
        await bench.AcceptAsync("2204", Fees((amounts.Length > 0 ? amounts : [60m, 40m]).Select((a, i) => Fee(visit, i + 1, a)).ToArray()));
        return visit;
    }

    /// <summary>A settled visit; the first batch is settled.</summary>
    internal static async Task<(string Visit, string Settlement, string MessageId)> SettledAsync(this InProcessBench bench, string number = "O1", string account = "0", params decimal[] amounts)
    {
        var visit = await bench.ChargedAsync(number, amounts);
        var answer = await bench.AcceptAsync("2207", Settle(visit, amounts.Length > 0 ? amounts.Sum() : 100m, account: account));
        return (visit, answer!["setlinfo"]!["setl_id"]!.GetValue<string>(), bench.LastMessageId);
    }

    // A settlement repeats what its trial answered; a trial has no such fields.
    private static JsonObject For(this JsonObject row, bool trial)
        => trial ? row.Without("fulamt_ownpay_amt").Without("overlmt_selfpay").Without("preselfpay_amt").Without("inscp_scp_amt") : row;

    private static JsonObject Without(this JsonObject row, string key)
    {
        row.Remove(key);
        return row;
    }
}
