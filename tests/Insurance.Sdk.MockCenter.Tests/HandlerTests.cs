using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>The center without sockets behaves as the one with sockets does.</summary>
public class HandlerTests
{
    [Fact]
    public void A_call_is_over_when_it_returns()
    {
        using var bench = new InProcessBench();
        var call = bench.CallAsync("9001", GatewayTests.SignIn());
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal("ledger", Assert.Single(bench.Center.Messages.Snapshot()).AnsweredFrom);
    }

    [Fact]
    public void A_call_may_be_made_without_async()
    {
        using var bench = new InProcessBench();
        using var request = bench.Request("9001", GatewayTests.SignIn());
        using var answer = bench.Http.Send(request);
        using var body = new StreamReader(answer.Content.ReadAsStream());
        Assert.Equal(0, JsonNode.Parse(body.ReadToEnd())!["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_gateway_turns_a_bad_signature_away()
    {
        using var bench = new InProcessBench();
        using var request = bench.Request("9001", GatewayTests.SignIn());
        request.Headers.Remove("x-tif-signature");
        request.Headers.Add("x-tif-signature", new string('0', 64));
        using var answer = await bench.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("x-tif-signature不正确", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("lost-before-booking", 0)]
    [InlineData("lost-after-booking", 1)]
    public async Task A_lost_answer_is_a_failed_request(string kind, int booked)
    {
        using var bench = new InProcessBench();
        bench.Center.Faults.Add(kind + "@3505");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SellAsync(bench));
        Assert.Equal(HttpRequestError.ResponseEnded, failure.HttpRequestError);
        Assert.Equal(booked, bench.Center.Ledger.Documents().Count);
    }

    [Theory]
    [InlineData(HttpCompletionOption.ResponseContentRead)]
    [InlineData(HttpCompletionOption.ResponseHeadersRead)]
    public async Task A_reset_breaks_the_body_off(HttpCompletionOption reading)
    {
        using var bench = new InProcessBench();
        bench.Center.Faults.Add("reset@3505");
        var read = 0;
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var request = bench.Request("3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
            using var answer = await bench.Http.SendAsync(request, reading);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var body = await answer.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(new byte[16]) is > 0 and var count)
            {
                read += count;
            }
        });
        while (failure is not SocketException && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure).SocketErrorCode);
        Assert.Equal(reading == HttpCompletionOption.ResponseHeadersRead, read > 0);
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task A_cut_answer_is_half_json()
    {
        using var bench = new InProcessBench();
        bench.Center.Faults.Add("cut@3505");
        using var answer = await SellAsync(bench);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("{\"infcode\":0", body);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
    }

    [Fact]
    public async Task A_delay_waits_by_the_centers_clock_or_until_the_caller_gives_up()
    {
        using var bench = new InProcessBench();
        bench.Center.Faults.Add("delay:5000@3505:2");
        var call = SellAsync(bench);
        Assert.False(call.IsCompleted);
        Assert.Single(bench.Center.Ledger.Documents());
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        using var answer = await call;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var stop = new CancellationTokenSource();
        using var request = bench.Request("3505", Invented.One("selinfo", Invented.Sale("S2", 1)));
        var second = bench.Http.SendAsync(request, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(2, bench.Center.Ledger.Documents().Count);
    }

    [Fact]
    public async Task A_caller_that_gave_up_before_sends_nothing()
    {
        using var bench = new InProcessBench();
        using var request = bench.Request("3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Http.SendAsync(request, new CancellationToken(true)));
        Assert.Empty(bench.Center.Messages.Snapshot());
    }

    [Fact]
    public async Task The_pages_of_the_mock_answer_as_well()
    {
        using var bench = new InProcessBench();
        using var sold = await SellAsync(bench);
        var ledger = JsonNode.Parse(await bench.Http.GetStringAsync(MockCenterHandler.BaseUri + "_center/ledger"))!;
        Assert.Equal("sale", Assert.Single(ledger["documents"]!.AsArray())!["family"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_server_and_a_handler_can_be_one_center()
    {
        await using var bench = await Bench.StartAsync();
        using var http = new HttpClient(bench.Center.CreateHandler());
        using var request = bench.Caller.Request("3505", RawCaller.Envelope("3505", Invented.One("selinfo", Invented.Sale("S1", 1))).ToJsonString());
        using var answer = await http.SendAsync(request);
        Assert.Single(bench.Center.Ledger.Documents());
        EnvelopeTests.AssertRefused("批次流水号重复", await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", 1))));
    }

    private static async Task<HttpResponseMessage> SellAsync(InProcessBench bench)
    {
        using var request = bench.Request("3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        return await bench.Http.SendAsync(request);
    }
}
