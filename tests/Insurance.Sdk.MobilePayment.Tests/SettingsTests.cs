using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>No Guangdong document is public: nothing is sent before the hospital has said where and with which keys.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Without_an_address_every_number_names_the_setting_and_sends_nothing()
    {
        using var hospital = new ContractHospital();
        var options = ContractHospital.Options();
        options.MobilePayment.BaseUrl = null;
        using var client = hospital.Open(options);

        foreach (var number in new[] { "6201", "6202", "6203", "6301", "6401" })
        {
            var e = await Assert.ThrowsAsync<ConfigurationException>(() => OutcomeTests.CallAsync(client, number));
            Assert.Equal("mobilePayment.baseUrl", e.Setting);
        }

        Assert.Throws<ConfigurationException>(() => new MobileOrderDesk(client, new NoStore()));
        Assert.Empty(hospital.Received);
        Assert.Empty(hospital.Recorded);
    }

    [Fact]
    public async Task Without_a_path_the_number_names_it_and_sends_nothing()
    {
        using var hospital = new ContractHospital();
        var options = ContractHospital.Options();
        options.MobilePayment.Paths.Remove("6202");
        using var client = hospital.Open(options);

        var e = await Assert.ThrowsAsync<ConfigurationException>(() => OutcomeTests.CallAsync(client, "6202"));

        Assert.Equal("mobilePayment.paths.6202", e.Setting);
        Assert.Empty(hospital.Received);
        Assert.Empty(hospital.Recorded);
    }

    [Theory]
    [InlineData("appId", "mobilePayment.appId")]
    [InlineData("appSecret", "mobilePayment.appSecret")]
    [InlineData("privateKey", "mobilePayment.privateKey")]
    [InlineData("platformPublicKey", "mobilePayment.platformPublicKey")]
    [InlineData("baseUrl", "mobilePayment.baseUrl")]
    [InlineData("path", "mobilePayment.paths.6301")]
    [InlineData("emptyPath", "mobilePayment.paths.6301")]
    [InlineData("encType", "mobilePayment.encType")]
    public void A_client_with_a_broken_channel_is_not_made(string broken, string setting)
    {
        using var hospital = new ContractHospital();
        var options = ContractHospital.Options();
        var channel = options.MobilePayment;
        switch (broken)
        {
            case "appId": channel.AppId = "SHORT"; break;
            case "appSecret": channel.AppSecret = " "; break;
            case "privateKey": channel.PrivateKey = "00"; break;
            case "platformPublicKey": channel.PlatformPublicKey = null; break;
            case "baseUrl": channel.BaseUrl = "ftp://127.0.0.1/"; break;
            case "path": channel.Paths["6301"] = "http://user:pass@127.0.0.1/"; break;
            case "emptyPath": channel.Paths["6301"] = " "; break;
            case "encType": channel.EncType = ""; break;
        }

        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => hospital.Open(options)).Setting);
    }

    [Fact]
    public void A_settling_time_that_is_shorter_than_a_call_is_refused()
    {
        using var hospital = new ContractHospital();
        var options = ContractHospital.Options();
        options.Timeout = TimeSpan.FromMinutes(5);
        using var client = hospital.Open(options);

        Assert.Equal("mobileOrders.SettlingTime", Assert.Throws<ConfigurationException>(() => new MobileOrderDesk(client, new NoStore())).Setting);
        _ = new MobileOrderDesk(client, new NoStore(), new MobileOrderDeskOptions { SettlingTime = TimeSpan.FromMinutes(6) });
    }

    [Fact]
    public async Task A_route_sends_the_number_to_the_hospitals_own_center_in_its_envelope()
    {
        using var hospital = new ContractHospital().Says("""{"infcode":0,"output":{"data":{"ordStas":"1","payOrdId":"ORD0000000001"}}}""");
        var options = ContractHospital.Options();
        options.Routes["62*"] = "http://127.0.0.1:5080/front/";
        using var client = hospital.Open(options);

        await OutcomeTests.CallAsync(client, "6202");

        Assert.Equal("http://127.0.0.1:5080/front/6202", hospital.Received[0].Address.ToString());
        Assert.Contains("\"infno\":\"6202\"", hospital.Received[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_member_that_the_platform_does_not_know_is_refused_not_dropped()
    {
        using var hospital = new ContractHospital();
        using var client = hospital.Open();
        var call = new CallOptions();
        call.ExtraEnvelope.Set("dev_no", "1");

        var e = await Assert.ThrowsAsync<ValidationException>(() => client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question(), call));

        Assert.Equal("INS1916", Assert.Single(e.Errors).Number);
    }

    [Fact]
    public async Task A_raw_input_without_data_is_refused_before_it_is_sealed()
    {
        using var hospital = new ContractHospital();
        using var client = hospital.Open();

        var e = await Assert.ThrowsAsync<ValidationException>(() => client.InvokeAsync("6301", """{"payOrdId":"ORD0000000001"}""", skipCheck: true));

        Assert.Equal("INS1918", Assert.Single(e.Errors).Number);
        Assert.Empty(hospital.Received);
    }

    [Fact]
    public void What_the_channel_says_about_itself_names_no_secret()
    {
        using var hospital = new ContractHospital();
        var options = ContractHospital.Options();
        options.MobilePayment.PrivateKey = "SECRETSECRET";

        var e = Assert.Throws<ConfigurationException>(() => hospital.Open(options));

        Assert.DoesNotContain("SECRETSECRET", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETSECRET", options.ToString(), StringComparison.Ordinal);
    }
}
