using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Tests;

public sealed class TransactionsCommandTests
{
    [Fact]
    public async Task Every_transaction_of_the_standard_is_listed_and_typed()
    {
        var run = await CliRun.Of("", "transactions", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var rows = run.Json.EnumerateArray().ToList();
        Assert.Equal(StandardSpec.Current.Transactions.Select(t => t.Key), rows.Select(r => r.GetProperty("key").GetString()));
        Assert.All(rows, r => Assert.True(r.GetProperty("typed").GetBoolean()));
    }

    [Fact]
    public async Task A_row_tells_name_kind_nodes_and_number_of_fields()
    {
        var row = Row((await CliRun.Of("", "transactions", "--json")).Json, "3507A");

        Assert.Equal("商品信息删除A", row.GetProperty("name").GetString());
        Assert.Equal("Inventory", row.GetProperty("group").GetString());
        Assert.Equal("guangdong", row.GetProperty("edition").GetString());
        Assert.Equal(JsonValueKind.String, row.GetProperty("stem").ValueKind);
        Assert.Equal("reversal", row.GetProperty("kind").GetString());
        Assert.NotEmpty(row.GetProperty("inputNodes").EnumerateArray());
        Assert.Equal(JsonValueKind.Array, row.GetProperty("outputNodes").ValueKind);
        Assert.True(row.GetProperty("fields").GetInt32() > 3);
    }

    [Fact]
    public async Task Fields_directly_under_input_stand_under_an_empty_name()
    {
        var spec = StandardSpec.Current.Edition("guangdong").Transactions.First(t => t.Input.Count > 0 && t.Input[0].WireName == "");

        var row = Row((await CliRun.Of("", "transactions", "--edition", "guangdong", "--json")).Json, spec.Number);

        Assert.Equal("", row.GetProperty("inputNodes")[0].GetString());
    }

    [Fact]
    public async Task An_edition_lists_its_own_meanings_by_their_numbers_there()
    {
        var rows = (await CliRun.Of("", "transactions", "--edition", "hunan", "--json")).Json;

        Assert.Equal("2203A@hunan", Row(rows, "2203A").GetProperty("key").GetString());
        Assert.Equal("4101A", Row(rows, "4101").GetProperty("key").GetString());
        Assert.All(rows.EnumerateArray(), r => Assert.Equal("hunan", r.GetProperty("edition").GetString()));
        Assert.Equal(rows.GetArrayLength(), rows.EnumerateArray().Select(r => r.GetProperty("code").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task What_only_another_edition_has_is_listed_with_that_edition()
        => Assert.Equal("hunan", Row((await CliRun.Of("", "transactions", "--json")).Json, "2203A@hunan", "key").GetProperty("edition").GetString());

    [Fact]
    public async Task People_get_a_table()
    {
        var run = await CliRun.Of("", "transactions");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("number", run.Out);
        Assert.Contains("UploadSalesBatch", run.Out);
        Assert.DoesNotContain("\uFEFF", run.Out);
    }

    private static JsonElement Row(JsonElement rows, string value, string member = "code")
        => rows.EnumerateArray().Single(r => r.GetProperty(member).GetString() == value);
}
