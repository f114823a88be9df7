using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using Insurance.Sdk.TraceCodes;
using Microsoft.Extensions.Time.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Insurance.Sdk.TraceCodes.Tests.Platform;

/// <summary>码上放心 on loopback, with answers from hand-written files.</summary>
internal sealed class PlatformServer : IDisposable
{
    internal const string Secret = "invented-secret";

    /// <summary>Half past midnight of 2 March in China, still 1 March in UTC.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 16, 30, 5, TimeSpan.Zero);

    private readonly WireMockServer _server = WireMockServer.Start();
    private int _answers;

    internal FakeTimeProvider Time { get; } = new(Now);

    /// <summary>The forms that arrived, in order.</summary>
    internal List<Dictionary<string, string>> Arrived => _server.LogEntries.Select(e => Form(e.RequestMessage!.Body!)).ToList();

    internal TracePlatformOptions Options() => new()
    {
        Address = "http://127.0.0.1:" + _server.Port.ToString(CultureInfo.InvariantCulture) + "/router/rest",
        AppKey = "10000001",
        AppSecret = Secret,
        Session = "invented-session",
        RefEntId = "ref-of-the-tests",
        Spacing = TimeSpan.Zero,
        MaxAttempts = 1,
    };

    internal TracePlatformClient Open(Action<TracePlatformOptions>? adjust = null)
    {
        var options = Options();
        adjust?.Invoke(options);
        return new TracePlatformClient(options, null, Time);
    }

    /// <summary>Answers with one more file, after those named before.</summary>
    internal PlatformServer Answers(string file, int status = 200)
    {
        var given = _server.Given(Request.Create().WithPath("/router/rest").UsingPost()).InScenario("answers");
        given = _answers == 0 ? given : given.WhenStateIs(_answers.ToString(CultureInfo.InvariantCulture));
        _answers++;
        given.WillSetStateTo(_answers.ToString(CultureInfo.InvariantCulture))
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Content-Type", "text/javascript;charset=UTF-8").WithBody(Read(file)));
        return this;
    }

    internal static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Platform", "Contracts", file));

    public void Dispose() => _server.Dispose();

    private static Dictionary<string, string> Form(string body)
        => body.Split('&').Select(p => p.Split('=')).ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]), StringComparer.Ordinal);
}
