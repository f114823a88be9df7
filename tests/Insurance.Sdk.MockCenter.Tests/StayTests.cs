using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class StayTests
{
    private static readonly string Hospital = RawCaller.Institution;

    [Fact]
    public async Task A_stay_goes_its_way_and_back_in_the_opposite_order()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync(100m, 50m);
        await bench.RefuseAsync("请先办理出院", "2304", Stay.Settle(stay, 150m));
        var trial = (await bench.AcceptAsync("2303", Stay.Settle(stay, 150m)))!["setlinfo"]!;
        Assert.Equal(105m, trial["fund_pay_sumamt"]!.GetValue<decimal>());
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        await bench.RefuseAsync("已办理出院", "2402", Stay.Discharge(stay));
        await bench.RefuseAsync("已办理出院", "2403", Stay.Change(stay));
        await bench.RefuseAsync("已办理出院", "2301", Stay.Fees(Stay.Fee(stay, 9, 1m)));
        await bench.RefuseAsync("与费用明细合计不一致", "2304", Stay.Settle(stay, 149.99m));
        var setlinfo = (await bench.AcceptAsync("2304", Stay.Settle(stay, 150m)))!["setlinfo"]!;
        var settlement = setlinfo["setl_id"]!.GetValue<string>();
        Assert.Equal("21", setlinfo["clr_type"]!.GetValue<string>());
        await bench.RefuseAsync("已结算，不能重复结算", "2304", Stay.Settle(stay, 150m));

        await bench.RefuseAsync("请先撤销结算（2305）", "2404", Stay.Named(stay));
        await bench.RefuseAsync("请先撤销结算（2305）", "2405", Stay.Named(stay));
        await bench.RefuseAsync("已办理出院", "2302", Stay.Delete(stay, "0000"));
        await bench.AcceptAsync("2305", Outpatient.CancelSettlement(settlement, stay));
        await bench.RefuseAsync("不能重复撤销", "2305", Outpatient.CancelSettlement(settlement, stay));
        await bench.RefuseAsync("请先撤销出院（2405）", "2404", Stay.Named(stay));
        await bench.AcceptAsync("2405", Stay.Named(stay));
        await bench.RefuseAsync("不能重复撤销", "2405", Stay.Named(stay));
        await bench.RefuseAsync("请先撤销费用明细（2302）", "2404", Stay.Named(stay));
        await bench.AcceptAsync("2302", Stay.Delete(stay, "0000"));
        await bench.AcceptAsync("2404", Stay.Named(stay));
        await bench.RefuseAsync("不能重复撤销", "2404", Stay.Named(stay));
        Assert.All(bench.Center.Ledger.Documents().Where(d => d.Family != "refund"), d => Assert.True(d.IsUndone, d.Family));
    }

    [Fact]
    public async Task A_person_lies_in_one_hospital_at_a_time()
    {
        using var bench = new InProcessBench();
        const string Elsewhere = "H00000000002";
        var stay = await bench.StayAsync();
        await bench.RefuseAsync("人员已在院", "2401", Stay.Admit("I2"));
        await bench.RefuseAsync("人员已在院", "2401", Stay.Admit("I2"), institution: Elsewhere);
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        var second = (await bench.AcceptAsync("2401", Stay.Admit("I2"), institution: Elsewhere))!["result"]!["mdtrt_id"]!.GetValue<string>();
        await bench.RefuseAsync("人员已在院", "2405", Stay.Named(stay));
        await bench.AcceptAsync("2404", Stay.Named(second), institution: Elsewhere);
        await bench.AcceptAsync("2405", Stay.Named(stay));
        await bench.RefuseAsync("ipt_no 住院号：重复", "2401", Stay.Admit("I1"));
    }

    [Fact]
    public async Task Goods_come_back_by_a_negative_line_that_names_the_positive_one()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync();
        await bench.RefuseAsync("第2行 init_feedetl_sn 原费用流水号：原费用明细不存在", "2301", Stay.Fees(Stay.Fee(stay, 1, 30m, 3), Stay.Fee(stay, 2, -10m, -1, "1")));
        await bench.AcceptAsync("2301", Stay.Fees(Stay.Fee(stay, 1, 30m, 3)));
        await bench.RefuseAsync("退费明细不能为空", "2301", Stay.Fees(Stay.Fee(stay, 2, -10m, -1)));
        await bench.AcceptAsync("2301", Stay.Fees(Stay.Fee(stay, 2, -20m, -2, "1")));
        await bench.RefuseAsync("退费超过原费用", "2301", Stay.Fees(Stay.Fee(stay, 3, -20m, -2, "1")));
        await bench.RefuseAsync("存在对应的退费明细", "2302", Stay.Delete(stay, "1"));
        await bench.AcceptAsync("2303", Stay.Settle(stay, 10m));
        await bench.AcceptAsync("2302", Stay.Delete(stay, "2"));
        await bench.AcceptAsync("2302", Stay.Delete(stay, "2"));
        await bench.AcceptAsync("2303", Stay.Settle(stay, 30m));
        await bench.RefuseAsync("feedetl_sn 费用明细流水号：重复", "2301", Stay.Fees(Stay.Fee(stay, 1, 30m, 3)));
    }

    [Fact]
    public async Task The_middle_of_a_stay_is_settled_without_discharge()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync(100m);
        var middle = (await bench.AcceptAsync("2304", Stay.Settle(stay, 100m, midStay: "1")))!["setlinfo"]!["setl_id"]!.GetValue<string>();
        await bench.RefuseAsync("已结算的费用不能撤销", "2302", Stay.Delete(stay, "1"));
        await bench.AcceptAsync("2301", Stay.Fees(Stay.Fee(stay, 2, 40m)));
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        await bench.AcceptAsync("2304", Stay.Settle(stay, 40m));
        Assert.Equal([100m, 40m], bench.Center.Ledger.Settlements().Select(s => s.Amounts.Total));
        await bench.AcceptAsync("2305", Outpatient.CancelSettlement(middle, stay));
        Assert.False(bench.Center.Ledger.Settlement(Hospital, middle)!.Stands);
    }

    [Fact]
    public async Task A_lost_admission_and_a_lost_settlement_are_reversed_by_their_message()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync(100m);
        var admission = bench.Center.Ledger.Visits()[0].MessageId;
        await bench.RefuseAsync("已有费用明细或结算", "2601", Outpatient.Reverse(admission, "2401"));
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        await bench.AcceptAsync("2304", Stay.Settle(stay, 100m));
        var message = bench.LastMessageId;
        await bench.AcceptAsync("2601", Outpatient.Reverse(message, "2304"));
        await bench.AcceptAsync("2405", Stay.Named(stay));
        await bench.AcceptAsync("2302", Stay.Delete(stay, "0000"));
        await bench.AcceptAsync("2601", Outpatient.Reverse(admission, "2401"));
        await bench.RefuseAsync("不能重复撤销", "2601", Outpatient.Reverse(admission, "2401"));
        await bench.RefuseAsync("就诊记录已撤销", "2403", Stay.Change(stay));
        await bench.AcceptAsync("2401", Stay.Admit("I2"));
    }

    [Fact]
    public async Task A_refund_is_not_reversed_where_the_discharge_went_meanwhile()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync(100m);
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        var settlement = (await bench.AcceptAsync("2304", Stay.Settle(stay, 100m)))!["setlinfo"]!["setl_id"]!.GetValue<string>();
        await bench.AcceptAsync("2305", Outpatient.CancelSettlement(settlement, stay));
        var refund = bench.LastMessageId;
        await bench.AcceptAsync("2405", Stay.Named(stay));
        await bench.RefuseAsync("已变更，不能冲正", "2601", Outpatient.Reverse(refund, "2305"));
    }

    [Fact]
    public async Task Diagnoses_are_merged_by_their_order_number()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync();
        await bench.AcceptAsync("2403", Stay.Change(stay, Stay.Diagnosis(1, "J20"), Stay.Diagnosis(2, "I10")));
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        var rows = (await bench.AcceptAsync("5202", Stay.Named(stay)))!["diseinfo"]!.AsArray();
        Assert.Equal([("1", "J20"), ("1", "I10"), ("2", "J18.9")], rows.Select(r => (r!["inout_diag_type"]!.GetValue<string>(), r["diag_code"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_remark_and_an_attribute_are_kept()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync(100m);
        JsonObject Remark(string line) => new() { ["data"] = new JsonArray(new JsonObject { ["mdtrt_id"] = stay, ["bkkp_sn"] = line, ["psn_no"] = Outpatient.Employee, ["memo"] = "示例备注", ["med_list_codg"] = "XA01" }) };
        await bench.RefuseAsync("费用明细不存在", "2306", Remark("2"));
        await bench.AcceptAsync("2306", Remark("1"));
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        await bench.AcceptAsync("2304", Stay.Settle(stay, 100m));
        var fees = (await bench.AcceptAsync("5204", new JsonObject { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["mdtrt_id"] = stay, ["setl_id"] = bench.Center.Ledger.Settlements()[0].Id } }))!.AsArray();
        Assert.Equal("示例备注", Assert.Single(fees)!["memo"]!.GetValue<string>());

        var person = bench.Options.Persons.All[0];
        var id = (await bench.AcceptAsync("2406", new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["mdtrt_id"] = stay,
                ["psn_no"] = person.Number,
                ["psn_cert_type"] = "01",
                ["certno"] = person.CertificateNumber,
                ["psn_name"] = person.Name,
                ["ipt_otp_no"] = "I1",
                ["ipt_psn_sp_flag_type"] = "01",
                ["ipt_psn_sp_flag"] = "1",
            },
        }))!["IptPsnSpFlagRegOut"]!["ipt_psn_sp_flag_detl_id"]!.GetValue<string>();
        JsonObject Query(string flag) => new() { ["data"] = new JsonObject { ["page_num"] = 1, ["page_size"] = 10, ["mdtrt_id"] = stay, ["ipt_psn_sp_flag"] = flag } };
        Assert.Equal(id, (await bench.AcceptAsync("2407", Query("1")))!["IptPsnSpFlagReg"]![0]!["ipt_psn_sp_flag_detl_id"]!.GetValue<string>());
        Assert.Empty((await bench.AcceptAsync("2407", Query("2")))!["IptPsnSpFlagReg"]!.AsArray());
    }

    [Fact]
    public async Task Open_stays_and_visits_are_found_again()
    {
        using var bench = new InProcessBench();
        var stay = await bench.StayAsync();
        JsonObject Open(string day) => new() { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["begntime"] = day + " 00:00:00", ["endtime"] = day + " 23:59:59" } };
        var row = Assert.Single((await bench.AcceptAsync("5303", Open("2026-03-01")))!["data"]!.AsArray())!;
        Assert.Equal((stay, "I1"), (row["mdtrt_id"]!.GetValue<string>(), row["ipt_otp_no"]!.GetValue<string>()));
        Assert.Empty((await bench.AcceptAsync("5303", Open("2026-03-02")))!["data"]!.AsArray());

        JsonObject Visits(string medType) => new() { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["begntime"] = "2026-03-01 00:00:00", ["endtime"] = "2026-03-01 23:59:59", ["med_type"] = medType } };
        Assert.Equal("1", Assert.Single((await bench.AcceptAsync("5201", Visits("2101")))!["mdtrtinfo"]!.AsArray())!["inhosp_stas"]!.GetValue<string>());
        Assert.Empty((await bench.AcceptAsync("5201", Visits("11")))!["mdtrtinfo"]!.AsArray());
        await bench.AcceptAsync("2402", Stay.Discharge(stay));
        Assert.Empty((await bench.AcceptAsync("5303", Open("2026-03-01")))!["data"]!.AsArray());
        var visit = Assert.Single((await bench.AcceptAsync("5201", Visits("2101")))!["mdtrtinfo"]!.AsArray())!;
        Assert.Equal(("0", "2026-03-05 10:00:00"), (visit["inhosp_stas"]!.GetValue<string>(), visit["endtime"]!.GetValue<string>()));

        // Registered and not informed: no med_type yet, found under any.
        await bench.AcceptAsync("2201", Outpatient.Register("O1"));
        Assert.Equal("O1", Assert.Single((await bench.AcceptAsync("5201", Visits("14")))!["mdtrtinfo"]!.AsArray())!["ipt_otp_no"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_restart_finds_stays_and_filings()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            string stay;
            using (var before = new InProcessBench(o => o.LedgerFile = path))
            {
                stay = await before.StayAsync(100m, 20m);
                await before.AcceptAsync("2302", Stay.Delete(stay, "2"));
                await before.AcceptAsync("2402", Stay.Discharge(stay));
                await before.AcceptAsync("2405", Stay.Named(stay));
                await before.AcceptAsync("2503", FilingTests.Chronic());
            }

            using var after = new InProcessBench(o => o.LedgerFile = path);
            await after.RefuseAsync("人员已在院", "2401", Stay.Admit("I2"));
            await after.AcceptAsync("2402", Stay.Discharge(stay));
            await after.AcceptAsync("2304", Stay.Settle(stay, 100m));
            await after.RefuseAsync("已有有效的备案", "2503", FilingTests.Chronic());
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
