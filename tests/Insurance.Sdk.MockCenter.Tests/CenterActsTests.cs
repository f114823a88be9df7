using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>What the center does by itself: the hospital's books differ from then on.</summary>
public class CenterActsTests
{
    private static readonly string Hospital = RawCaller.Institution;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_settlement_that_the_center_took_back_is_undone_already(bool leavesPair)
    {
        using var bench = new InProcessBench();
        var (visit, settlement, message) = await bench.SettledAsync();
        var back = bench.Center.Ledger.ReverseSettlement(Hospital, settlement, leavesPair);
        Assert.Equal((leavesPair, leavesPair), (back.IsRefund, back.IsByCenter));
        await bench.RefuseAsync("不能重复撤销", "2208", Outpatient.CancelSettlement(settlement, visit));
        await bench.RefuseAsync("不能重复撤销", "2601", Outpatient.Reverse(message, "2207"));

        // The hospital, which knows of nothing, sends its row: the file tells what became of it.
        var number = await ReconciliationTests.UploadAsync(bench, "base64", $"{settlement}\t{visit}\t{Outpatient.Employee}\t100\t70\t0\t0");
        var rows = await ReconciliationTests.DetailsAsync(bench, number);
        Assert.Equal(leavesPair ? ["0", "1"] : ["1"], rows.Select(r => r.Split('\t')[4]));
        if (leavesPair)
        {
            Assert.Equal((back.MessageId, "1", "-100.00"), (rows[1].Split('\t')[3], rows[1].Split('\t')[5], rows[1].Split('\t')[7]));
        }

        Assert.Throws<System.InvalidOperationException>(() => bench.Center.Ledger.ReverseSettlement(Hospital, settlement));
        Assert.Throws<KeyNotFoundException>(() => bench.Center.Ledger.ReverseSettlement(Hospital, "1"));
        await bench.AcceptAsync("2207", Outpatient.Settle(visit, 100m));
    }

    [Fact]
    public async Task A_bill_paid_in_the_public_account_locks_the_hospital_until_it_is_found_and_reversed()
    {
        using var bench = new InProcessBench();
        var visit = await bench.ChargedAsync();
        var paid = bench.Center.Ledger.BookSettlement(Hospital, visit);
        await bench.RefuseAsync("该批次已结算", "2207", Outpatient.Settle(visit, 100m));
        await bench.RefuseAsync("已结算的费用不能撤销", "2205", Outpatient.CancelFees(visit));
        await bench.RefuseAsync("请先撤销结算", "2202", Outpatient.CancelVisit(visit, "O1"));

        var row = Assert.Single(await ReconciliationTests.DetailsAsync(bench, await ReconciliationTests.UploadAsync(bench, "base64", "")));
        var message = row.Split('\t')[3];
        Assert.Equal(paid.MessageId, message);
        await bench.AcceptAsync("2601", Outpatient.Reverse(message, "2207"));
        await bench.AcceptAsync("2207", Outpatient.Settle(visit, 100m));
        Assert.Equal([(true, false), (false, true)], bench.Center.Ledger.Settlements().Select(s => (s.IsByCenter, s.Stands)));
        Assert.Throws<System.InvalidOperationException>(() => bench.Center.Ledger.BookSettlement(Hospital, visit));
    }

    [Fact]
    public async Task Both_can_be_asked_for_over_http()
    {
        using var bench = new InProcessBench();
        var visit = await bench.ChargedAsync();
        var (status, booked) = await PostAsync(bench, "settlements", new JsonObject { ["mdtrt_id"] = visit, ["chrg_bchno"] = "B1", ["acct_used_flag"] = "1" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((true, 30m, 100m), (booked["byCenter"]!.GetValue<bool>(), booked["acct_pay"]!.GetValue<decimal>(), booked["medfee_sumamt"]!.GetValue<decimal>()));
        (status, _) = await PostAsync(bench, "settlements", new JsonObject { ["mdtrt_id"] = visit });
        Assert.Equal(HttpStatusCode.Conflict, status);
        (status, var refund) = await PostAsync(bench, "settlements/reverse", new JsonObject { ["setl_id"] = booked["setl_id"]!.GetValue<string>() });
        Assert.Equal((HttpStatusCode.OK, -100m), (status, refund["medfee_sumamt"]!.GetValue<decimal>()));
        (status, var failure) = await PostAsync(bench, "settlements/reverse", new JsonObject());
        Assert.Equal((HttpStatusCode.BadRequest, "The body needs setl_id."), (status, failure["error"]!.GetValue<string>()));
        (status, _) = await PostAsync(bench, "settlements/reverse", new JsonObject { ["setl_id"] = "1" });
        Assert.Equal(HttpStatusCode.NotFound, status);

        var text = await bench.Http.GetStringAsync(MockCenterHandler.BaseUri + "_center/settlements");
        Assert.Equal([100m, -100m], JsonNode.Parse(text)!["settlements"]!.AsArray().Select(s => s!["medfee_sumamt"]!.GetValue<decimal>()));
        Assert.DoesNotContain(Outpatient.Employee, text);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(InProcessBench bench, string page, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await bench.Http.PostAsync(MockCenterHandler.BaseUri + "_center/" + page, content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
