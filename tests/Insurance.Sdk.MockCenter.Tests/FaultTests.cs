using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MockCenter.Tests;

public class FaultTests
{
    [Theory]
    [InlineData("lost-before-booking", 0)]
    [InlineData("lost-after-booking", 1)]
    public async Task A_lost_answer_ends_the_connection(string kind, int booked)
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add(kind + "@3505");
        await Assert.ThrowsAsync<HttpRequestException>(() => SellAsync(bench));
        Assert.Equal(booked, bench.Center.Ledger.Documents().Count);
        Assert.Equal(kind, Assert.Single(bench.Center.Messages.Snapshot()).Fault);
        Assert.Equal(booked == 1 ? "accepted" : "not-processed", bench.Center.Messages.Snapshot()[0].Outcome);
    }

    [Fact]
    public async Task A_reset_breaks_off_the_answer_and_the_connection()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("reset@3505");
        // The system may drop what had already arrived, so the reset is seen with the headers or with the body.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SellAsync(bench));
        while (failure is not SocketException && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure).SocketErrorCode);
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task A_cut_answer_is_whole_http_and_half_json()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("cut@3505");
        using var answer = await SellAsync(bench);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("{\"infcode\":0", body);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task An_empty_answer_has_no_body()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("empty@3505");
        using var answer = await SellAsync(bench);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task A_502_is_a_page_of_html_after_booking()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("html502@3505");
        using var answer = await SellAsync(bench);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.StartsWith("<html>", await answer.Content.ReadAsStringAsync());
        Assert.Single(bench.Center.Ledger.Documents());
    }

    [Theory]
    [InlineData("gateway-json")]
    [InlineData("bad-signature")]
    public async Task A_gateway_refusal_books_nothing(string kind)
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add(kind + "@3505");
        using var answer = await SellAsync(bench);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(400001, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<int>());
        Assert.Empty(bench.Center.Ledger.Documents());
    }

    [Fact]
    public async Task A_delayed_answer_waits_for_the_clock_and_is_booked_meanwhile()
    {
        var clock = new WatchedClock();
        await using var bench = await Bench.StartAsync(o => o.TimeProvider = clock);
        bench.Center.Faults.Add("delay:5000@3505");
        var call = SellAsync(bench);
        await clock.Waiting;
        Assert.Single(bench.Center.Ledger.Documents());
        clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        using var answer = await call;
        Assert.Equal(0, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_delay_without_a_time_takes_the_options_and_ends_with_the_center()
    {
        var clock = new WatchedClock();
        var bench = await Bench.StartAsync(o => o.TimeProvider = clock);
        bench.Center.Faults.Add("delay@*");
        var call = SellAsync(bench);
        Assert.Equal(TimeSpan.FromSeconds(1000), await clock.Waiting);
        await bench.Center.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await bench.DisposeAsync();
    }

    [Theory]
    [InlineData(RepeatedBatchNumber.Refuse, 1)]
    [InlineData(RepeatedBatchNumber.Double, 2)]
    public async Task A_doubled_delivery_is_worked_twice_and_answered_once(RepeatedBatchNumber rule, int booked)
    {
        await using var bench = await Bench.StartAsync(o => o.RepeatedBatchNumber = rule);
        bench.Center.Faults.Add("duplicate@3505");
        using var answer = await SellAsync(bench);
        Assert.Equal(0, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["infcode"]!.GetValue<int>());
        Assert.Equal(booked, bench.Center.Ledger.Documents().Count);
        Assert.Equal([false, true], bench.Center.Messages.Snapshot().Select(m => m.IsDuplicate));
    }

    [Fact]
    public async Task A_fault_hits_only_its_transaction_and_only_so_often()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("empty@3505:2");
        Assert.Equal(0, (await bench.Caller.CallAsync("9001", GatewayTests.SignIn()))["infcode"]!.GetValue<int>());
        foreach (var expected in new[] { true, true, false })
        {
            using var answer = await SellAsync(bench);
            Assert.Equal(expected, (await answer.Content.ReadAsStringAsync()).Length == 0);
        }

        Assert.Empty(bench.Center.Faults.Snapshot());
    }

    [Fact]
    public async Task A_refused_caller_does_not_use_up_a_fault()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("empty@*");
        using var refused = await bench.Caller.SendAsync(bench.Caller.Request("3505", "{}", r => r.Headers.Clear()));
        Assert.Single(bench.Center.Faults.Snapshot());
    }

    [Theory]
    [InlineData("lost-after-booking@3505A", FaultKind.LostAfterBooking, "3505A", 1, null)]
    [InlineData("cut@*:3", FaultKind.Cut, "*", 3, null)]
    [InlineData("delay:250@3501:2", FaultKind.Delay, "3501", 2, 250)]
    public void A_fault_is_read_from_one_line(string text, FaultKind kind, string code, int count, int? milliseconds)
        => Assert.Equal(new Fault(kind, code, count, milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null), Fault.Parse(text));

    [Theory]
    [InlineData("cut")]
    [InlineData("nothing@3505")]
    [InlineData("cut@")]
    [InlineData("cut@3505:0")]
    [InlineData("cut@3505:x")]
    [InlineData("cut@3505:1:2")]
    [InlineData("cut:5@3505")]
    [InlineData("delay:soon@3505")]
    public void A_fault_that_cannot_be_read_says_so(string text)
        => Assert.NotEmpty(Assert.Throws<FormatException>(() => Fault.Parse(text)).Message);

    private static HttpRequestMessage Sale(Bench bench)
        => bench.Caller.Request("3505", RawCaller.Envelope("3505", Invented.One("selinfo", Invented.Sale("S1", 1))).ToJsonString());

    private static async Task<HttpResponseMessage> SellAsync(Bench bench)
    {
        using var request = Sale(bench);
        return await bench.Caller.SendAsync(request);
    }

    /// <summary>A clock that tells when somebody begins to wait, and how long.</summary>
    private sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)))
    {
        private readonly TaskCompletionSource<TimeSpan> _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<TimeSpan> Waiting => _waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waiting.TrySetResult(dueTime);
            return timer;
        }
    }
}
