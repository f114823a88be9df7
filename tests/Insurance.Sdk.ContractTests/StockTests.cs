using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>3501A 商品盘存上传A and 3502A 商品库存变更A: the answers that carry something.</summary>
public sealed class StockTests
{
    [Fact]
    public async Task A_list_of_the_failed_counts_refuses_only_those()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadInventoryCountsBatchAnswer>("3501A", "3501A.answer.failed-only.json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 医疗目录编码不存在" }, EveryNumber.Lines(answer.Receipt.Lines));
        var row = Assert.Single(answer.InvinfoErrDetail);
        Assert.Equal("PC202603010002", row.FixmedinsBchno);
        Assert.Equal("0", row.RetRslt);
        Assert.Null(row.Memo);
    }

    [Fact]
    public async Task One_result_object_that_accepts_accepts_all_counts()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadInventoryCountsBatchAnswer>("3501A", "3501A.answer.result-accepted.json");

        Assert.Equal("1", answer.Result.RetRslt);
        Assert.Equal(new[] { "0 Accepted 成功", "1 Accepted 成功" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Empty(answer.Receipt.RefusedLines);
    }

    [Theory]
    [InlineData("3501A")]
    [InlineData("3502A")]
    [InlineData("3507A")]
    public async Task One_result_object_that_refuses_refuses_all_lines(string number)
    {
        var answer = await EveryNumber.AnsweredAsync<StandardAnswer>(number, number + ".answer.result-refused.json");

        Assert.Equal(new[] { "0 Refused 整批未通过校验", "1 Refused 整批未通过校验" }, EveryNumber.Lines(answer.Receipt.Lines));
    }

    [Fact]
    public async Task A_list_of_the_failed_changes_refuses_only_those()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadStockChangesBatchAnswer>("3502A", "3502A.answer.failed-only.json");

        Assert.Equal(new[] { "0 Refused 追溯码重复", "1 Accepted" }, EveryNumber.Lines(answer.Receipt.Lines));
        var row = Assert.Single(answer.InvinfoErrDetail);
        Assert.Equal(
            ("XTEST00000000000001", "108", "YP0001", "测试胶囊", "KC202603010001", "第1行"),
            (row.MedListCodg, row.InvChgType, row.FixmedinsHilistId, row.FixmedinsHilistName, row.FixmedinsBchno, row.Memo));
    }

    [Fact]
    public async Task A_list_of_all_changes_in_another_order_is_joined_by_its_keys()
    {
        var answer = await EveryNumber.AnsweredAsync<UploadStockChangesBatchAnswer>("3502A", "3502A.answer.all-lines.json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 库存不足" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Equal(2, answer.InvinfoErrDetail.Count);
    }

    [Theory]
    [InlineData("one-object")]
    [InlineData("camel-case")]
    public async Task One_object_for_a_list_numbers_for_texts_and_other_spellings_are_read_alike(string shape)
    {
        var answer = await EveryNumber.AnsweredAsync<UploadStockChangesBatchAnswer>("3502A", "3502A.answer." + shape + ".json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 库存不足" }, EveryNumber.Lines(answer.Receipt.Lines));
        var row = Assert.Single(answer.InvinfoErrDetail);
        Assert.Equal(("105", "KC202603010002", "0"), (row.InvChgType, row.FixmedinsBchno, row.RetRslt));
        Assert.Null(row.Memo);
        Assert.NotEmpty(answer.Receipt.Deviations);
    }
}
