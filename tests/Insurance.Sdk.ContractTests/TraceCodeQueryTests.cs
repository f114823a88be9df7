using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>3512 入库商品追溯信息查询 and 3513 商品销售追溯信息查询: rows in camelCase directly under output.</summary>
public sealed class TraceCodeQueryTests
{
    [Fact]
    public async Task Received_codes_are_read_row_by_row()
    {
        var answer = await EveryNumber.AnsweredAsync<QueryReceivedTraceCodesAnswer>("3512", "3512.answer.rows.json");

        Assert.Equal(2, answer.Output.Count);
        Assert.Equal("81000010000000000001", answer.Output[0].DrugTracCodg);
        Assert.Equal("81000010000000000002", answer.Output[1].DrugTracCodg);
        var row = answer.Output[0];
        Assert.Equal(
            ("H00000000001", "YP0001", "KC202603010001", "XTEST00000000000001", "测试胶囊", "1"),
            (row.FixmedinsCode, row.MedinsListCodg, row.FixmedinsBchno, row.MedListCodg, row.MedinsListName, row.ValiFlag));
        Assert.Null(row.CrterName);
        Assert.Null(row.CrterId);
        Assert.Equal("440800", row.FixBlngAdmdvs);
    }

    [Fact]
    public async Task One_object_in_place_of_the_rows_is_one_row()
    {
        var received = await EveryNumber.AnsweredAsync<QueryReceivedTraceCodesAnswer>("3512", "3512.answer.one-object.json");
        var sold = await EveryNumber.AnsweredAsync<QuerySoldTraceCodesAnswer>("3513", "3513.answer.one-object.json");

        Assert.Equal("81000010000000000001", Assert.Single(received.Output).DrugTracCodg);
        var row = Assert.Single(sold.Output);
        Assert.Equal("81000010000000000001", row.DrugTracCodg);
        Assert.Equal(new ChinaTime(2026, 3, 1, 10, 15, 30), row.UpdtTime);
    }

    [Fact]
    public async Task Rows_in_snake_case_with_numbers_for_texts_keep_every_digit()
    {
        var answer = await EveryNumber.AnsweredAsync<QueryReceivedTraceCodesAnswer>("3512", "3512.answer.snake-case.json");

        var row = Assert.Single(answer.Output);
        Assert.Equal(("81000010000000000001", "1", "440800", "测试胶囊"), (row.DrugTracCodg, row.ValiFlag, row.FixBlngAdmdvs, row.MedinsListName));
    }

    [Fact]
    public async Task Sold_codes_are_read_with_times_as_epoch_and_ids_as_numbers()
    {
        var answer = await EveryNumber.AnsweredAsync<QuerySoldTraceCodesAnswer>("3513", "3513.answer.rows.json");

        Assert.Equal(2, answer.Output.Count);
        var row = answer.Output[0];
        var sold = new ChinaTime(2026, 3, 1, 10, 15, 30);
        Assert.Equal((sold, sold, sold), (row.UpdtTime, row.CrteTime, row.OptTime));
        Assert.Equal("44030000000000000000000001", row.PsnNo);
        Assert.Equal(("0", "1", "440800", "JZ0001"), (row.TrdnFlag, row.MdtrtSetlType, row.OptinsNo, row.BkkpSn));
        Assert.Equal(("000000190001010002", "参保人戊", "440800M0000000000001"), (row.Certno, row.PsnName, row.MdtrtId));
        Assert.Null(row.CrterName);
        var second = answer.Output[1];
        Assert.Equal((sold, sold, (ChinaTime?)null), (second.UpdtTime, second.CrteTime, second.OptTime));
        Assert.Equal("新字段", second.Extra.GetText("newFieldOfTheCenter"));
    }

    [Fact]
    public async Task Rows_inside_a_text_are_read()
    {
        var answer = await EveryNumber.AnsweredAsync<QuerySoldTraceCodesAnswer>("3513", "3513.answer.text-of-json.json");

        var row = Assert.Single(answer.Output);
        Assert.Equal(("XS202603010001", "81000010000000000001"), (row.FixmedinsBchno, row.DrugTracCodg));
        Assert.Equal(new ChinaTime(2026, 3, 1, 10, 15, 30), row.UpdtTime);
    }

    [Theory]
    [InlineData("3512.answer.no-rows.json")]
    [InlineData("any.answer.none-null.json")]
    [InlineData("any.answer.none-absent.json")]
    [InlineData("any.answer.none-null-text.json")]
    [InlineData("any.answer.none-empty-text.json")]
    [InlineData("any.answer.none-empty-object.json")]
    public async Task Nothing_found_is_no_row(string file)
    {
        var received = await EveryNumber.AnsweredAsync<QueryReceivedTraceCodesAnswer>("3512", file);
        var sold = await EveryNumber.AnsweredAsync<QuerySoldTraceCodesAnswer>("3513", file.Replace("3512", "3513"));

        Assert.Empty(received.Output);
        Assert.Empty(sold.Output);
    }
}
