using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Gateways;

/// <summary>
/// Gateways with x-ca headers: x-ca-key, and x-ca-signature = <c>timestamp:hex</c>, where hex is HMAC-SM3 over timestamp, line feed and the exact body.
/// </summary>
/// <remarks>Known from few public samples, which differ in the case of the digits and the unit of the time stamp.</remarks>
public sealed class HmacSm3Gateway : IGateway
{
    private readonly RouteTable routes;
    private readonly string account;
    private readonly Func<string> secretKey;
    private readonly GatewayClock clock;
    private readonly HexCase hashCase;
    private readonly TimestampUnit unit;
    private readonly string contentType;

    /// <summary>Creates the gateway.</summary>
    /// <param name="routes">Addresses.</param>
    /// <param name="account">Account, sent as x-ca-key.</param>
    /// <param name="secretKey">Gives the secret; asked for every attempt.</param>
    /// <param name="time">Clock of the time stamp.</param>
    /// <param name="hashCase">Case of the hex digits.</param>
    /// <param name="unit">Unit of the time stamp.</param>
    /// <param name="clockOffset">Added to the clock where it is known to be wrong.</param>
    /// <param name="contentType">Content type of the body.</param>
    /// <exception cref="ConfigurationException">A setting is missing or cannot be a header.</exception>
    public HmacSm3Gateway(
        RouteTable routes,
        string account,
        Func<string> secretKey,
        TimeProvider time,
        HexCase hashCase = HexCase.Lower,
        TimestampUnit unit = TimestampUnit.Seconds,
        TimeSpan clockOffset = default,
        string contentType = "application/json")
    {
        this.routes = routes ?? throw new ArgumentNullException(nameof(routes));
        this.account = HeaderText.Required(account, "gateway.accessKey", "the account");
        this.secretKey = secretKey ?? throw new ArgumentNullException(nameof(secretKey));
        clock = new GatewayClock(time, clockOffset);
        this.hashCase = hashCase;
        this.unit = unit;
        this.contentType = HeaderText.ContentType(contentType);
    }

    /// <inheritdoc />
    /// <exception cref="ConfigurationException">The secret is empty.</exception>
    public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
    {
        var address = routes.AddressOf(code);
        var secret = HeaderText.Secret(secretKey(), "gateway.secretKey", "the secret");
        var timestamp = clock.Stamp(unit);
        var prefix = Encoding.ASCII.GetBytes(timestamp + "\n");
        var signed = new byte[prefix.Length + body.Length];
        prefix.CopyTo(signed, 0);
        body.Span.CopyTo(signed.AsSpan(prefix.Length));
        var mac = Sm3.Hmac(Encoding.UTF8.GetBytes(secret), signed);
        return new GatewayAttempt(
            address,
            new KeyValuePair<string, string>[]
            {
                new("x-ca-key", account),
                new("x-ca-signature", timestamp + ":" + (hashCase == HexCase.Lower ? HexText.Lower(mac) : HexText.Upper(mac))),
            },
            contentType);
    }
}
