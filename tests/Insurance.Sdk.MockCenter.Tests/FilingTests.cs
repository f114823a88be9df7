using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class FilingTests
{
    [Fact]
    public async Task A_chronic_disease_is_filed_listed_and_cancelled_by_its_key()
    {
        using var bench = new InProcessBench();
        var key = await FileAsync(bench, "2503", Chronic());
        await bench.RefuseAsync("已有有效的备案", "2503", Chronic());
        var row = Assert.Single((await bench.AcceptAsync("5301", Person()))!["feedetail"]!.AsArray())!;
        Assert.Equal(("M001", "2026-03-01"), (row["opsp_dise_code"]!.GetValue<string>(), row["begndate"]!.GetValue<string>()));
        Assert.Null(row["trt_dcla_detl_sn"]);
        await bench.RefuseAsync("备案不存在", "2506", Cancel(key));
        await bench.AcceptAsync("2504", Cancel(key));
        await bench.RefuseAsync("不能重复撤销", "2504", Cancel(key));
        Assert.Empty((await bench.AcceptAsync("5301", Person()))!["feedetail"]!.AsArray());
    }

    [Fact]
    public async Task A_reviewed_filing_stays()
    {
        using var bench = new InProcessBench();
        var key = await FileAsync(bench, "2503", Chronic());
        bench.Center.Ledger.ReviewFilings(RawCaller.Institution);
        await bench.RefuseAsync("备案已审核", "2504", Cancel(key));
    }

    [Fact]
    public async Task A_referral_is_found_by_its_day()
    {
        using var bench = new InProcessBench();
        var key = await FileAsync(bench, "2501", new JsonObject
        {
            ["refmedin"] = new JsonObject
            {
                ["psn_no"] = Outpatient.Employee,
                ["diag_code"] = "J18",
                ["diag_name"] = "示例诊断",
                ["reflin_medins_no"] = "H00000000002",
                ["reflin_medins_name"] = "示例医院二",
                ["mdtrtarea_admdvs"] = "990002",
                ["refl_type"] = "1",
                ["refl_date"] = "2026-03-01",
                ["refl_rea"] = "示例",
                ["refl_opnn"] = "示例",
            },
        });
        JsonObject Days(string from, string until) => new() { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["begntime"] = from + " 00:00:00", ["endtime"] = until + " 23:59:59" } };
        Assert.Single((await bench.AcceptAsync("5304", Days("2026-03-01", "2026-03-01")))!["refmedin"]!.AsArray());
        Assert.Empty((await bench.AcceptAsync("5304", Days("2026-03-02", "2026-03-03")))!["refmedin"]!.AsArray());
        await bench.AcceptAsync("2502", Cancel(key));
        Assert.Empty((await bench.AcceptAsync("5304", Days("2026-03-01", "2026-03-01")))!["refmedin"]!.AsArray());
    }

    [Fact]
    public async Task A_maternity_filing_is_viewed_with_its_key()
    {
        using var bench = new InProcessBench();
        var key = await FileAsync(bench, "90201", new JsonObject
        {
            ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["fixmedins_code"] = RawCaller.Institution, ["matn_type"] = "1", ["begndate"] = "2026-03-01", ["enddate"] = "2026-12-31" },
        });
        var row = Assert.Single((await bench.AcceptAsync("90101", Person()))!["result"]!.AsArray())!;
        Assert.Equal((key, "1"), (row["trt_dcla_detl_sn"]!.GetValue<string>(), row["vali_flag"]!.GetValue<string>()));
    }

    internal static JsonObject Chronic() => new()
    {
        ["data"] = new JsonObject
        {
            ["psn_no"] = Outpatient.Employee,
            ["insutype"] = "310",
            ["opsp_dise_code"] = "M001",
            ["opsp_dise_name"] = "示例病种",
            ["insu_optins"] = "990001",
            ["ide_fixmedins_no"] = RawCaller.Institution,
            ["ide_fixmedins_name"] = "示例医院",
            ["hosp_ide_date"] = "2026-03-01",
            ["diag_dr_codg"] = "D1",
            ["diag_dr_name"] = "示例",
            ["begndate"] = "2026-03-01",
        },
    };

    private static async Task<string> FileAsync(InProcessBench bench, string number, JsonObject input)
        => (await bench.AcceptAsync(number, input))!["result"]!["trt_dcla_detl_sn"]!.GetValue<string>();

    private static JsonObject Person() => new() { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee } };

    internal static JsonObject Cancel(string key) => new() { ["data"] = new JsonObject { ["trt_dcla_detl_sn"] = key, ["psn_no"] = Outpatient.Employee, ["memo"] = "示例" } };
}
