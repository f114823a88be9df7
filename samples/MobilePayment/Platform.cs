using System;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.Signing;

namespace MobilePaymentSample;

/// <summary>The mock center with its payment platform; both sides' keys are made here.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private const string AppId = "SAMPLE-APP-ID-01";
    private const string AppSecret = "SAMPLE-APP-SECRET";

    private readonly Sm2PrivateKey _hospital;
    private readonly Sm2PrivateKey _own;
    private readonly MockMobilePayment _options;
    private readonly MockCenterServer _center;

    private Platform(Sm2PrivateKey hospital, Sm2PrivateKey own, MockMobilePayment options, MockCenterServer center)
    {
        _hospital = hospital;
        _own = own;
        _options = options;
        _center = center;
    }

    internal static async Task<Platform> StartAsync()
    {
        Sm2PrivateKey hospital = Sm2PrivateKey.Generate(), own = Sm2PrivateKey.Generate();
        var options = new MockMobilePayment(AppId, AppSecret, Convert.FromBase64String(hospital.PublicKey.ToBase64()), Convert.FromBase64String(own.ToBase64()));
        return new Platform(hospital, own, options, await MockCenterServer.StartAsync(new MockCenterOptions { MobilePayment = options }));
    }

    internal InsuranceOptions Settings(string messageIds)
    {
        var settings = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = _center.BaseUri + "hgs/",
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
        };
        settings.MessageIds.Directory = messageIds;

        // snippet: mobile-settings
        var channel = settings.MobilePayment;
        channel.BaseUrl = _center.BaseUri.ToString();                    // host, paths, account and keys: told by your platform
        channel.Paths["6201"] = "mobile/6201";
        channel.Paths["6202"] = "mobile/6202";
        channel.Paths["6203"] = "mobile/6203";
        channel.Paths["6301"] = "mobile/6301";
        channel.Paths["6401"] = "mobile/6401";
        channel.AppId = AppId;
        channel.AppSecret = AppSecret;
        channel.PrivateKey = _hospital.ToHex();
        channel.PlatformPublicKey = _own.PublicKey.ToHex();
        // end snippet
        return settings;
    }

    internal void SendNoticesTo(Uri address) => _options.CallbackUrl = address;

    internal void LoseTheAnswerOf6202() => _center.Faults.Add("lost-after-booking@6202");

    internal async Task PayAndNotifyTwiceAsync(string order)
    {
        _center.MobileOrders.Pay(order);
        for (var i = 0; i < 2; i++)
        {
            var answer = await _center.MobileOrders.NotifyAsync(order);
            Console.WriteLine($"notice answered: {answer.StatusCode} {answer.IsSuccess}");
        }
    }

    public ValueTask DisposeAsync() => _center.DisposeAsync();
}
