using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>3507A 商品信息删除A: two lines share the batch number, only the type of data tells them apart.</summary>
public sealed class DeletionTests
{
    [Theory]
    [InlineData("failed-only")]
    [InlineData("one-object")]
    public async Task A_failed_deletion_is_joined_by_batch_number_and_type(string shape)
    {
        var answer = await EveryNumber.AnsweredAsync<DeleteInventoryRecordsBatchAnswer>("3507A", "3507A.answer." + shape + ".json");

        Assert.Equal(new[] { "0 Accepted", "1 Refused 没有可删除的数据" }, EveryNumber.Lines(answer.Receipt.Lines));
        var row = Assert.Single(answer.GoodErrDetail);
        Assert.Equal(("XS202603010001", "2", "0"), (row.FixmedinsBchno, row.InvDataType, row.RetRslt));
    }

    [Fact]
    public async Task A_list_of_all_deletions_in_another_order_is_joined_by_its_keys()
    {
        var answer = await EveryNumber.AnsweredAsync<DeleteInventoryRecordsBatchAnswer>("3507A", "3507A.answer.all-lines.json");

        Assert.Equal(new[] { "0 Refused 没有可删除的数据", "1 Accepted 删除成功" }, EveryNumber.Lines(answer.Receipt.Lines));
    }
}
