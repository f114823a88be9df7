using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>ZSMCJ003 四码查询: no field table is public, so the hospital's corrections file must describe it. The mapping used here is invented.</summary>
public sealed class FourCodeTests
{
    [Fact]
    public async Task Without_corrections_it_is_a_configuration_error_and_nothing_is_sent()
    {
        using var center = new ContractServer().Answers("ZSMCJ003", "ZSMCJ003.answer.rows.json");
        using var client = center.Open();

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => client.Inventory.QueryFourCodesAsync(new QueryFourCodesRequest()));

        Assert.Equal("transactions.ZSMCJ003", error.Setting);
        Assert.Empty(center.Arrived);
    }

    [Fact]
    public async Task With_corrections_the_request_goes_out_as_they_say_and_the_rows_are_in_Extra()
    {
        using var center = new ContractServer().Answers("ZSMCJ003", "ZSMCJ003.answer.rows.json");
        using var client = center.Open(o => o.Corrections = ContractServer.PathOf("ZSMCJ003.corrections.json"));
        var request = new QueryFourCodesRequest();
        request.Extra.SetJson("data", """{"med_list_codg":"XTEST00000000000001","page_num":1,"page_size":50}""");

        var answer = await client.Inventory.QueryFourCodesAsync(request, new CallOptions { SignNo = EveryNumber.SignNo });

        ContractServer.AssertIs("ZSMCJ003.request.json", Assert.Single(center.Arrived));
        using var rows = JsonDocument.Parse(answer.Extra.GetJson("rows")!);
        Assert.Equal(new[] { "8100001", "8100002" }, rows.RootElement.EnumerateArray().Select(r => r.GetProperty("drug_idntf_code").GetString()));
        Assert.Equal("86900000000001", rows.RootElement[0].GetProperty("std_code").GetString());
        Assert.Equal("2", answer.Extra.GetText("total"));
    }

    [Fact]
    public async Task What_the_corrections_demand_is_checked_before_anything_is_sent()
    {
        using var center = new ContractServer().Answers("ZSMCJ003", "ZSMCJ003.answer.rows.json");
        using var client = center.Open(o => o.Corrections = ContractServer.PathOf("ZSMCJ003.corrections.json"));
        var request = new QueryFourCodesRequest();
        request.Extra.SetJson("data", """{"med_list_codg":"XTEST00000000000001","page_num":"first"}""");

        var error = await Assert.ThrowsAsync<ValidationException>(() => client.Inventory.QueryFourCodesAsync(request));

        Assert.Equal(new[] { "page_num", "page_size" }, error.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        Assert.Empty(center.Arrived);
    }
}
