using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The split: formulas, what was agreed, what reconciliation gets.</summary>
public sealed class MoneyTests
{
    [Fact]
    public async Task A_settlement_gives_the_split_as_decimals_and_the_record_for_the_books()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();

        Assert.Equal((30m, 18m, 12m, 3m, 9m, 0m), (result.Amounts.Total, result.Amounts.Fund, result.Amounts.PersonPart, result.Amounts.Account, result.Amounts.Cash, result.Amounts.HospitalPart));
        Assert.Equal(18m, result.Amounts["hifp_pay"]);
        Assert.Equal(("310100", 18m), (result.Funds.Single().FundType, result.Funds.Single().Amount));
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Differences);
        var record = result.ToRecord()!;
        Assert.Equal((result.MessageId, "2207", "SETL1", "M1", "310", "11", "440800"), (record.MessageId, record.Code, record.SettlementId, record.VisitId, record.InsuranceType, record.ClearingType, record.ClearingOffice));
        Assert.Equal((30m, 18m, 3m, 9m, new DateTimeOffset(2026, 3, 2, 0, 31, 0, TimeSpan.FromHours(8))), (record.TotalAmount, record.FundAmount, record.AccountAmount, record.CashAmount, record.SettledAt));
        Assert.Equal(JournalState.Accepted, (await bench.Journal.FindAsync(result.MessageId))!.State);
        Assert.DoesNotContain("44090000000000000001", result + visit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_only_the_visit_books_are_confirmed_and_money_is_left_to_the_his()
    {
        using var bench = new Bench();
        await bench.SettledAsync();

        Assert.Equal(["2201 Confirmed", "2203 Confirmed", "2204 Confirmed", "2207 Accepted"], bench.Journal.All.Select(e => e.Code + " " + e.State));
    }

    [Fact]
    public async Task A_refund_has_an_id_and_a_negative_record_of_its_own()
    {
        using var bench = new Bench();
        var (visit, settled) = await bench.SettledAsync();
        var refund = await visit.RefundAsync();

        Assert.True(refund.IsRefund);
        Assert.Equal(("BACK1", -100m, -30m, -40m), (refund.SettlementId, refund.Amounts.Total, refund.Amounts.Cash, refund.Amounts.PersonPart));
        Assert.Equal("INS6205", Assert.Single(refund.Warnings).Number);
        var record = refund.ToRecord()!;
        Assert.Equal(("2208", "SETL1", true, -100m, refund.MessageId), (record.Code, record.RefundOf, record.IsRefund, record.TotalAmount, record.MessageId));
        Assert.Equal((SettlementFate.Refunded, "BACK1"), (visit.Status.Settlements.Single().Fate, visit.Status.Settlements.Single().RefundSettlementId));
        Assert.NotEqual(settled.MessageId, refund.MessageId);
        var again = await visit.SettleAsync(Bench.Order(await visit.TrialAsync(Bench.Trial())));
        Assert.Equal("SETL2", again.SettlementId);
    }

    [Fact]
    public async Task A_settlement_that_differs_from_what_was_shown_says_where()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        bench.Center.Outputs["2207"] = Settlement("\"fund_pay_sumamt\":15,\"hifp_pay\":15,\"psn_part_amt\":15,\"acct_pay\":3,\"psn_cash_pay\":12");

        var result = await visit.SettleAsync(Bench.Order(trial));

        Assert.Equal([("hifp_pay", 18m, 15m), ("fund_pay_sumamt", 18m, 15m), ("psn_part_amt", 12m, 15m), ("psn_cash_pay", 9m, 12m)], result.Differences.Select(d => (d.Code, d.Agreed!.Value, d.Settled!.Value)));
        Assert.Equal("INS6206", Assert.Single(result.Warnings).Number);
        Assert.DoesNotContain("15", result.Warnings.Single().Text, StringComparison.Ordinal);
        Assert.Equal(VisitState.Settled, visit.Status.State);
    }

    [Fact]
    public async Task A_trial_whose_total_is_not_the_sum_of_the_lines_is_not_settled_unless_the_hospital_says_so()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        bench.Center.Outputs["2206"] = """{"setlinfo":{"mdtrt_id":"M1","psn_no":"44090000000000000001","psn_name":"测试甲","certno":"440900190001010000","medfee_sumamt":20,"fulamt_ownpay_amt":0,"overlmt_selfpay":0,"preselfpay_amt":0,"inscp_scp_amt":20,"clr_type":"11"}}""";
        var trial = await visit.TrialAsync(Bench.Trial());

        Assert.Equal("INS6205", Assert.Single(trial.Warnings).Number);
        Assert.Equal("6116 > 2205, 2204, 2206", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.SettleAsync(Bench.Order(trial))), ""));

        var lax = new OutpatientDesk(bench.TheClient, bench.Store, bench.Journal, new VisitDeskOptions { TrialTotalDiffers = FindingRule.Warn });
        Assert.Equal("SETL1", (await (await lax.FindAsync("OP1"))!.SettleAsync(Bench.Order(trial))).SettlementId);
    }

    [Fact]
    public async Task A_trial_that_names_nobody_or_breaks_the_centers_rules_says_so()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        bench.Center.Outputs["2206"] = """{"setlinfo":{"mdtrt_id":"M1","medfee_sumamt":30},"voladetail":[{"mdtrt_id":"M1","vola_type":"1","vola_dscr":"超量"}]}""";

        Assert.Equal(["INS6207", "INS6212"], (await visit.TrialAsync(Bench.Trial())).Warnings.Select(w => w.Number));
    }

    [Theory]
    // Plain: the account outside the fund.
    [InlineData(100, 60, 40, 10, 30, 0, 60, null, "")]
    [InlineData(100, 60, 40, 10, 30, 0, 60, false, "")]
    [InlineData(100, 60, 35, 10, 25, 5, 60, null, "")]
    // Guangdong as one client reads it: the account inside the fund.
    [InlineData(100, 70, 40, 10, 30, 0, 60, null, "")]
    [InlineData(100, 70, 40, 10, 30, 0, 60, true, "")]
    [InlineData(100, 70, 40, 10, 30, 0, 60, false, "INS6201,INS6203")]
    [InlineData(100, 60, 40, 10, 30, 0, 60, true, "INS6201,INS6203")]
    // Wrong in every reading.
    [InlineData(100, 61, 40, 10, 30, 0, 61, null, "INS6201")]
    [InlineData(100, 60, 40, 10, 31, 0, 60, null, "INS6202")]
    [InlineData(100, 60, 40, 10, 30, 0, 55, null, "INS6203")]
    [InlineData(-100, -60, -40, -10, -30, 0, -60, null, "")]
    public void The_formulas_of_a_split_only_warn(int total, int fund, int person, int account, int cash, int hospital, int pooled, bool? inside, string expected)
    {
        var amounts = new SettlementAmounts(new Dictionary<string, decimal>
        {
            ["medfee_sumamt"] = total, ["fund_pay_sumamt"] = fund, ["psn_part_amt"] = person, ["acct_pay"] = account, ["psn_cash_pay"] = cash, ["hosp_part_amt"] = hospital, ["acct_mulaid_pay"] = 0,
            ["hifp_pay"] = pooled, ["cvlserv_pay"] = 0, ["hifes_pay"] = 0, ["hifmi_pay"] = 0, ["hifob_pay"] = 0, ["maf_pay"] = 0, ["oth_pay"] = 0,
        });
        Assert.Equal(expected, string.Join(",", SettlementArithmetic.Check(amounts, inside).Select(w => w.Number)));
    }

    [Fact]
    public void A_family_members_part_is_not_more_than_the_account()
        => Assert.Equal("INS6204", Assert.Single(SettlementArithmetic.Check(new SettlementAmounts(new Dictionary<string, decimal> { ["acct_pay"] = 5, ["acct_mulaid_pay"] = 6 }), null)).Number);

    [Fact]
    public async Task A_settlement_can_be_read_back_from_the_journal()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        await visit.RefundAsync();
        var later = (await bench.Outpatients.FindByVisitIdAsync("M1"))!;

        var again = (await later.SettlementAsync(result.SettlementId))!;
        var back = (await later.RefundOfAsync("BACK1"))!;

        Assert.Equal((30m, 9m, "SETL1", result.MessageId), (again.Amounts.Total, again.Amounts.Cash, again.SettlementId, again.MessageId));
        Assert.Equal((-100m, "BACK1"), (back.Amounts.Total, back.SettlementId));
        Assert.Null(await later.SettlementAsync("SETL999"));
        Assert.Equal(result.ToRecord(), again.ToRecord());
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_posted_as_the_negative_of_its_settlement()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        bench.Center.Lose("2208");
        var lost = (await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.RefundAsync())).MessageId;
        await bench.Journal.ResolveAsync(new JournalResolution(lost, JournalState.Accepted, "adopted", "recovery", "5203 shows it"));
        await visit.RefreshAsync();

        var back = (await visit.RefundOfAsync(result.SettlementId))!;

        Assert.Equal((-result.Amounts.Total, -result.Amounts.Fund, -result.Amounts.Cash), (back.Amounts.Total, back.Amounts.Fund, back.Amounts.Cash));
        Assert.Null(back.Amounts.Balance);
        Assert.Equal("amounts, setl_id, setl_time", back.Assumed);
        Assert.Contains(back.Warnings, w => w.Number == "INS6213");
        var record = back.ToRecord()!;
        Assert.Equal((lost, result.SettlementId, result.SettlementId, true, back.Assumed), (record.MessageId, record.SettlementId, record.RefundOf, record.IsRefund, record.Assumed));
    }

    [Fact]
    public async Task A_settlement_that_recovery_found_by_5203_is_read_in_that_querys_words()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        bench.Center.Lose("2207");
        var lost = await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.SettleAsync(Bench.Order(trial)));
        var found = """{"setlinfo":{"setl_id":"SETL1","mdtrt_id":"M1","psn_no":"44090000000000000001","setl_time":"2026-03-02 00:31:00","clr_type":"11","clr_optins":"440800","medfee_sumamt":30,"fund_pay_sumamt":18,"psn_pay":12,"acct_pay":3,"cash_payamt":9}}""";
        await bench.Journal.ResolveAsync(new JournalResolution(lost.MessageId, JournalState.Accepted, "adopted", "recovery", "5203") { Output = System.Text.Encoding.UTF8.GetBytes(found) });

        var settlement = (await visit.RefreshAsync()).Settlements.Single();

        Assert.Equal(("SETL1", 12m, 9m), (settlement.SettlementId, settlement.Amounts.PersonPart, settlement.Amounts.Cash));
        Assert.Equal(9m, (await visit.SettlementAsync("SETL1"))!.ToRecord()!.CashAmount);
    }

    private static string Settlement(string amounts)
        => """{"setlinfo":{"mdtrt_id":"M1","setl_id":"SETL1","psn_no":"44090000000000000001","setl_time":"2026-03-02 00:31:00","medfee_sumamt":30,"fulamt_ownpay_amt":0,"overlmt_selfpay":0,"preselfpay_amt":0,"inscp_scp_amt":30,"hosp_part_amt":0,"clr_type":"11",""" + amounts + "}}";
}
