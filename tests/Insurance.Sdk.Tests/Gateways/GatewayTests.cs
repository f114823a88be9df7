using System;
using System.Linq;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Gateways;

public class GatewayTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    [Fact]
    public void Tif_puts_the_number_behind_the_prefix_and_signs_four_headers()
    {
        var attempt = Create(new GatewayOptions { BaseUrl = "http://center.example/ebus/gdyb/hsa/hgs/", PaasId = "hospital", Token = "t" }).Prepare("3505A", default);

        Assert.Equal("http://center.example/ebus/gdyb/hsa/hgs/3505A", attempt.Address.AbsoluteUri);
        Assert.Equal("application/json", attempt.ContentType);
        Assert.Equal(["x-tif-paasid", "x-tif-timestamp", "x-tif-nonce", "x-tif-signature"], attempt.Headers.Select(h => h.Key));
        Assert.Equal("hospital", Header(attempt, "x-tif-paasid"));
        Assert.Matches("^[0-9a-f]{64}$", Header(attempt, "x-tif-signature"));
    }

    [Fact]
    public void Every_attempt_has_a_new_nonce_of_32_hex_digits()
    {
        var gateway = Create(new GatewayOptions { BaseUrl = "http://center.example/a/", PaasId = "p", Token = "t" });

        var nonces = Enumerable.Range(0, 1000).Select(_ => Header(gateway.Prepare("1101", default), "x-tif-nonce")).ToList();

        Assert.Equal(1000, nonces.Distinct().Count());
        Assert.All(nonces, nonce => Assert.Matches("^[0-9a-f]{32}$", nonce));
    }

    [Fact]
    public void Clock_offset_is_added_to_the_time_stamp()
    {
        var gateway = Create(new GatewayOptions { BaseUrl = "http://center.example/a/", PaasId = "p", Token = "t", ClockOffsetSeconds = -90 });

        Assert.Equal("1699999910", Header(gateway.Prepare("1101", default), "x-tif-timestamp"));
        time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal("1700000010", Header(gateway.Prepare("1101", default), "x-tif-timestamp"));
    }

    [Fact]
    public void A_token_that_changes_is_used_from_the_next_attempt_on()
    {
        var token = "first";
        var gateway = new TifGateway(
            new RouteTable("http://center.example/a/"), "p", () => token, time, HexCase.Upper, default, "application/json", () => "0123456789abcdef");

        var before = Header(gateway.Prepare("1101", default), "x-tif-signature");
        token = "sdk-test-token-0001";
        var after = Header(gateway.Prepare("1101", default), "x-tif-signature");

        Assert.NotEqual(before, after);
        Assert.Equal("E66D4CF787964BC5A5D66F53E6611BE37786DBEDC752904B04DE7FB6447A51FF", after);
        token = " ";
        Assert.Equal("gateway.token", Assert.Throws<ConfigurationException>(() => gateway.Prepare("1101", default)).Setting);
    }

    [Fact]
    public void Csb_with_a_fixed_name_and_seconds_uses_them_in_headers_and_template()
    {
        var attempt = Create(new GatewayOptions
        {
            Kind = "csb",
            BaseUrl = "http://broker.example:8086/1.0.0/hsa-fsi-{infno}",
            AccessKey = "ak",
            SecretKey = "sk",
            ApiName = "hospital-service",
            TimestampUnit = "seconds",
            ContentType = "text/plain;charset=utf-8",
        }).Prepare("2207", default);

        Assert.Equal("http://broker.example:8086/1.0.0/hsa-fsi-2207", attempt.Address.AbsoluteUri);
        Assert.Equal("text/plain;charset=utf-8", attempt.ContentType);
        Assert.Equal("hospital-service", Header(attempt, "_api_name"));
        Assert.Equal("1700000000", Header(attempt, "_api_timestamp"));
        Assert.Matches("^[A-Za-z0-9+/]{27}=$", Header(attempt, "_api_signature"));
    }

    [Fact]
    public void Hmac_sm3_signs_the_exact_body()
    {
        var gateway = Create(new GatewayOptions { Kind = "hmac-sm3", BaseUrl = "http://center.example/api", AccessKey = "account", SecretKey = "sk" });

        var one = Header(gateway.Prepare("1101", "{}"u8.ToArray()), "x-ca-signature");
        var other = Header(gateway.Prepare("1101", "{ }"u8.ToArray()), "x-ca-signature");

        Assert.StartsWith("1700000000:", one);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Plain_sends_static_headers_and_the_bearer_token_of_the_moment()
    {
        var token = "one";
        var options = new GatewayOptions { Kind = "none", BaseUrl = "http://localhost:8097/fsi/callService" };
        options.Headers["X-Org"] = "H00000000001";
        var gateway = GatewayFactory.Create(options, time, () => token);

        var attempt = gateway.Prepare("1101", default);
        Assert.Equal("http://localhost:8097/fsi/callService", attempt.Address.AbsoluteUri);
        Assert.Equal("H00000000001", Header(attempt, "X-Org"));
        Assert.Equal("Bearer one", Header(attempt, "Authorization"));
        token = "two";
        Assert.Equal("Bearer two", Header(gateway.Prepare("1101", default), "Authorization"));
    }

    [Fact]
    public void Plain_without_token_sends_no_headers()
        => Assert.Empty(Create(new GatewayOptions { Kind = "none", BaseUrl = "http://localhost:8097/fsi" }).Prepare("1101", default).Headers);

    [Fact]
    public void Further_headers_go_with_a_signed_gateway_as_well()
    {
        var options = new GatewayOptions { BaseUrl = "http://center.example/a/", PaasId = "p", Token = "t" };
        options.Headers["X-Site"] = "east";

        Assert.Equal("east", Header(Create(options).Prepare("1101", default), "X-Site"));
        Assert.Equal(5, Create(options).Prepare("1101", default).Headers.Count);
    }

    [Theory]
    [InlineData("gateway.kind", "kind")]
    [InlineData("gateway.baseUrl", "base")]
    [InlineData("gateway.paasId", "paas")]
    [InlineData("gateway.token", "token")]
    [InlineData("gateway.hashCase", "case")]
    [InlineData("gateway.urlShape", "shape")]
    [InlineData("gateway.contentType", "content")]
    [InlineData("gateway.headers.X Bad", "header")]
    public void A_wrong_setting_is_named(string setting, string what)
    {
        var options = new GatewayOptions { BaseUrl = "http://center.example/a/", PaasId = "p", Token = "secret-token" };
        switch (what)
        {
            case "kind": options.Kind = "tif"; break;
            case "base": options.BaseUrl = null; break;
            case "paas": options.PaasId = ""; break;
            case "token": options.Token = null; break;
            case "case": options.HashCase = "Title"; break;
            case "shape": options.UrlShape = "folder"; break;
            case "content": options.ContentType = "json"; break;
            default: options.Headers["X Bad"] = "1"; break;
        }

        var error = Assert.Throws<ConfigurationException>(() => Create(options));

        Assert.Equal(setting, error.Setting);
        Assert.DoesNotContain("secret-token", error.Message);
    }

    [Theory]
    [InlineData("paasId", "line\r\nbreak")]
    [InlineData("paasId", "医院")]
    public void What_cannot_be_a_header_is_refused_at_once(string setting, string value)
        => Assert.Equal(
            "gateway." + setting,
            Assert.Throws<ConfigurationException>(() => Create(new GatewayOptions { BaseUrl = "http://center.example/a/", PaasId = value, Token = "t" })).Setting);

    [Theory]
    [InlineData("csb", "gateway.accessKey")]
    [InlineData("hmac-sm3", "gateway.accessKey")]
    public void Keys_of_signed_gateways_are_demanded(string kind, string setting)
    {
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => Create(new GatewayOptions { Kind = kind, BaseUrl = "http://center.example/a", SecretKey = "s" })).Setting);
        Assert.Equal(
            "gateway.secretKey", Assert.Throws<ConfigurationException>(() => Create(new GatewayOptions { Kind = kind, BaseUrl = "http://center.example/a", AccessKey = "a" })).Setting);
    }

    private IGateway Create(GatewayOptions options) => GatewayFactory.Create(options, time);

    private static string Header(GatewayAttempt attempt, string name) => attempt.Headers.Single(header => header.Key == name).Value;
}
