using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Insurance.Sdk.Envelopes;
using Microsoft.Extensions.Time.Testing;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Insurance.Sdk.ContractTests;

/// <summary>A center on loopback that answers with hand-written files, and the hospital that calls it: own clock, own message ids.</summary>
internal sealed class ContractServer : IMessageIdSource, IDisposable
{
    internal const string Prefix = "/ebus/gdyb_inf/poc/hsa/hgs/";
    internal const string Token = "token-of-the-contract-tests";
    internal const string PaasId = "paas-of-the-contract-tests";

    /// <summary>Half past midnight of 2 March in China, still 1 March in UTC: a time of the wrong zone cannot pass.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 16, 30, 5, TimeSpan.Zero);

    private readonly WireMockServer _server = WireMockServer.Start();
    private int _lastNumber;

    internal FakeTimeProvider Time { get; } = new(Now);

    internal string BaseUrl => "http://127.0.0.1:" + _server.Port.ToString(CultureInfo.InvariantCulture) + Prefix;

    /// <summary>What arrived, in order.</summary>
    internal IReadOnlyList<IRequestMessage> Arrived => _server.LogEntries.Select(e => e.RequestMessage!).ToList();

    /// <summary>Ids H00000000001 20260302003005 0001, 0002 …</summary>
    public string Next(string institutionCode)
        => institutionCode + "20260302003005" + Interlocked.Increment(ref _lastNumber).ToString("0000", CultureInfo.InvariantCulture);

    internal static string MessageId(int number) => "H0000000000120260302003005" + number.ToString("0000", CultureInfo.InvariantCulture);

    internal InsuranceOptions Options()
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = BaseUrl,
            PaasId = PaasId,
            Token = Token,
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "440800",
            Operator = new Operator { Type = "1", Code = "0001", Name = "收费员甲" },
        };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    internal InsuranceClient Open(Action<InsuranceOptions>? adjust = null)
    {
        var options = Options();
        adjust?.Invoke(options);
        return new InsuranceClient(options, new InsuranceClientParts { TimeProvider = Time, MessageIds = this });
    }

    /// <summary>Answers a number with these answers one after the other; the last one stays.</summary>
    internal ContractServer Answers(string number, params IResponseBuilder[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var given = _server.Given(Request.Create().WithPath(Prefix + number).UsingPost());
            if (answers.Length > 1)
            {
                given = given.InScenario(number).WillSetStateTo(Math.Min(i + 1, answers.Length - 1).ToString(CultureInfo.InvariantCulture));
                given = i == 0 ? given : given.WhenStateIs(i.ToString(CultureInfo.InvariantCulture));
            }

            given.RespondWith(answers[i]);
        }

        return this;
    }

    /// <summary>Answers with files of the folder Contracts, HTTP 200.</summary>
    internal ContractServer Answers(string number, params string[] files) => Answers(number, files.Select(f => Answer(f)).ToArray());

    /// <summary>A file of the folder Contracts as an answer, byte for byte.</summary>
    internal static IResponseBuilder Answer(string file, int status = 200, string contentType = "application/json;charset=UTF-8")
        => Response.Create().WithStatusCode(status).WithHeader("Content-Type", contentType).WithBody(File.ReadAllBytes(PathOf(file)));

    /// <summary>Holds a request against Contracts/(file): body as text, address, method and headers.</summary>
    internal static void AssertIs(string file, IRequestMessage request)
    {
        Assert.Equal(WithoutBlanks(File.ReadAllText(PathOf(file))), BodyOf(request));
        Assert.Equal(Prefix + file[..file.IndexOf('.', StringComparison.Ordinal)], request.Path);
        AssertHeaders(request);
    }

    /// <summary>Recomputes the gateway's headers from what the gateway's text says, with nothing of the client.</summary>
    internal static void AssertHeaders(IRequestMessage request, string token = Token, string paasId = PaasId)
    {
        Assert.Equal("POST", request.Method);
        Assert.Equal("", new Uri(request.Url).Query);
        Assert.Equal("application/json", Header(request, "Content-Type"));
        Assert.Equal(request.BodyAsBytes!.Length.ToString(CultureInfo.InvariantCulture), Header(request, "Content-Length"));
        Assert.Equal(paasId, Header(request, "x-tif-paasid"));
        var timestamp = Header(request, "x-tif-timestamp");
        Assert.Equal("1772382605", timestamp);
        var nonce = Header(request, "x-tif-nonce");
        Assert.Matches("^[0-9a-z]{32}$", nonce);
        var text = Encoding.UTF8.GetBytes(timestamp + token + nonce + timestamp);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), Header(request, "x-tif-signature"));
    }

    internal static string Header(IRequestMessage request, string name) => Assert.Single(request.Headers![name]);

    /// <summary>The body as text; bytes that are no valid UTF-8, or a byte order mark, fail.</summary>
    internal static string BodyOf(IRequestMessage request)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(request.BodyAsBytes!);
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        return text;
    }

    internal static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Contracts", file);

    public void Dispose() => _server.Dispose();

    /// <summary>Takes out the white space between the tokens of a JSON text; what stands in quotation marks stays.</summary>
    private static string WithoutBlanks(string json)
    {
        var text = new StringBuilder(json.Length);
        var quoted = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (quoted && c == '\\')
            {
                text.Append(c).Append(json[++i]);
                continue;
            }

            quoted ^= c == '"';
            if (quoted || c is not (' ' or '\t' or '\r' or '\n'))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
