using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>3506A 商品销售退货A: the answers that carry something.</summary>
public sealed class SaleReturnTests
{
    [Fact]
    public async Task A_list_of_the_failed_returns_refuses_only_those()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSaleReturnsBatchAnswer>("3506A", "3506A.answer.failed-only.json");

        Assert.Equal(new[] { "0 Refused 未找到原销售记录", "1 Accepted" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Equal("XSLS20260301000000000000000000000001", Assert.Single(answer.SelinfoErrDetail).MedinsProdSelNo);
    }

    [Fact]
    public async Task A_list_of_all_returns_tells_each_line()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSaleReturnsBatchAnswer>("3506A", "3506A.answer.all-lines.json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 退货数量大于销售数量" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Null(answer.SelinfoErrDetail[1].MedinsProdSelNo);
    }

    [Fact]
    public async Task One_result_object_speaks_of_all_returns()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadSaleReturnsBatchAnswer>("3506A", "3506A.answer.result-refused.json");

        Assert.Equal("0", answer.Result.RetRslt);
        Assert.Equal(new[] { "0 Refused 退货单校验失败", "1 Refused 退货单校验失败" }, EveryNumber.Lines(answer.Receipt.Lines));
    }
}
