using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Tests;

public class OutpatientTests
{
    [Theory]
    [InlineData("01", "EC0001")]
    [InlineData("02", "999999199001010010")]
    [InlineData("03", "C0001")]
    public async Task A_person_is_found_by_any_certificate(string kind, string number)
    {
        using var bench = new InProcessBench();
        var person = bench.Options.Persons.All[0];
        var output = await bench.AcceptAsync("1101", Outpatient.Identify(kind, kind == "02" ? person.CertificateNumber : number));
        Assert.Equal((person.Number, person.Name), (Text(output!["baseinfo"], "psn_no"), Text(output["baseinfo"], "psn_name")));
        Assert.Equal([("310", "990001", "500"), ("390", "990002", "0")], output["insuinfo"]!.AsArray().Select(i => (Text(i, "insutype"), Text(i, "insuplc_admdvs"), Text(i, "balc"))));
    }

    [Fact]
    public async Task A_token_lapses_and_an_identity_card_does_not()
    {
        using var bench = new InProcessBench(o => o.Persons.TokenLife = System.TimeSpan.FromMinutes(5));
        await bench.AcceptAsync("1101", Outpatient.Identify("01", "EC0001"));
        bench.Clock.Advance(System.TimeSpan.FromMinutes(5));
        await bench.AcceptAsync("2201", Outpatient.Register("O1"));
        bench.Clock.Advance(System.TimeSpan.FromSeconds(1));
        await bench.RefuseAsync("查询不到参保人员", "1101", Outpatient.Identify("01", "EC0001"));
        await bench.RefuseAsync("与人员不一致", "2201", Outpatient.Register("O2"));
        await bench.AcceptAsync("2201", Outpatient.Register("O2", certificate: bench.Options.Persons.All[0].CertificateNumber, kind: "02"));
    }

    [Fact]
    public async Task An_invented_identity_number_fails_its_check_digit()
    {
        using var bench = new InProcessBench();
        bench.Options.Persons.AddInvented(50);
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        Assert.All(bench.Options.Persons.All, p => Assert.NotEqual("10X98765432"[p.CertificateNumber[..17].Select((c, i) => (c - '0') * weights[i]).Sum() % 11], p.CertificateNumber[17]));
        Assert.Equal(50, bench.Options.Persons.All.Select(p => p.CertificateNumber).Distinct().Count());
        await bench.AcceptAsync("1101", Outpatient.Identify("01", "EC0050"));
    }

    [Theory]
    [InlineData("01", "EC9999")]
    [InlineData("02", "EC0001")]
    public async Task A_stranger_is_refused(string kind, string number)
    {
        using var bench = new InProcessBench();
        await bench.RefuseAsync("查询不到参保人员", "1101", Outpatient.Identify(kind, number));
    }

    [Fact]
    public async Task A_bill_is_shared_to_the_cent()
    {
        using var bench = new InProcessBench();
        var visit = await bench.ChargedAsync("O1", 33.33m, 66.66m, 0.02m);
        var trial = (await bench.AcceptAsync("2206", Outpatient.Try(visit, 100.01m, account: "1")))!["setlinfo"]!;
        Assert.Equal(("70.01", "30.00", "30.00", "0.00", "470.00"), (Text(trial, "fund_pay_sumamt"), Text(trial, "psn_part_amt"), Text(trial, "acct_pay"), Text(trial, "psn_cash_pay"), Text(trial, "balc")));
        Assert.Null(trial["setl_id"]);
        Assert.Empty(bench.Center.Ledger.Settlements());

        var settled = (await bench.AcceptAsync("2207", Outpatient.Settle(visit, 100.01m, account: "1")))!;
        Assert.Equal(bench.LastMessageId, Text(settled["setlinfo"], "medins_setl_id"));
        Assert.Equal("2026-03-01 09:30:00", Text(settled["setlinfo"], "setl_time"));
        Assert.Equal(("11", "990001"), (Text(settled["setlinfo"], "clr_type"), Text(settled["setlinfo"], "clr_optins")));
        Assert.Equal([("310100", "70.01"), ("310200", "30.00")], settled["setldetail"]!.AsArray().Select(d => (Text(d, "fund_pay_type"), Text(d, "fund_payamt"))));
        Assert.Equal("470.00", Text((await bench.AcceptAsync("1101", Outpatient.Identify("01", "EC0001")))!["insuinfo"]![0], "balc"));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Amounts_always_add_up(int seed)
    {
        var random = new System.Random(seed);
        using var bench = new InProcessBench(o =>
        {
            o.Money.HospitalRate = 0.013m;
            o.Persons.Add(o.Persons.All[0] with { Insurances = [o.Persons.All[0].Insurances[0] with { IsCivilServant = true, Balance = 50m }] });
        });
        for (var i = 0; i < 40; i++)
        {
            var amounts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 100_000) / 100m).ToArray();
            var (_, settlement, _) = await bench.SettledAsync("O" + i, random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), amounts);
            var a = bench.Center.Ledger.Settlement(RawCaller.Institution, settlement)!.Amounts;
            Assert.Equal(amounts.Sum(), a.Total);
            Assert.Equal(a.Total, a.Fund + a.Person + a.Hospital);
            Assert.Equal(a.Person, a.Account + a.Cash);
            Assert.True(a is { Pool: >= 0, CivilServant: >= 0, Account: >= 0, Cash: >= 0, Hospital: >= 0, Balance: >= 0 });
            Assert.Equal(decimal.Round(a.Fund, 2), a.Fund);
        }
    }

    [Fact]
    public async Task The_account_pays_no_more_than_it_holds()
    {
        using var bench = new InProcessBench();
        await bench.SettledAsync("O1", "1", 1500m);
        var (_, second, _) = await bench.SettledAsync("O2", "2", 400m);
        var amounts = bench.Center.Ledger.Settlement(RawCaller.Institution, second)!.Amounts;
        Assert.Equal((50m, 50m, 70m, 0m), (amounts.Account, amounts.SharedAccount, amounts.Cash, amounts.Balance));
    }

    [Fact]
    public async Task What_the_hospital_did_not_approve_no_fund_pays()
    {
        using var bench = new InProcessBench(o => o.Money.SelfPaidCodes.Add("XA01"));
        var visit = await bench.VisitAsync();
        var answer = await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 10m)));
        Assert.Equal(("10", "0", "1"), (Text(answer!["result"]![0], "fulamt_ownpay_amt"), Text(answer["result"]![0], "inscp_scp_amt"), Text(answer["result"]![0], "feedetl_sn")));

        bench.Options.Money.SelfPaidCodes.Clear();
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 2, 20m, "B2"), Outpatient.Fee(visit, 3, 5m, "B2", approval: "2")));
        var trial = (await bench.AcceptAsync("2206", Outpatient.Try(visit, 25m, "B2")))!["setlinfo"]!;
        Assert.Equal(("5", "14.00", "11.00"), (Text(trial, "fulamt_ownpay_amt"), Text(trial, "fund_pay_sumamt"), Text(trial, "psn_cash_pay")));
    }

    [Fact]
    public async Task The_order_of_a_visit_is_held()
    {
        using var bench = new InProcessBench();
        await bench.RefuseAsync("就诊记录不存在", "2203", Outpatient.Inform("1"));
        var visit = Text((await bench.AcceptAsync("2201", Outpatient.Register("O1")))!["data"], "mdtrt_id");
        await bench.RefuseAsync("请先上传就诊信息", "2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 1m)));
        await bench.AcceptAsync("2203A", Outpatient.Inform(visit));
        await bench.RefuseAsync("没有可结算的费用明细", "2206", Outpatient.Try(visit, 1m));
        await bench.RefuseAsync("没有可结算的费用明细", "2207", Outpatient.Settle(visit, 1m));
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 1m)));
        await bench.RefuseAsync("与费用明细合计不一致", "2207", Outpatient.Settle(visit, 1.01m));
        var settlement = Text((await bench.AcceptAsync("2207", Outpatient.Settle(visit, 1m)))!["setlinfo"], "setl_id");
        await bench.RefuseAsync("已结算", "2207", Outpatient.Settle(visit, 1m));
        await bench.RefuseAsync("已结算", "2206", Outpatient.Try(visit, 1m));
        await bench.RefuseAsync("已结算", "2204", Outpatient.Fees(Outpatient.Fee(visit, 2, 1m)));
        await bench.RefuseAsync("已结算的费用不能撤销", "2205", Outpatient.CancelFees(visit));
        await bench.RefuseAsync("请先撤销结算", "2202", Outpatient.CancelVisit(visit, "O1"));

        var refund = (await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit)))!["setlinfo"]!;
        Assert.Equal(("-1", "-0.70"), (Text(refund, "medfee_sumamt"), Text(refund, "fund_pay_sumamt")));
        Assert.NotEqual(settlement, Text(refund, "setl_id"));
        await bench.RefuseAsync("已撤销，不能重复撤销", "2208", Outpatient.CancelSettlement(settlement, visit));
        await bench.RefuseAsync("退费结算不能撤销", "2208", Outpatient.CancelSettlement(Text(refund, "setl_id"), visit));

        // The lines are free again: they can be settled anew, or deleted.
        settlement = Text((await bench.AcceptAsync("2207", Outpatient.Settle(visit, 1m)))!["setlinfo"], "setl_id");
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        await bench.AcceptAsync("2205", Outpatient.CancelFees(visit));
        await bench.AcceptAsync("2205", Outpatient.CancelFees(visit));
        await bench.RefuseAsync("与就诊记录不一致", "2202", Outpatient.CancelVisit(visit, "O2"));
        await bench.AcceptAsync("2202", Outpatient.CancelVisit(visit, "O1"));
        await bench.RefuseAsync("已撤销，不能重复撤销", "2202", Outpatient.CancelVisit(visit, "O1"));
        await bench.RefuseAsync("就诊记录已撤销", "2204", Outpatient.Fees(Outpatient.Fee(visit, 3, 1m)));
    }

    [Fact]
    public async Task The_text_for_something_undone_twice_can_be_chosen()
    {
        using var bench = new InProcessBench(o => o.Visits.AlreadyUndoneText = "not again");
        var (visit, settlement, _) = await bench.SettledAsync();
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        await bench.RefuseAsync("not again", "2208", Outpatient.CancelSettlement(settlement, visit));
    }

    [Fact]
    public async Task A_visit_number_is_new_for_every_registration()
    {
        using var bench = new InProcessBench();
        var visit = await bench.VisitAsync("O1");
        await bench.AcceptAsync("2202", Outpatient.CancelVisit(visit, "O1"));
        await bench.RefuseAsync("ipt_otp_no 住院/门诊号：重复", "2201", Outpatient.Register("O1"));
        bench.Options.Visits.RepeatedVisitNumber = Strictness.Allow;
        await bench.AcceptAsync("2201", Outpatient.Register("O1"));
    }

    [Fact]
    public async Task A_message_about_somebody_else_is_refused()
    {
        using var bench = new InProcessBench();
        await bench.RefuseAsync("没有此险种", "2201", Outpatient.Register("O1", insurance: "510"));
        await bench.RefuseAsync("在此地没有该险种", "2201", Outpatient.Register("O1", insurance: "390"));
        await bench.RefuseAsync("查询不到参保人员", "2201", Outpatient.Register("O1", person: "1"));
        await bench.RefuseAsync("mdtrt_cert_no 就诊凭证编号：与人员不一致", "2201", Outpatient.Register("O1", certificate: "EC0002"));
        var named = Outpatient.Register("O1");
        named["data"]!["psn_name"] = "别人";
        await bench.RefuseAsync("psn_name 人员姓名：与参保信息不一致", "2201", named);
        var visit = await bench.ChargedAsync();
        await bench.RefuseAsync("psn_no 人员编号：与就诊记录不一致", "2207", Outpatient.Settle(visit, 100m, person: Outpatient.Resident));
        await bench.RefuseAsync("insutype 险种类型：与就诊登记不一致", "2207", Outpatient.Settle(visit, 100m, insurance: "390"));
        await bench.RefuseAsync("med_type 医疗类别：与就诊记录不一致", "2207", Outpatient.Settle(visit, 100m, medType: "14"));
        bench.Area = "990002";
        await bench.RefuseAsync("insuplc_admdvs 参保地医保区划：与就诊登记不一致", "2207", Outpatient.Settle(visit, 100m));
    }

    [Theory]
    [InlineData(RepeatedFeeLine.Refuse)]
    [InlineData(RepeatedFeeLine.Double)]
    public async Task A_fee_line_that_comes_again_is_refused_or_doubled(RepeatedFeeLine rule)
    {
        using var bench = new InProcessBench(o => o.Visits.RepeatedFeeLine = rule);
        var visit = await bench.ChargedAsync();
        var again = await bench.CallAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 60m)));
        Assert.Equal(rule == RepeatedFeeLine.Refuse, again["err_msg"]!.GetValue<string>().Contains("feedetl_sn 费用明细流水号：重复"));
        Assert.Equal(rule == RepeatedFeeLine.Refuse ? 100m : 160m, Assert.Single(bench.Center.Ledger.Visits()).Lines.Sum(l => l.Amount));
    }

    [Fact]
    public async Task One_bad_line_and_no_line_is_booked()
    {
        using var bench = new InProcessBench();
        var visit = await bench.VisitAsync();
        await bench.RefuseAsync("第3行 feedetl_sn", "2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 1m), Outpatient.Fee(visit, 2, 1m), Outpatient.Fee(visit, 1, 1m)));
        Assert.Empty(Assert.Single(bench.Center.Ledger.Visits()).Lines);
        Assert.DoesNotContain(bench.Center.Ledger.Documents(), d => d.Family == "fee-line");
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 1, 1m)));
    }

    [Fact]
    public async Task A_batch_comes_in_one_message_and_0000_deletes_what_is_not_settled()
    {
        using var bench = new InProcessBench();
        var (visit, _, _) = await bench.SettledAsync();
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 11, 5m, "B2"), Outpatient.Fee(visit, 12, 5m, "B3")));
        await bench.RefuseAsync("该批次已上传", "2204", Outpatient.Fees(Outpatient.Fee(visit, 13, 5m, "B2")));
        await bench.AcceptAsync("2205", Outpatient.CancelFees(visit, "0000"));
        var lines = Assert.Single(bench.Center.Ledger.Visits()).Lines;
        Assert.Equal(["B2", "B3"], lines.Where(l => l.UndoneBy == bench.LastMessageId).Select(l => l.Batch));
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee(visit, 11, 5m, "B2")));
    }

    [Fact]
    public async Task A_reversal_takes_a_settlement_out_of_the_books()
    {
        using var bench = new InProcessBench();
        var (visit, settlement, message) = await bench.SettledAsync(account: "1");
        await bench.RefuseAsync("原交易不存在", "2601", Outpatient.Reverse(RawCaller.NextMessageId(), "2207"));
        await bench.RefuseAsync("与原交易不一致", "2601", Outpatient.Reverse(message, "2208"));
        await bench.RefuseAsync("与原交易不一致", "2601", Outpatient.Reverse(message, "2207", Outpatient.Resident));
        await bench.RefuseAsync("此交易不能冲正", "2601", Outpatient.Reverse(message, "2204"));
        await bench.AcceptAsync("2601", Outpatient.Reverse(message, "2207"));
        var reversed = bench.Center.Ledger.Settlement(RawCaller.Institution, settlement)!;
        Assert.Equal((bench.LastMessageId, false, false), (reversed.ReversedBy, reversed.Counts, reversed.Stands));
        await bench.RefuseAsync("已撤销，不能重复撤销", "2601", Outpatient.Reverse(message, "2207"));
        await bench.RefuseAsync("已撤销，不能重复撤销", "2208", Outpatient.CancelSettlement(settlement, visit));
        Assert.Equal("500", Text((await bench.AcceptAsync("1101", Outpatient.Identify("01", "EC0001")))!["insuinfo"]![0], "balc"));
        await bench.AcceptAsync("2207", Outpatient.Settle(visit, 100m));
    }

    [Fact]
    public async Task A_reversed_refund_leaves_the_settlement_standing_unless_its_lines_went()
    {
        using var bench = new InProcessBench();
        var (visit, settlement, _) = await bench.SettledAsync();
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        var refund = bench.LastMessageId;
        await bench.AcceptAsync("2601", Outpatient.Reverse(refund, "2208"));
        Assert.True(bench.Center.Ledger.Settlement(RawCaller.Institution, settlement)!.Stands);
        await bench.RefuseAsync("已结算", "2207", Outpatient.Settle(visit, 100m));

        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        refund = bench.LastMessageId;
        await bench.AcceptAsync("2205", Outpatient.CancelFees(visit));
        await bench.RefuseAsync("已变更，不能冲正", "2601", Outpatient.Reverse(refund, "2208"));
    }

    [Fact]
    public async Task The_edition_and_an_option_say_what_can_be_reversed()
    {
        using var hunan = new InProcessBench(o => o.Edition = "hunan");
        await hunan.RefuseAsync("此交易不能冲正", "2601", Outpatient.Reverse(RawCaller.NextMessageId(), "2208"));
        await hunan.RefuseAsync("原交易不存在", "2601", Outpatient.Reverse(RawCaller.NextMessageId(), "2207"));
        using var bench = new InProcessBench(o =>
        {
            o.Visits.Reversible = new HashSet<string> { "2304" };
            o.Visits.UnknownReversal = Strictness.Allow;
        });
        var (_, _, message) = await bench.SettledAsync();
        await bench.RefuseAsync("此交易不能冲正", "2601", Outpatient.Reverse(message, "2207"));
        await bench.AcceptAsync("2601", Outpatient.Reverse(RawCaller.NextMessageId(), "2304"));
    }

    [Fact]
    public async Task The_ledger_shows_everything_once_and_no_person()
    {
        using var bench = new InProcessBench();
        var (visit, settlement, message) = await bench.SettledAsync();
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        var refund = bench.LastMessageId;
        var text = await bench.Http.GetStringAsync(MockCenterHandler.BaseUri + "_center/ledger");
        var documents = JsonNode.Parse(text)!["documents"]!.AsArray();
        Assert.Equal(
            [("2201", "visit", "booked"), ("2203", "visit-information", "booked"), ("2204", "fee-line", "booked"), ("2204", "fee-line", "booked"), ("2207", "settlement", "undone"), ("2208", "refund", "booked")],
            documents.Select(d => (Text(d, "code"), Text(d, "family"), Text(d, "state"))));
        var settled = documents[4]!;
        Assert.Equal((message, visit, settlement, "B1", refund, "100"), (Text(settled, "msgid"), Text(settled["keys"], "mdtrt_id"), Text(settled["keys"], "setl_id"), Text(settled["keys"], "chrg_bchno"), Text(settled, "undoneBy"), Text(settled, "amount")));
        Assert.DoesNotContain(Outpatient.Employee, text);
    }

    [Fact]
    public async Task A_restart_finds_everything_in_the_ledger_file()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            string visit, settlement, second;
            using (var before = new InProcessBench(o => o.LedgerFile = path))
            {
                (visit, settlement, _) = await before.SettledAsync(account: "1");
                await before.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
                second = Text((await before.AcceptAsync("2207", Outpatient.Settle(visit, 100m, account: "1")))!["setlinfo"], "setl_id");
            }

            using var after = new InProcessBench(o => o.LedgerFile = path);
            Assert.Equal([(settlement, false), (after.Center.Ledger.Settlements()[1].Id, false), (second, true)], after.Center.Ledger.Settlements().Select(s => (s.Id, s.Stands)));
            Assert.Equal("470.00", Text((await after.AcceptAsync("1101", Outpatient.Identify("01", "EC0001")))!["insuinfo"]![0], "balc"));
            await after.RefuseAsync("已结算", "2207", Outpatient.Settle(visit, 100m));
            var next = Text((await after.AcceptAsync("2201", Outpatient.Register("O2")))!["data"], "mdtrt_id");
            Assert.NotEqual(visit, next);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Fact]
    public async Task Numbers_that_are_answered_from_the_spec_book_nothing()
    {
        using var bench = new InProcessBench(o => o.AnsweredFromSpec.Add("2204"));
        await bench.AcceptAsync("2204", Outpatient.Fees(Outpatient.Fee("1", 1, 1m)));
        Assert.Equal("spec", bench.Center.Messages.Snapshot()[^1].AnsweredFrom);
    }

    private static string Text(JsonNode? row, string key) => row![key] is { } value ? value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "";
}
