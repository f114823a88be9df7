using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class PharmacyTests
{
    [Fact]
    public async Task A_purchase_is_visit_lines_and_settlement_in_one()
    {
        using var bench = new InProcessBench();
        var trial = (await bench.AcceptAsync("2101", Purchase(30m)))!;
        Assert.Equal(21m, trial["setlinfo"]!["fund_pay_sumamt"]!.GetValue<decimal>());
        Assert.Equal(["1", "2"], trial["detlcutinfo"]!.AsArray().Select(l => l!["feedetl_sn"]!.GetValue<string>()));
        Assert.Empty(bench.Center.Ledger.Documents());
        await bench.RefuseAsync("与费用明细合计不一致", "2102", Purchase(31m));

        var settled = (await bench.AcceptAsync("2102", Purchase(30m)))!["setlinfo"]!;
        Assert.Equal("41", settled["clr_type"]!.GetValue<string>());
        var refund = Outpatient.CancelSettlement(settled["setl_id"]!.GetValue<string>(), settled["mdtrt_id"]!.GetValue<string>());
        var answer = (await bench.AcceptAsync("2103", refund))!["setlinfo"]!;
        Assert.Equal((-30m, -9m), (answer["medfee_sumamt"]!.GetValue<decimal>(), answer["psn_part_amt"]!.GetValue<decimal>()));
        await bench.RefuseAsync("不能重复撤销", "2103", refund);
        Assert.All(bench.Center.Ledger.Documents().Where(d => d.Family != "refund"), d => Assert.True(d.IsUndone));
    }

    [Fact]
    public async Task Nothing_keeps_a_purchase_from_being_booked_twice()
    {
        using var bench = new InProcessBench();
        await bench.AcceptAsync("2102", Purchase(30m));
        await bench.AcceptAsync("2102", Purchase(30m));
        Assert.Equal(2, bench.Center.Ledger.Settlements().Count(s => s.Stands));
    }

    [Fact]
    public async Task A_reversal_takes_the_whole_purchase_or_its_refund_back()
    {
        using var bench = new InProcessBench();
        var settled = (await bench.AcceptAsync("2102", Purchase(30m)))!["setlinfo"]!;
        var message = bench.LastMessageId;
        await bench.AcceptAsync("2103", Outpatient.CancelSettlement(settled["setl_id"]!.GetValue<string>(), settled["mdtrt_id"]!.GetValue<string>()));
        await bench.AcceptAsync("2601", Outpatient.Reverse(bench.LastMessageId, "2103"));
        Assert.True(Assert.Single(bench.Center.Ledger.Settlements(), s => !s.IsRefund).Stands);
        Assert.False(Assert.Single(bench.Center.Ledger.Visits()).IsUndone);
        Assert.All(bench.Center.Ledger.Documents().Where(d => d.Family != "refund"), d => Assert.False(d.IsUndone));

        await bench.AcceptAsync("2601", Outpatient.Reverse(message, "2102"));
        Assert.True(Assert.Single(bench.Center.Ledger.Visits()).IsUndone);
        await bench.RefuseAsync("不能重复撤销", "2601", Outpatient.Reverse(message, "2102"));
        Assert.All(bench.Center.Ledger.Documents(), d => Assert.True(d.IsUndone));
    }

    internal static JsonObject Purchase30() => Purchase(30m);

    private static JsonObject Purchase(decimal total) => new()
    {
        ["druginfo"] = new JsonObject
        {
            ["psn_no"] = Outpatient.Employee,
            ["mdtrt_cert_type"] = "02",
            ["mdtrt_cert_no"] = Insurance.Sdk.MockCenter.Persons.MockPersons.Invented(1).CertificateNumber,
            ["begntime"] = "2026-03-01 09:00:00",
            ["medfee_sumamt"] = total,
            ["insutype"] = "310",
            ["acct_used_flag"] = "0",
            ["med_type"] = "41",
        },
        ["drugdetail"] = new JsonArray(Line(1, 10m), Line(2, 20m)),
    };

    private static JsonObject Line(int serial, decimal amount) => new()
    {
        ["feedetl_sn"] = serial,
        ["rx_circ_flag"] = "0",
        ["fee_ocur_time"] = "2026-03-01 09:20:00",
        ["med_list_codg"] = "XA01",
        ["medins_list_codg"] = "ITEM1",
        ["det_item_fee_sumamt"] = amount,
        ["cnt"] = 1,
        ["pric"] = amount,
    };
}
