using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>A hospital whose channel has the published example keys, over a platform that answers from files.</summary>
internal sealed class ContractHospital : HttpMessageHandler
{
    internal const string AppId = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
    internal const string AppSecret = "4117E877F5FA0A0188891283E4B617D5";

    private readonly Queue<(int Status, string Body)> _answers = new();

    internal FakeTimeProvider Time { get; set; } = new(new DateTimeOffset(2026, 3, 1, 1, 30, 5, TimeSpan.Zero));

    internal List<(Uri Address, string Body)> Received { get; } = [];

    internal List<string> Recorded { get; } = [];

    internal static string Fixture(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", name));

    internal static JsonElement Plain(string name) => JsonDocument.Parse(Fixture(name + ".plain.json")).RootElement;

    internal static InsuranceOptions Options()
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = "http://127.0.0.1:5080/hgs/",
            PaasId = "paas-of-the-test",
            Token = "token-of-the-test",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
        };
        options.Retry.MaxAttempts = 1;
        options.MobilePayment.BaseUrl = "http://127.0.0.1:5090/pay/";
        foreach (var (number, path) in new[] { ("6201", "hos/uld"), ("6202", "/hos/order"), ("6203", "hos/refund"), ("6301", "hos/query"), ("6401", "hos/revoke") })
        {
            options.MobilePayment.Paths[number] = path;
        }

        options.MobilePayment.AppId = AppId;
        options.MobilePayment.AppSecret = AppSecret;
        options.MobilePayment.PrivateKey = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
        options.MobilePayment.PlatformPublicKey = "04D03D30DD01CA3422AEACCF9B88043B554659D3092B0A9E8CCE3E8C4530A98CB79D705E6213EEE145B748E36E274E5F101DC10D7BBC9DAB9A04022E73B76E02CD";
        return options;
    }

    internal ContractHospital Answers(string fixture, int status = 200) => Says(Fixture(fixture + ".json"), status);

    internal ContractHospital Says(string body, int status = 200)
    {
        _answers.Enqueue((status, body));
        return this;
    }

    internal InsuranceClient Open(InsuranceOptions? options = null, Action<InsuranceClientParts>? adjust = null)
    {
        var parts = new InsuranceClientParts
        {
            HttpMessageHandler = this,
            TimeProvider = Time,
            MessageIds = MessageIdSources.InMemory(Time),
            Journal = new Notes(Recorded),
        };
        adjust?.Invoke(parts);
        return new InsuranceClient(options ?? Options(), parts);
    }

    internal static CreateMobileOrderRequest Order() => new()
    {
        Data = { PayAuthNo = "AUTH0001", PayOrdId = "ORD0000000001", PayToken = "TOKEN0001", OrgCodg = "H44088200999", OrgBizSer = "B0001", MdtrtId = "V0001" },
    };

    internal static GetMobileOrderResultRequest Question() => new()
    {
        Data = { PayOrdId = "ORD0000000001", PayToken = "TOKEN0001", OrgCodg = "H44088200999", IdNo = "440882190001010000", UserName = "测试", IdType = "01" },
    };

    internal static CancelMobileFeesRequest Revocation() => new()
    {
        Data = { PayOrdId = "ORD0000000001", PayToken = "TOKEN0001", OrgCodg = "H44088200999", IdNo = "440882190001010000", UserName = "测试", IdType = "01" },
    };

    internal static RefundMobileOrderRequest Refund() => new()
    {
        Data =
        {
            PayOrdId = "ORD0000000001", AppRefdSn = "R0001", AppRefdTime = "20260301093005", TotlRefdAmt = 100m, FundRefdAmt = 69.5m, PsnAcctRefdAmt = 20m, CashRefdAmt = 10.5m,
            PayAuthNo = "AUTH0001", RefdType = "ALL",
        },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Received.Add((request.RequestUri!, await request.Content!.ReadAsStringAsync(cancellationToken)));
        if (_answers.Count == 0)
        {
            throw new HttpRequestException("The response ended prematurely", new IOException("reset"));
        }

        var (status, body) = _answers.Dequeue();
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private sealed class Notes(List<string> lines) : ICallJournal
    {
        public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
        {
            lines.Add(intent.Code + " intended " + string.Join(",", intent.Keys));
            return Task.CompletedTask;
        }

        public void NoteSending(string messageId)
        {
        }

        public Task ConcludeAsync(JournalOutcome outcome)
        {
            lines.Add(outcome.State.ToString());
            return Task.CompletedTask;
        }
    }
}
