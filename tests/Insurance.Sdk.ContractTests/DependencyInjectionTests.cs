using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Insurance.Sdk.ContractTests;

/// <summary>Clients from a configuration, over IHttpClientFactory, with message ids kept in a folder.</summary>
public sealed class DependencyInjectionTests : IDisposable
{
    private readonly ContractServer _center = new ContractServer().Answers("3507", "any.answer.none-null.json");
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _center.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_client_from_a_configuration_sends_the_same_bytes()
    {
        await using var services = Services(s => s.AddInsuranceClient(Hospital("H00000000001", ContractServer.PaasId, ContractServer.Token)));
        var client = services.GetRequiredService<InsuranceClient>();
        client.SignNo = EveryNumber.SignNo;

        // Message ids of the folder begin anywhere in their range: this call names its own.
        await client.Inventory.DeleteInventoryRecordAsync(ExampleRequests.Deletion(), new CallOptions { MessageId = ContractServer.MessageId(1) });

        ContractServer.AssertIs("3507.request.json", Assert.Single(_center.Arrived));
    }

    [Fact]
    public async Task Two_named_hospitals_share_neither_token_nor_account_nor_message_ids()
    {
        await using var services = Services(s =>
        {
            s.AddInsuranceClient("first", Hospital("H00000000001", "paas-of-the-first", "token-of-the-first"));
            s.AddInsuranceClient("second", Hospital("H00000000002", "paas-of-the-second", "token-of-the-second"));
        });

        foreach (var name in new[] { "first", "second", "first" })
        {
            await services.GetRequiredKeyedService<InsuranceClient>(name).Inventory.DeleteInventoryRecordAsync(ExampleRequests.Deletion());
        }

        var arrived = _center.Arrived;
        Assert.Equal(3, arrived.Count);
        ContractServer.AssertHeaders(arrived[0], "token-of-the-first", "paas-of-the-first");
        ContractServer.AssertHeaders(arrived[1], "token-of-the-second", "paas-of-the-second");
        ContractServer.AssertHeaders(arrived[2], "token-of-the-first", "paas-of-the-first");
        Assert.Matches("\"msgid\":\"H0000000000120260302003005[0-9]{4}\"", ContractServer.BodyOf(arrived[0]));
        Assert.Matches("\"msgid\":\"H0000000000220260302003005[0-9]{4}\"", ContractServer.BodyOf(arrived[1]));
        Assert.Equal(3, arrived.Select(ContractServer.BodyOf).Distinct().Count());
        Assert.Contains("\"fixmedins_code\":\"H00000000002\"", ContractServer.BodyOf(arrived[1]), StringComparison.Ordinal);
    }

    private ServiceProvider Services(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_center.Time);
        register(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private IConfigurationSection Hospital(string institution, string paasId, string token)
        => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["insurance:profile"] = "guangdong",
            ["insurance:baseUrl"] = _center.BaseUrl,
            ["insurance:paasId"] = paasId,
            ["insurance:token"] = token,
            ["insurance:institutionCode"] = institution,
            ["insurance:institutionName"] = "测试医院",
            ["insurance:area"] = "440800",
            ["insurance:operator:code"] = "0001",
            ["insurance:operator:name"] = "收费员甲",
            ["insurance:messageIds:directory"] = _folder.Path,
        }).Build().GetSection("insurance");
}
