using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>3505 商品销售 and 3505A 商品销售A: the answers that carry something.</summary>
public sealed class SaleTests
{
    [Fact]
    public async Task Echoed_rows_are_read_with_their_results_prices_dates_and_numbers_of_the_center()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSalesBatchAnswer>("3505A", "3505A.answer.echoed-rows.json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 追溯码必填" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Equal(2, answer.SelinfoDetail.Count);
        var taken = answer.SelinfoDetail[0];
        Assert.Equal("440800202603020000000001", taken.MedinsProdSelNo);
        Assert.Equal((15.8m, 2m), (taken.FinlTrnsPric, taken.SelRetnCnt));
        Assert.Equal(("1", "0", "1", "1"), (taken.RxFlag, taken.TrdnFlag, taken.MdtrtSetlType, taken.RetRslt));
        Assert.Equal(new ChinaTime(2025, 6, 1), taken.ManuDate);
        Assert.Equal(new ChinaTime(2027, 5, 31), taken.ExpyEnd);
        Assert.Equal(new ChinaTime(2026, 3, 1, 10, 15, 30), taken.SelRetnTime);
        var refused = answer.SelinfoDetail[1];
        Assert.Equal((0.333333m, 0.5m, "2"), (refused.FinlTrnsPric, refused.SelRetnCnt, refused.MdtrtSetlType));
        Assert.Equal("追溯码必填", Assert.Single(answer.Receipt.RefusedLines).Reason);
    }

    [Fact]
    public async Task A_list_of_the_failed_sales_refuses_only_those()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSalesBatchAnswer>("3505A", "3505A.answer.failed-only.json");

        Assert.Equal(new[] { "0 Refused 追溯码已销售", "1 Accepted" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Equal("XS202603010001", Assert.Single(answer.SelinfoErrDetail).FixmedinsBchno);
    }

    [Fact]
    public async Task One_result_object_speaks_of_all_sales()
    {
        var accepted = await EveryNumber.AnsweredAsync<UploadSalesBatchAnswer>("3505A", "3505A.answer.result-accepted.json");
        var refused = await EveryNumber.AnsweredAsync<UploadSalesBatchAnswer>("3505A", "3505A.answer.result-refused.json");

        Assert.Equal("1", accepted.Result.RetRslt);
        Assert.Empty(accepted.Receipt.RefusedLines);
        Assert.Equal(new[] { "0 Refused 结算ID不存在", "1 Refused 结算ID不存在" }, EveryNumber.Lines(refused.Receipt.Lines));
    }

    [Theory]
    [InlineData(MissingLineRule.Accepted, LineState.Accepted)]
    [InlineData(MissingLineRule.Refused, LineState.Refused)]
    public async Task A_named_line_without_verdict_counts_as_the_hospital_sets_it(MissingLineRule rule, LineState state)
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSalesBatchAnswer>("3505A", "3505A.answer.no-verdict.json", o => o.MissingLineResult = rule);

        Assert.Equal(LineState.Accepted, answer.Receipt.Lines[0].State);
        Assert.Equal(state, answer.Receipt.Lines[1].State);
    }

    [Fact]
    public async Task The_verdict_on_a_single_sale_reaches_the_caller()
    {
        var accepted = await EveryNumber.AnsweredAsync<UploadSaleAnswer>("3505", "3505.answer.result-accepted.json");
        var refused = await EveryNumber.AnsweredAsync<UploadSaleAnswer>("3505", "3505.answer.result-refused.json");

        Assert.Empty(accepted.Receipt.RefusedLines);
        Assert.Equal("追溯码已销售", Assert.Single(refused.Receipt.RefusedLines).Reason);
    }
}
