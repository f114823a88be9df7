using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MockCenter.Tests;

public class GatewayTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_message_with_hand_made_headers_is_answered_by_the_center()
    {
        await using var bench = await Bench.StartAsync();
        var answer = await bench.Caller.CallAsync("9001", SignIn());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
        Assert.NotEmpty(answer["output"]!["signinoutb"]!["sign_no"]!.GetValue<string>());
        Assert.Equal(30, answer["inf_refmsgid"]!.GetValue<string>().Length);
        Assert.Equal(17, answer["refmsg_time"]!.GetValue<string>().Length);
    }

    [Theory]
    [InlineData("x-tif-paasid")]
    [InlineData("x-tif-timestamp")]
    [InlineData("x-tif-nonce")]
    [InlineData("x-tif-signature")]
    public async Task A_missing_header_is_refused_by_the_gateway_and_not_by_an_envelope(string header)
    {
        await using var bench = await Bench.StartAsync();
        var (status, answer) = await SendAsync(bench, r => r.Headers.Remove(header));
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal(400001, answer["code"]!.GetValue<int>());
        Assert.Contains(header, answer["msg"]!.GetValue<string>());
        Assert.False(answer.ContainsKey("infcode"));
    }

    [Fact]
    public async Task A_wrong_account_token_or_spelling_of_the_time_is_refused()
    {
        await using var bench = await Bench.StartAsync();
        var now = bench.Caller.Now.ToString(CultureInfo.InvariantCulture);
        string token = bench.Options.Token, account = bench.Options.PaasId;
        foreach (var (who, time, signature) in new[]
        {
            ("somebody", now, RawCaller.Sign(now, token, "n1")),
            (account, now, RawCaller.Sign(now, "another-token", "n1")),
            (account, now, RawCaller.Sign(now, token, "n2")),
            (account, now + "000", RawCaller.Sign(now + "000", token, "n1")),
        })
        {
            var (status, answer) = await SendAsync(bench, r => RawCaller.Tif(r, who, time, "n1", signature));
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.StartsWith("鉴权", answer["msg"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData(-180, true)]
    [InlineData(180, true)]
    [InlineData(-181, false)]
    [InlineData(181, false)]
    public async Task The_clock_may_differ_by_180_seconds(int difference, bool accepted)
    {
        await using var bench = await Bench.StartAsync(o => o.TimeProvider = new FakeTimeProvider(Morning));
        var time = (bench.Caller.Now + difference).ToString(CultureInfo.InvariantCulture);
        var (_, answer) = await SendAsync(bench, r => RawCaller.Tif(r, bench.Options.PaasId, time, "n1", RawCaller.Sign(time, bench.Options.Token, "n1")));
        Assert.Equal(accepted, answer.ContainsKey("infcode"));
    }

    [Fact]
    public async Task A_nonce_may_not_come_again_within_ten_minutes()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var bench = await Bench.StartAsync(o => o.TimeProvider = clock);
        Assert.True((await SendWithNonceAsync(bench, "same")).ContainsKey("infcode"));
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Contains("nonce", (await SendWithNonceAsync(bench, "same"))["msg"]!.GetValue<string>());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await SendWithNonceAsync(bench, "same")).ContainsKey("infcode"));
    }

    [Theory]
    [InlineData(HeaderHashCase.Ignore, true, true)]
    [InlineData(HeaderHashCase.Lower, true, false)]
    [InlineData(HeaderHashCase.Upper, false, true)]
    public async Task The_case_of_the_signature_matters_as_configured(HeaderHashCase rule, bool lower, bool upper)
    {
        await using var bench = await Bench.StartAsync(o => o.HeaderHashCase = rule);
        var time = bench.Caller.Now.ToString(CultureInfo.InvariantCulture);
        var (_, first) = await SendAsync(bench, r => RawCaller.Tif(r, bench.Options.PaasId, time, "n1", RawCaller.Sign(time, bench.Options.Token, "n1")));
        var (_, second) = await SendAsync(bench, r => RawCaller.Tif(r, bench.Options.PaasId, time, "n2", RawCaller.Sign(time, bench.Options.Token, "n2").ToUpperInvariant()));
        Assert.Equal((lower, upper), (first.ContainsKey("infcode"), second.ContainsKey("infcode")));
    }

    [Fact]
    public async Task The_signature_is_the_published_hash()
    {
        // The value was worked out with sha256sum: printf '1772328600mock-tokenabc1772328600' | sha256sum
        Assert.Equal("1772328600", Morning.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        await using var bench = await Bench.StartAsync(o => o.TimeProvider = new FakeTimeProvider(Morning));
        var (_, answer) = await SendAsync(bench, r => RawCaller.Tif(r, "mock-account", "1772328600", "abc", "d7fda0e5e62302e1464b991fa8a7adaad2a13a11623e22e6ce7a5c407197711e"));
        Assert.True(answer.ContainsKey("infcode"));
    }

    [Fact]
    public async Task A_csb_gateway_wants_the_hmac_of_the_sorted_headers()
    {
        await using var bench = await Bench.StartAsync(o => { o.Gateway = MockGateway.Csb; o.ClockSkewSeconds = 1800; });
        var (goodStatus, good) = await SendAsync(bench, r => Csb(r, bench, bench.Options.Token));
        Assert.Equal((HttpStatusCode.OK, 0), (goodStatus, good["infcode"]!.GetValue<int>()));
        var (badStatus, bad) = await SendAsync(bench, r => Csb(r, bench, "another"));
        Assert.Equal(HttpStatusCode.OK, badStatus);
        Assert.Equal(401, bad["code"]!.GetValue<int>());
        Assert.NotEmpty(bad["message"]!.GetValue<string>());
        var (_, stale) = await SendAsync(bench, r => Csb(r, bench, bench.Options.Token, -1801));
        Assert.Contains("timestamp", stale["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_status_of_a_gateway_refusal_can_be_set()
    {
        await using var bench = await Bench.StartAsync(o => o.GatewayRefusalStatus = 401);
        var (status, _) = await SendAsync(bench, r => r.Headers.Remove("x-tif-signature"));
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task Without_a_gateway_no_header_is_looked_at()
    {
        await using var bench = await Bench.StartAsync(o => o.Gateway = MockGateway.None);
        var (_, answer) = await SendAsync(bench, r => r.Headers.Clear());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("ebus/any/hsa/hgs/")]
    [InlineData("ebus/000000/poc-hsa-hgs-")]
    [InlineData("")]
    public async Task Any_prefix_before_the_number_is_taken(string prefix)
    {
        await using var bench = await Bench.StartAsync();
        using var caller = new RawCaller(bench.Center, bench.Options, prefix);
        Assert.Equal(0, (await caller.CallAsync("9001", SignIn()))["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_fixed_address_takes_the_number_from_the_body()
    {
        await using var bench = await Bench.StartAsync();
        using var caller = new RawCaller(bench.Center, bench.Options, "fsi/api/rsfComIfsService/callService");
        var answer = await caller.PostAsync("", RawCaller.Envelope("9001", SignIn()).ToJsonString());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_configured_prefix_shuts_out_every_other_path()
    {
        await using var bench = await Bench.StartAsync(o => o.PathPrefix = "/ebus/test/poc-hsa-hgs-");
        using var right = new RawCaller(bench.Center, bench.Options, "ebus/test/poc-hsa-hgs-");
        Assert.Equal(0, (await right.CallAsync("9001", SignIn()))["infcode"]!.GetValue<int>());
        using var wrong = await bench.Caller.SendAsync(bench.Caller.Request("9001", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    internal static JsonObject SignIn(string @operator = "op1") => new() { ["signIn"] = new JsonObject { ["opter_no"] = @operator, ["mac"] = "00-00", ["ip"] = "127.0.0.1" } };

    private static async Task<JsonObject> SendWithNonceAsync(Bench bench, string nonce)
    {
        var time = bench.Caller.Now.ToString(CultureInfo.InvariantCulture);
        return (await SendAsync(bench, r => RawCaller.Tif(r, bench.Options.PaasId, time, nonce, RawCaller.Sign(time, bench.Options.Token, nonce)))).Answer;
    }

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> SendAsync(Bench bench, Action<HttpRequestMessage> change)
    {
        using var answer = await bench.Caller.SendAsync(bench.Caller.Request("9001", RawCaller.Envelope("9001", SignIn()).ToJsonString(), change));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private static void Csb(HttpRequestMessage request, Bench bench, string secret, int shift = 0)
    {
        var time = ((bench.Caller.Now + shift) * 1000).ToString(CultureInfo.InvariantCulture);
        var text = $"_api_access_key={bench.Options.PaasId}&_api_name=9001&_api_timestamp={time}&_api_version=1.0.0";
#pragma warning disable CA5350 // The gateway's rule.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        request.Headers.Clear();
        request.Headers.Add("_api_name", "9001");
        request.Headers.Add("_api_version", "1.0.0");
        request.Headers.Add("_api_timestamp", time);
        request.Headers.Add("_api_access_key", bench.Options.PaasId);
        request.Headers.Add("_api_signature", signature);
    }
}
