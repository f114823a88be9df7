using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Gateways;

/// <summary>
/// The x-tif gateway of Guangdong: headers x-tif-paasid, -timestamp, -nonce and -signature, where the signature is
/// SHA-256 of <c>timestamp + token + nonce + timestamp</c> in hex. The body is not signed.
/// </summary>
/// <remarks>The gateway takes clocks that differ by at most 180 seconds and no nonce twice within ten minutes.</remarks>
public sealed class TifGateway : IGateway
{
    private readonly RouteTable routes;
    private readonly string paasId;
    private readonly Func<string> token;
    private readonly GatewayClock clock;
    private readonly HexCase hashCase;
    private readonly string contentType;
    private readonly Func<string> nonce;

    /// <summary>Creates the gateway.</summary>
    /// <param name="routes">Addresses.</param>
    /// <param name="paasId">Account code given at registration (应用账户编码).</param>
    /// <param name="token">Gives the token; asked for every attempt, so that it can change.</param>
    /// <param name="time">Clock; the time stamp is UTC seconds.</param>
    /// <param name="hashCase">Case of the signature: hospitals in Guangdong send lower case, other users of the gateway upper case.</param>
    /// <param name="clockOffset">Added to the clock where it is known to be wrong.</param>
    /// <param name="contentType">Content type of the body.</param>
    /// <exception cref="ConfigurationException">A setting is missing or cannot be a header.</exception>
    public TifGateway(
        RouteTable routes,
        string paasId,
        Func<string> token,
        TimeProvider time,
        HexCase hashCase = HexCase.Lower,
        TimeSpan clockOffset = default,
        string contentType = "application/json")
        : this(routes, paasId, token, time, hashCase, clockOffset, contentType, Nonces.Next)
    {
    }

    internal TifGateway(
        RouteTable routes, string paasId, Func<string> token, TimeProvider time, HexCase hashCase, TimeSpan clockOffset, string contentType, Func<string> nonce)
    {
        this.routes = routes ?? throw new ArgumentNullException(nameof(routes));
        this.paasId = HeaderText.Required(paasId, "gateway.paasId", "the account code");
        this.token = token ?? throw new ArgumentNullException(nameof(token));
        clock = new GatewayClock(time, clockOffset);
        this.hashCase = hashCase;
        this.contentType = HeaderText.ContentType(contentType);
        this.nonce = nonce;
    }

    /// <inheritdoc />
    /// <exception cref="ConfigurationException">The token is empty.</exception>
    public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
    {
        var address = routes.AddressOf(code);
        var secret = HeaderText.Secret(token(), "gateway.token", "the token");
        var timestamp = clock.Stamp(TimestampUnit.Seconds);
        var once = nonce();
        var hash = Sha256(timestamp + secret + once + timestamp);
        return new GatewayAttempt(
            address,
            new KeyValuePair<string, string>[]
            {
                new("x-tif-paasid", paasId),
                new("x-tif-timestamp", timestamp),
                new("x-tif-nonce", once),
                new("x-tif-signature", hashCase == HexCase.Lower ? HexText.Lower(hash) : HexText.Upper(hash)),
            },
            contentType);
    }

    private static byte[] Sha256(string text)
    {
#if NET
        Span<byte> data = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, data, out var length) ? SHA256.HashData(data.Slice(0, length)) : SHA256.HashData(Encoding.UTF8.GetBytes(text));
#else
        using var hash = SHA256.Create();
        return hash.ComputeHash(Encoding.UTF8.GetBytes(text));
#endif
    }
}
