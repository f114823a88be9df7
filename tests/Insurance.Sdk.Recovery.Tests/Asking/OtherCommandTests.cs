using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Lost answers of stock uploads, mappings, filings and settlement lists.</summary>
public sealed class OtherCommandTests : IDisposable
{
    private const string Sale = """
        {"selinfoDetail":[{"med_list_codg":"XA01","fixmedins_hilist_id":"D1","fixmedins_hilist_name":"示例","fixmedins_bchno":"B1","sel_retn_cnt":2,"sel_retn_time":"2026-03-01 09:20:00","drugtracinfo":[{"drug_trac_codg":"81000010000000000001"}]},
                          {"med_list_codg":"XA02","fixmedins_hilist_id":"D2","fixmedins_hilist_name":"示例","fixmedins_bchno":"B2","sel_retn_cnt":1,"sel_retn_time":"2026-03-01 09:20:00","drugtracinfo":[]}]}
        """;

    private readonly Hospital _hospital = new();

    public void Dispose() => _hospital.Dispose();

    [Fact]
    public async Task Sales_are_asked_for_one_by_one_and_their_codes_with_them()
    {
        var lost = await _hospital.LoseAsync("3505A", Sale);
        _hospital.Center.Always("3511", i => ScriptedCenter.Accepted("[{\"fixmedinsBchno\":\"" + i["data"]!["fixmedins_bchno"] + "\"}]"))
            .Always("3513", """[{"fixmedinsBchno":"B1","drugTracCodg":"81000010000000000001"}]""");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Adopted, result.Outcome);
        Assert.Equal(["B1", "B2"], _hospital.Center.Inputs("3511").Select(i => i["data"]!["fixmedins_bchno"]!.GetValue<string>()));
        Assert.Equal(("2026-03-01", Hospital.Institution), (_hospital.Center.Inputs("3511").First()["data"]!["begndate"]!.GetValue<string>(), _hospital.Center.Inputs("3511").First()["data"]!["fixmedins_code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_sale_without_its_codes_is_not_taken_for_done()
    {
        var lost = await _hospital.LoseAsync("3505A", Sale);
        _hospital.Center.Always("3511", i => ScriptedCenter.Accepted("[{\"fixmedinsBchno\":\"" + i["data"]!["fixmedins_bchno"] + "\"}]")).Always("3513", "[]");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Theory]
    [InlineData("""[{"fixmedinsBchno":"B1","medListCodg":"XA99"}]""", RecoveryOutcome.NeedsPerson)]
    [InlineData("[]", RecoveryOutcome.NothingHappened)]
    public async Task A_sale_under_the_serial_with_another_drug_is_not_it(string rows, RecoveryOutcome expected)
    {
        var lost = await _hospital.LoseAsync("3505A", Sale);
        _hospital.Center.Always("3511", rows).Always("3513", "[]");
        _hospital.Settle();
        Assert.Equal(expected, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_deletion_of_a_sale_is_asked_for_on_the_sales_own_day()
    {
        await _hospital.AcceptAsync("3505A", Sale, "null");
        _hospital.Clock.Advance(TimeSpan.FromDays(3));
        var lost = await _hospital.LoseAsync("3507A", """{"goodDetail":[{"fixmedins_bchno":"B1","inv_data_type":"4"}]}""");
        _hospital.Center.Always("3511", "[]");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal("2026-03-01", _hospital.Center.Inputs("3511").Single()["data"]!["begndate"]!.GetValue<string>());
        Assert.Equal(0, _hospital.Center.Count("3508"));
    }

    [Fact]
    public async Task A_mapping_is_found_over_pages()
    {
        var lost = await _hospital.LoseAsync("3301", """{"data":[{"fixmedins_hilist_id":"D1","fixmedins_hilist_name":"示例","list_type":"101","med_list_codg":"XA01","begndate":"2026-03-01","enddate":"2027-03-01"}]}""");
        _hospital.Center.Always("1317", i => ScriptedCenter.Accepted(i["data"]!["page_num"]!.ToString() == "1"
            ? """{"pageNum":1,"pageSize":100,"pages":2,"data":[{"medins_list_codg":"D9","med_list_codg":"XA09","begndate":"2026-03-01","vali_flag":"1"}]}"""
            : """{"pageNum":2,"pageSize":100,"pages":2,"data":[{"medins_list_codg":"D1","med_list_codg":"XA01","begndate":"2026-03-01 00:00:00","vali_flag":"1"}]}"""));
        Assert.Equal(RecoveryOutcome.Adopted, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(2, _hospital.Center.Count("1317"));
    }

    [Fact]
    public async Task A_center_that_gives_the_same_page_again_ends_the_paging()
    {
        var lost = await _hospital.LoseAsync("2406", """{"data":{"mdtrt_id":"M1","psn_no":"P1","ipt_psn_sp_flag_type":"1","ipt_psn_sp_flag":"1"}}""");
        var rows = string.Join(",", Enumerable.Range(0, 100).Select(i => "{\"ipt_psn_sp_flag_type\":\"9\",\"ipt_psn_sp_flag\":\"" + i + "\"}"));
        _hospital.Center.Always("2407", "{\"IptPsnSpFlagReg\":[" + rows + "]}");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal(2, _hospital.Center.Count("2407"));
    }

    [Fact]
    public async Task A_filing_that_is_listed_is_taken_over_though_its_key_stays_unknown()
    {
        var lost = await _hospital.LoseAsync("2501", """{"refmedin":{"psn_no":"P1","reflin_medins_no":"H1","refl_date":"2026-03-01"}}""");
        _hospital.Center.Always("5304", """{"refmedin":[{"reflin_medins_no":"H1","refl_date":"2026-03-01 00:00:00"}]}""");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.Equal(RecoveryOutcome.Adopted, result.Outcome);
        Assert.Contains("does not give back", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filing_that_waits_for_review_is_not_listed_and_that_proves_nothing()
    {
        var lost = await _hospital.LoseAsync("2503", """{"data":{"psn_no":"P1","opsp_dise_code":"M01","begndate":"2026-03-01"}}""");
        _hospital.Center.Always("5301", """{"feedetail":[]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_filing_is_found_by_the_key_of_its_answer()
    {
        var filed = await _hospital.AcceptAsync("2501", """{"refmedin":{"psn_no":"P1","reflin_medins_no":"H1","refl_date":"2026-03-01"}}""", """{"result":{"trt_dcla_detl_sn":"T1"}}""");
        Assert.Equal(filed, Assert.Single(await _hospital.Journal.FindByKeyAsync("trt_dcla_detl_sn", "T1")).MessageId);
        _hospital.Clock.Advance(TimeSpan.FromSeconds(1));
        var lost = await _hospital.LoseAsync("2502", """{"data":{"psn_no":"P1","trt_dcla_detl_sn":"T1"}}""");
        _hospital.Center.Always("5304", """{"refmedin":[{"reflin_medins_no":"H1","refl_date":"2026-03-01"}]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NothingHappened, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        Assert.Equal("2026-03-01 00:00:00", _hospital.Center.Inputs("5304").Single()["data"]!["begntime"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2", RecoveryOutcome.Adopted)]
    [InlineData("1", RecoveryOutcome.NothingHappened)]
    public async Task The_state_of_a_settlement_list_tells_whether_it_was_changed(string shown, RecoveryOutcome expected)
    {
        var lost = await _hospital.LoseAsync("4102", """{"stastinfo":[{"psn_no":"P1","setl_id":"S1","stas_type":"2"}]}""");
        _hospital.Center.Always("4103", "{\"setlinfo\":{\"setl_id\":\"S1\",\"stas_type\":\"" + shown + "\"}}");
        _hospital.Settle();
        Assert.Equal(expected, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
    }

    [Fact]
    public async Task A_department_counts_as_changed_only_where_every_field_that_is_shown_is_as_it_was_sent()
    {
        const string Change = """{"deptinfo":{"hosp_dept_codg":"A1","hosp_dept_name":"内科","begntime":"2026-03-01 00:00:00","caty":"A03"}}""";
        var lost = await _hospital.LoseAsync("3402", Change);
        _hospital.Center.Next("5101", """{"feedetail":[{"hosp_dept_codg":"A1","hosp_dept_name":"内科一","begntime":"2026-03-01","caty":"A03"}]}""");
        _hospital.Settle();
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await _hospital.Desk().ResolveAsync(lost)).Outcome);
        _hospital.Center.Next("5101", """{"feedetail":[{"hosp_dept_codg":"A1","hosp_dept_name":"内科","begntime":"2026-03-01","caty":"A03"}]}""");
        var result = await _hospital.Desk().ResolveAsync(lost);
        Assert.True(result.Outcome == RecoveryOutcome.Adopted, result.Why);
    }

    [Fact]
    public async Task Codes_with_leading_noughts_are_texts()
    {
        Assert.False(Wanted.Same("007", "7"));
        Assert.True(Wanted.Same("100.50", "100.5"));
        Assert.True(Wanted.Same("2026-03-01", "2026-03-01 08:00:00"));
        Assert.False(Wanted.Same("2026-03-01 09:00:00", "2026-03-01 08:00:00"));
        Assert.False(Wanted.Same("1234567890", "1234567891"));
        await Task.CompletedTask;
    }
}
