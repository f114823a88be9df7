using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.TraceCodes.Tests.Platform;

public sealed class CallSpacingTests
{
    private static readonly TraceCode Code = TraceCodeParser.Default.Parse("81000010000000000100").Code;

    [Fact]
    public async Task Calls_of_one_app_key_are_half_a_second_apart_whichever_client_makes_them()
    {
        var time = new FakeTimeProvider();
        using var http = new Recorder(time, "relation.carton-only.json");
        using var one = Open(http, time, "A");
        using var two = Open(http, time, "A");

        await Finish(time, one.ExpandToSmallestAsync(Code), two.ExpandToSmallestAsync(Code), one.ExpandToSmallestAsync(Code));

        Assert.Equal(3, http.Times.Count);
        Assert.All(http.Times.Order().Zip(http.Times.Order().Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public async Task Another_app_key_does_not_wait()
    {
        var time = new FakeTimeProvider();
        using var http = new Recorder(time, "relation.carton-only.json");
        using var one = Open(http, time, "A");
        using var two = Open(http, time, "B");

        await one.ExpandToSmallestAsync(Code);
        await two.ExpandToSmallestAsync(Code);

        Assert.Equal(2, http.Times.Count);
    }

    [Fact]
    public async Task A_refusal_for_too_many_calls_is_repeated_later()
    {
        var time = new FakeTimeProvider();
        using var http = new Recorder(time, "error.limited.json", "error.limited.json", "relation.carton-only.json");
        using var client = Open(http, time, "A");

        var expansion = client.ExpandToSmallestAsync(Code);
        await Finish(time, expansion);

        Assert.True((await expansion).Ok);
        Assert.Equal(3, http.Times.Count);
        Assert.True(http.Times[1] - http.Times[0] >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Another_error_is_not_repeated()
    {
        var time = new FakeTimeProvider();
        using var http = new Recorder(time, "error.signature.json");
        using var client = Open(http, time, "A");

        await Assert.ThrowsAsync<TracePlatformException>(() => client.ExpandToSmallestAsync(Code));

        Assert.Single(http.Times);
    }

    [Fact]
    public async Task A_caller_who_leaves_while_waiting_gets_out()
    {
        var time = new FakeTimeProvider();
        using var http = new Recorder(time, "relation.carton-only.json");
        using var client = Open(http, time, "A");
        await client.ExpandToSmallestAsync(Code);
        using var leave = new CancellationTokenSource();

        var waiting = client.ExpandToSmallestAsync(Code, leave.Token);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Single(http.Times);
    }

    [Theory]
    [InlineData("address", "ftp://127.0.0.1/")]
    [InlineData("address", "http://user:secret@127.0.0.1/")]
    [InlineData("appKey", "")]
    [InlineData("appSecret", " ")]
    [InlineData("refEntId", "")]
    public void A_missing_or_wrong_setting_is_named(string setting, string value)
    {
        var options = Options("A");
        switch (setting)
        {
            case "address": options.Address = value; break;
            case "appKey": options.AppKey = value; break;
            case "appSecret": options.AppSecret = value; break;
            default: options.RefEntId = value; break;
        }

        Assert.Equal("traceCodes.platform." + setting, Assert.Throws<ConfigurationException>(() => new TracePlatformClient(options)).Setting);
    }

    /// <summary>Lets the clock run until all is done.</summary>
    private static async Task Finish(FakeTimeProvider time, params Task[] tasks)
    {
        var all = Task.WhenAll(tasks);
        while (!all.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await all;
    }

    private static TracePlatformOptions Options(string appKey)
        => new() { Address = "http://127.0.0.1/", AppKey = appKey, AppSecret = "s", RefEntId = "r", Timeout = TimeSpan.FromMinutes(10) };

    private static TracePlatformClient Open(Recorder recorder, FakeTimeProvider time, string appKey)
        => new(Options(appKey), new HttpClient(recorder, disposeHandler: false), time);

    /// <summary>Answers with files, the last one again and again, and keeps the time of every call.</summary>
    private sealed class Recorder(FakeTimeProvider time, params string[] files) : HttpMessageHandler
    {
        private readonly List<DateTimeOffset> _times = [];

        internal IReadOnlyList<DateTimeOffset> Times => _times;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_times)
            {
                var file = files[Math.Min(_times.Count, files.Length - 1)];
                _times.Add(time.GetUtcNow());
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(PlatformServer.Read(file)) });
            }
        }
    }
}
