using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class LedgerTests
{
    private const string Hospital = RawCaller.Institution;

    [Fact]
    public async Task Stock_follows_counts_changes_purchases_sales_and_returns()
    {
        await using var bench = await Bench.StartAsync(o => o.StrictStock = true);
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("C1", 10)));
        await AcceptAsync(bench, "3502", Invented.One("invinfo", Invented.Change("G1", 5, "103")));
        await AcceptAsync(bench, "3502", Invented.One("invinfo", Invented.Change("G2", 2, "104")));
        await AcceptAsync(bench, "3503", Invented.One("purcinfo", Invented.Purchase("P1", 7)));
        await AcceptAsync(bench, "3504", Invented.One("purcinfo", Invented.PurchaseReturn("P1", 3)));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 4)));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("S1", 1)));
        Assert.Equal(10 + 5 - 2 + 7 - 3 - 4 + 1, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
        Assert.Equal(10 + 7 - 4 + 1, bench.Center.Ledger.Stock(Hospital, "ITEM1", "LOT1"));
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("C2", 6)));
        Assert.Equal(6, bench.Center.Ledger.Stock(Hospital, "ITEM1", "LOT1"));
    }

    [Theory]
    [InlineData("101", 1)]
    [InlineData("102", -1)]
    [InlineData("103", 1)]
    [InlineData("104", -1)]
    [InlineData("105", -1)]
    [InlineData("106", 1)]
    [InlineData("107", -1)]
    [InlineData("108", 1)]
    [InlineData("109", -1)]
    [InlineData("110", 1)]
    [InlineData("111", -1)]
    public async Task The_kind_of_change_says_whether_goods_come_or_go(string type, int sign)
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3502", Invented.One("invinfo", Invented.Change("G1", 2.5m, type)));
        Assert.Equal(2.5m * sign, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
    }

    [Fact]
    public async Task Stock_may_go_below_zero_unless_the_center_is_strict()
    {
        await using var lenient = await Bench.StartAsync();
        await AcceptAsync(lenient, "3505", Invented.One("selinfo", Invented.Sale("S1", 4)));
        Assert.Equal(-4, lenient.Center.Ledger.Stock(Hospital, "ITEM1"));

        await using var strict = await Bench.StartAsync(o => o.StrictStock = true);
        EnvelopeTests.AssertRefused("库存不足", await strict.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", 4))));
        await AcceptAsync(strict, "3501", Invented.One("invinfo", Invented.Count("C1", 4, lot: "LOT2")));
        EnvelopeTests.AssertRefused("库存不足", await strict.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S2", 4))));
        await AcceptAsync(strict, "3505", Invented.One("selinfo", Invented.Sale("S3", 4, lot: "LOT2")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_sale_of_nothing_is_refused(int quantity)
    {
        await using var bench = await Bench.StartAsync();
        EnvelopeTests.AssertRefused("sel_retn_cnt：必须大于0", await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", quantity))));
    }

    [Fact]
    public async Task Returns_of_a_sale_never_exceed_it_by_batch_number()
    {
        await using var bench = await Bench.StartAsync(o => o.RepeatedBatchNumber = RepeatedBatchNumber.Double);
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 3)));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("S1", 2)));
        EnvelopeTests.AssertRefused("退货数量超过原数量", await bench.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn("S1", 2))));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("S1", 1)));
        Assert.Equal(0, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
    }

    [Fact]
    public async Task Returns_of_a_sale_never_exceed_it_by_the_centers_number()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 3)));
        var number = (await AcceptAsync(bench, "3511", Invented.Query(value: "S1")))["output"]![0]!["medinsProdSelNo"]!.GetValue<string>();
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("R1", 2, number)));
        EnvelopeTests.AssertRefused("退货数量超过原数量", await bench.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn("R2", 2, number))));
        EnvelopeTests.AssertRefused("商品不一致", await bench.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn("R2", 1, number, "ITEM2"))));
        await AcceptAsync(bench, "3507", Invented.Deletion("R1", "4"));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("R3", 3, number)));
    }

    [Fact]
    public async Task Returns_of_a_purchase_never_exceed_it()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3503", Invented.One("purcinfo", Invented.Purchase("P1", 3)));
        var number = (await AcceptAsync(bench, "3510", Invented.Query(value: "P1")))["output"]![0]!["medinsProdPurcNo"]!.GetValue<string>();
        EnvelopeTests.AssertRefused("退货数量超过原数量", await bench.Caller.CallAsync("3504", Invented.One("purcinfo", Invented.PurchaseReturn("R1", 4, number))));
        await AcceptAsync(bench, "3504", Invented.One("purcinfo", Invented.PurchaseReturn("R1", 3, number)));
    }

    [Fact]
    public async Task A_return_whose_sale_is_not_known_is_believed_unless_the_center_is_strict()
    {
        await using var lenient = await Bench.StartAsync();
        await AcceptAsync(lenient, "3506", Invented.One("selinfo", Invented.SaleReturn("R1", 1, "999")));
        await using var strict = await Bench.StartAsync(o => o.StrictStock = true);
        EnvelopeTests.AssertRefused("找不到原记录", await strict.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn("R1", 1, "999"))));
    }

    [Theory]
    [InlineData("S1", null)]
    [InlineData("R1", "000000000001")]
    public async Task What_was_deleted_cannot_be_returned(string batch, string? number)
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        await AcceptAsync(bench, "3507", Invented.Deletion("S1", "4"));
        EnvelopeTests.AssertRefused("原记录已删除", await bench.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn(batch, 1, number))));
    }

    [Theory]
    [InlineData(RepeatedBatchNumber.Refuse, 3, "booked")]
    [InlineData(RepeatedBatchNumber.Double, 8, "booked,booked")]
    [InlineData(RepeatedBatchNumber.Overwrite, 5, "undone,booked")]
    public async Task A_batch_number_that_comes_again_is_treated_as_configured(RepeatedBatchNumber rule, int sold, string states)
    {
        await using var bench = await Bench.StartAsync(o => o.RepeatedBatchNumber = rule);
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 3)));
        var second = await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", 5)));
        Assert.Equal(rule == RepeatedBatchNumber.Refuse, second["infcode"]!.GetValue<int>() == -1);
        Assert.Equal(-sold, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
        Assert.Equal(states, string.Join(',', bench.Center.Ledger.Documents().Select(d => d.IsUndone ? "undone" : "booked")));
    }

    [Fact]
    public async Task A_batch_number_is_free_again_for_another_kind_of_record_and_for_another_institution()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("B1", 3)));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("B1", 3)));
        var other = await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("B1", 3)), institution: "H00000000009");
        Assert.Equal(0, other["infcode"]!.GetValue<int>());
        Assert.Equal(0, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
        Assert.Equal(-3, bench.Center.Ledger.Stock("H00000000009", "ITEM1"));
    }

    [Fact]
    public async Task A_deletion_takes_every_record_with_the_number_and_type_returns_included()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("B1", 10)));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("B1", 3)));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("B1", 1)));
        await AcceptAsync(bench, "3507", Invented.Deletion("B1", "4"));
        Assert.Equal([false, true, true], bench.Center.Ledger.Documents().Select(d => d.IsUndone));
        Assert.Equal(10, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
        EnvelopeTests.AssertRefused("没有可删除的记录", await bench.Caller.CallAsync("3507", Invented.Deletion("B1", "4")));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("B1", 2)));
    }

    [Fact]
    public async Task Lines_of_an_A_form_fail_one_by_one_and_the_good_ones_are_booked()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 1)));
        var answer = await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S2", 1), Invented.Sale("S1", 1), Invented.Sale("S3", 1), Invented.Sale("S3", 1)));
        var rows = answer["output"]!["selinfoErrDetail"]!.AsArray();
        Assert.Equal(["S2:1", "S1:0", "S3:1", "S3:0"], rows.Select(r => $"{r!["fixmedins_bchno"]}:{r["retRslt"]}"));
        Assert.Contains("重复", rows[1]!["msgRslt"]!.GetValue<string>());
        Assert.Equal(["S1", "S2", "S3"], bench.Center.Ledger.Documents().Select(d => d.Keys["fixmedins_bchno"]));
        Assert.Equal("partly-accepted", bench.Center.Messages.Snapshot()[^1].Outcome);
    }

    [Fact]
    public async Task Every_A_form_answers_its_lines()
    {
        await using var bench = await Bench.StartAsync();
        var purchase = Invented.Purchase("P1", 2);
        purchase.Remove("prdr_name");
        purchase.Remove("prodentpName");
        purchase["prodentp_name"] = "示例药厂";
        purchase["purc_invo_file_List"] = new JsonArray(new JsonObject { ["fixmedins_bchno"] = "P1", ["file_data"] = "AA==", ["file_name"] = "a.pdf" });
        var count = Invented.Count("C1", 2);
        count["pric"] = 1;
        foreach (var (number, node, input) in new[]
        {
            ("3501A", "invinfoErrDetail", Invented.Counts(count)),
            ("3502A", "invinfoErrDetail", Invented.Counts(Invented.Change("G1", 1, "101"))),
            ("3503A", "purcinfoErrDetail", Invented.Purchases(purchase)),
            ("3504A", "purcinfoErrDetail", Invented.Purchases(Invented.PurchaseReturn("R1", 1))),
            ("3505A", "selinfoErrDetail", Invented.Sales(Invented.Sale("S1", 1))),
            ("3506A", "selinfoErrDetail", Invented.Sales(Invented.SaleReturn("S2", 1))),
            ("3507A", "goodErrDetail", new JsonObject { ["goodDetail"] = new JsonArray(Invented.Deletion("S1", "4")["data"]!.DeepClone()) }),
        })
        {
            var answer = await bench.Caller.CallAsync(number, input);
            Assert.True(answer["infcode"]!.GetValue<int>() == 0, $"{number}: {answer["err_msg"]}");
            Assert.Equal("1", Assert.Single(answer["output"]![node]!.AsArray())!["retRslt"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Only_failed_lines_are_answered_when_configured()
    {
        await using var bench = await Bench.StartAsync(o => o.LineAnswers = LineAnswers.ErrDetailFailedOnly);
        Assert.Empty((await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 1))))["output"]!.AsObject());
        var answer = await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 1), Invented.Sale("S2", 1)));
        Assert.Equal("S1", Assert.Single(answer["output"]!["selinfoErrDetail"]!.AsArray())!["fixmedins_bchno"]!.GetValue<string>());
    }

    [Fact]
    public async Task Echoed_lines_carry_the_centers_number()
    {
        await using var bench = await Bench.StartAsync(o => o.LineAnswers = LineAnswers.Echo);
        var answer = await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 2)));
        var row = Assert.Single(answer["output"]!["selinfoDetail"]!.AsArray())!;
        Assert.Equal(("1", 2m, "DOC-S1"), (row["retRslt"]!.GetValue<string>(), row["sel_retn_cnt"]!.GetValue<decimal>(), row["rtal_docno"]!.GetValue<string>()));
        Assert.Equal(bench.Center.Ledger.Documents()[0].Number, row["medins_prod_sel_no"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_result_for_a_message_books_all_lines_or_none()
    {
        await using var bench = await Bench.StartAsync(o => o.LineAnswers = LineAnswers.Result);
        Assert.Equal("1", (await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 1))))["output"]!["result"]!["retRslt"]!.GetValue<string>());
        var failed = (await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S2", 1), Invented.Sale("S1", 1))))["output"]!["result"]!;
        Assert.Equal("0", failed["retRslt"]!.GetValue<string>());
        Assert.Contains("第2行", failed["msgRslt"]!.GetValue<string>());
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task Without_line_answers_one_bad_line_refuses_the_message()
    {
        await using var bench = await Bench.StartAsync(o => o.LineAnswers = LineAnswers.None);
        await AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 1)));
        EnvelopeTests.AssertRefused("第2行", await bench.Caller.CallAsync("3505A", Invented.Sales(Invented.Sale("S2", 1), Invented.Sale("S1", 1))));
        Assert.Single(bench.Center.Ledger.Documents());
        Assert.Equal(-1, bench.Center.Ledger.Stock(Hospital, "ITEM1"));
    }

    [Fact]
    public async Task Queries_read_back_what_stands_as_rows_under_output()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("B1", 10.5m)));
        await AcceptAsync(bench, "3502", Invented.One("invinfo", Invented.Change("B1", 5, "103")));
        await AcceptAsync(bench, "3503", Invented.One("purcinfo", Invented.Purchase("B1", 7)));
        await AcceptAsync(bench, "3504", Invented.One("purcinfo", Invented.PurchaseReturn("B1", 3)));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("B1", 4)));
        await AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("B1", 1)));
        var count = Assert.Single((await AcceptAsync(bench, "3508", Invented.Query()))["output"]!.AsArray())!;
        Assert.Equal((10.5m, "ITEM1", "MED1", "B1"), (count["invCnt"]!.GetValue<decimal>(), count["medinsListCodg"]!.GetValue<string>(), count["medListCodg"]!.GetValue<string>(), count["fixmedinsBchno"]!.GetValue<string>()));
        Assert.Equal("103", (await AcceptAsync(bench, "3509", Invented.Query()))["output"]![0]!["invChgType"]!.GetValue<string>());
        Assert.Equal(["0:7", "1:3"], (await AcceptAsync(bench, "3510", Invented.Query()))["output"]!.AsArray().Select(r => $"{r!["prodRetnFlag"]}:{r["purcRetnCnt"]}"));
        Assert.Equal(["4", "1"], (await AcceptAsync(bench, "3511", Invented.Query("medins_list_codg", "ITEM1")))["output"]!.AsArray().Select(r => r!["selRetnCnt"]!.ToString()));
        Assert.Empty((await AcceptAsync(bench, "3511", Invented.Query("medins_list_codg", "ITEM2")))["output"]!.AsArray());
        Assert.Empty((await AcceptAsync(bench, "3511", Invented.Query(from: "2026-03-02", to: "2026-03-05")))["output"]!.AsArray());
        Assert.Empty((await AcceptAsync(bench, "3511", Invented.Query(from: "2026-02-02", to: "2026-02-28")))["output"]!.AsArray());
        await AcceptAsync(bench, "3507", Invented.Deletion("B1", "4"));
        Assert.Empty((await AcceptAsync(bench, "3511", Invented.Query()))["output"]!.AsArray());
    }

    [Theory]
    [InlineData("3508")]
    [InlineData("3509")]
    [InlineData("3510")]
    [InlineData("3511")]
    [InlineData("3512")]
    public async Task Queries_demand_a_search_key_both_dates_and_the_own_institution(string number)
    {
        await using var bench = await Bench.StartAsync();
        EnvelopeTests.AssertRefused("至少填写一项", await bench.Caller.CallAsync(number, Without("fixmedins_bchno")));
        EnvelopeTests.AssertRefused("begndate", await bench.Caller.CallAsync(number, Without("begndate")));
        EnvelopeTests.AssertRefused("enddate", await bench.Caller.CallAsync(number, Without("enddate")));
        var other = Invented.Query();
        other["data"]!["fixmedins_code"] = "H00000000009";
        EnvelopeTests.AssertRefused("只能查询本机构", await bench.Caller.CallAsync(number, other));
    }

    [Fact]
    public async Task Trace_codes_that_came_in_and_that_were_sold_are_read_apart()
    {
        await using var bench = await Bench.StartAsync();
        await AcceptAsync(bench, "3501", Invented.One("invinfo", Invented.Count("B1", 10, traceCodes: ["T1", "T2"])));
        await AcceptAsync(bench, "3502A", Invented.Counts(Invented.Change("B1", 1, "101", traceCodes: ["T3"]), Invented.Change("B2", 1, "105", traceCodes: ["T4"])));
        await AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("B1", 2, traceCodes: ["T1", "T3"])));
        Assert.Equal(["T1", "T2", "T3"], (await AcceptAsync(bench, "3512", Invented.Query("med_list_codg", "MED1")))["output"]!.AsArray().Select(r => r!["drugTracCodg"]!.ToString()));
        Assert.Equal(["T1", "T3"], (await AcceptAsync(bench, "3513", Invented.Query()))["output"]!.AsArray().Select(r => r!["drugTracCodg"]!.ToString()));
        Assert.Equal("VISIT-B1", (await AcceptAsync(bench, "3513", Invented.Query("mdtrt_id", "VISIT-B1")))["output"]![0]!["mdtrtId"]!.ToString());
        var noDates = new JsonObject { ["data"] = new JsonObject { ["fixmedins_code"] = Hospital, ["med_list_codg"] = "MED1", ["drug_trac_codg"] = "T3" } };
        Assert.Single((await AcceptAsync(bench, "3513", noDates))["output"]!.AsArray());
    }

    [Fact]
    public async Task Each_operator_has_one_sign_in_and_signs_out_once()
    {
        await using var bench = await Bench.StartAsync();
        var first = await SignInAsync(bench, "op1");
        var other = await SignInAsync(bench, "op2");
        var second = await SignInAsync(bench, "op1");
        Assert.Equal(3, new[] { first, other, second }.Distinct().Count());
        EnvelopeTests.AssertRefused("未签到", await bench.Caller.CallAsync("9002", SignOut("op1", first)));
        Assert.NotEmpty((await AcceptAsync(bench, "9002", SignOut("op1", second)))["output"]!["sign_time"]!["sign_time"]!.ToString());
        EnvelopeTests.AssertRefused("未签到", await bench.Caller.CallAsync("9002", SignOut("op1", second)));
        await AcceptAsync(bench, "9002", SignOut("op2", other));
    }

    internal static async Task<JsonObject> AcceptAsync(Bench bench, string number, JsonObject input)
    {
        var answer = await bench.Caller.CallAsync(number, input);
        Assert.True(answer["infcode"]!.GetValue<int>() == 0, $"{number}: {answer["err_msg"]}");
        return answer;
    }

    private static JsonObject Without(string field)
    {
        var query = Invented.Query();
        query["data"]!.AsObject().Remove(field);
        return query;
    }

    private static JsonObject SignOut(string @operator, string number) => new() { ["signOut"] = new JsonObject { ["opter_no"] = @operator, ["sign_no"] = number } };

    private static async Task<string> SignInAsync(Bench bench, string @operator)
        => (await AcceptAsync(bench, "9001", GatewayTests.SignIn(@operator)))["output"]!["signinoutb"]!["sign_no"]!.GetValue<string>();
}
