using System.Threading.Tasks;
using Insurance.Sdk.Cli.Showing;

namespace Insurance.Sdk.Cli.Tests;

public sealed class ShowCommandTests
{
    [Fact]
    public async Task The_page_shows_fields_behavior_and_editions()
    {
        var run = await CliRun.Of("", "show", "3505A");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("3505A 商品销售A", run.Out);
        Assert.Contains("client.Inventory.UploadSalesBatchAsync", run.Out);
        Assert.Contains("3506A (business return)", run.Out);
        Assert.Contains("confirmed by 3511", run.Out);
        Assert.Contains("input.selinfoDetail.drugtracinfo  many rows", run.Out);
        Assert.Contains("hunan", run.Out);
    }

    [Fact]
    public async Task A_transaction_without_public_table_says_so()
        => Assert.Contains("No field table is public", (await CliRun.Of("", "show", "ZSMCJ003")).Out);

    [Fact]
    public async Task An_unknown_number_ends_with_1_and_names_the_nearest()
    {
        var run = await CliRun.Of("", "show", "3505B");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("the nearest number is 3505", run.Error);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("医保A", 5)]
    [InlineData("（）", 4)]
    public void Chinese_signs_take_two_places(string text, int width) => Assert.Equal(width, TextTable.Width(text));

    [Fact]
    public void Columns_begin_at_the_same_place()
    {
        var table = new TextTable("a", "名", "end");
        table.Add("long name", "医保", "x");

        var lines = table.ToString().Split('\n');

        Assert.Equal(TextTable.Width(lines[0][..lines[0].IndexOf("end", System.StringComparison.Ordinal)]), TextTable.Width(lines[2][..lines[2].IndexOf('x')]));
    }
}
