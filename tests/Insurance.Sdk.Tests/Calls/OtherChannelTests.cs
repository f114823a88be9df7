using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Mobile payment has its own host and envelope: it must not end up at the gateway of the other transactions by mistake.</summary>
public class OtherChannelTests
{
    [Fact]
    public async Task A_mobile_payment_transaction_is_a_configuration_error_until_the_platform_or_a_route_is_named()
    {
        using var handler = new Accepting();
        using var without = new InsuranceClient(Options(), new InsuranceClientParts { HttpMessageHandler = handler, MessageIds = MessageIdSources.InMemory(System.TimeProvider.System) });
        var e = await Assert.ThrowsAsync<ConfigurationException>(() => without.InvokeAsync("6301", """{"data":{"payOrdId":"P1","payToken":"T1","orgCodg":"H44088200999"}}""", skipCheck: false));
        Assert.Equal("mobilePayment.baseUrl", e.Setting);
        Assert.Equal(0, handler.Requests);

        var options = Options();
        options.Routes["63*"] = "http://127.0.0.1/pay/";
        using var with = new InsuranceClient(options, new InsuranceClientParts { HttpMessageHandler = handler, MessageIds = MessageIdSources.InMemory(System.TimeProvider.System) });
        await with.InvokeAsync("6301", """{"data":{"payOrdId":"P1","payToken":"T1","orgCodg":"H44088200999"}}""", skipCheck: true);
        Assert.Equal("http://127.0.0.1/pay/6301", handler.Last);
    }

    private static InsuranceOptions Options() => new()
    {
        Profile = "guangdong", BaseUrl = "http://127.0.0.1/hgs/", PaasId = "a", Token = "t", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
    };

    private sealed class Accepting : HttpMessageHandler
    {
        internal int Requests { get; private set; }

        internal string? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Last = request.RequestUri!.ToString();
            await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"infcode":0,"output":{}}""", Encoding.UTF8, "application/json") };
        }
    }
}
