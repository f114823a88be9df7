using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace Insurance.Sdk.Gateways;

/// <summary>
/// The CSB gateway of Hunan, Jiangsu, Anhui and Jiangxi: headers _api_name, _api_version, _api_timestamp, _api_access_key and _api_signature,
/// where the signature is Base64 of HMAC-SHA1 over the four pairs in the order of their names. The body is not signed.
/// </summary>
public sealed class CsbGateway : IGateway
{
    private readonly RouteTable routes;
    private readonly string accessKey;
    private readonly Func<string> secretKey;
    private readonly GatewayClock clock;
    private readonly string? apiName;
    private readonly string apiVersion;
    private readonly TimestampUnit unit;
    private readonly string contentType;

    /// <summary>Creates the gateway.</summary>
    /// <param name="routes">Addresses: mostly one fixed, or a template with <c>{infno}</c>.</param>
    /// <param name="accessKey">Access key (AK).</param>
    /// <param name="secretKey">Gives the secret key (SK); asked for every attempt.</param>
    /// <param name="time">Clock of the time stamp.</param>
    /// <param name="apiName">_api_name where it is the same for all transactions; null sends the transaction number.</param>
    /// <param name="apiVersion">_api_version.</param>
    /// <param name="unit">Unit of the time stamp.</param>
    /// <param name="clockOffset">Added to the clock where it is known to be wrong.</param>
    /// <param name="contentType">Content type of the body; Hunan uses text/plain;charset=utf-8.</param>
    /// <exception cref="ConfigurationException">A setting is missing or cannot be a header.</exception>
    public CsbGateway(
        RouteTable routes,
        string accessKey,
        Func<string> secretKey,
        TimeProvider time,
        string? apiName = null,
        string apiVersion = "1.0.0",
        TimestampUnit unit = TimestampUnit.Milliseconds,
        TimeSpan clockOffset = default,
        string contentType = "application/json")
    {
        this.routes = routes ?? throw new ArgumentNullException(nameof(routes));
        this.accessKey = HeaderText.Required(accessKey, "gateway.accessKey", "the access key");
        this.secretKey = secretKey ?? throw new ArgumentNullException(nameof(secretKey));
        clock = new GatewayClock(time, clockOffset);
        this.apiName = string.IsNullOrWhiteSpace(apiName) ? null : HeaderText.Required(apiName, "gateway.apiName", "the name");
        this.apiVersion = HeaderText.Required(apiVersion, "gateway.apiVersion", "the version");
        this.unit = unit;
        this.contentType = HeaderText.ContentType(contentType);
    }

    /// <inheritdoc />
    /// <exception cref="ConfigurationException">The secret key is empty.</exception>
    public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
    {
        var address = routes.AddressOf(code);
        var secret = HeaderText.Secret(secretKey(), "gateway.secretKey", "the secret key");
        var name = apiName ?? code;
        var timestamp = clock.Stamp(unit);
        var text = "_api_access_key=" + accessKey + "&_api_name=" + name + "&_api_timestamp=" + timestamp + "&_api_version=" + apiVersion;
        return new GatewayAttempt(
            address,
            new KeyValuePair<string, string>[]
            {
                new("_api_name", name),
                new("_api_version", apiVersion),
                new("_api_timestamp", timestamp),
                new("_api_access_key", accessKey),
                new("_api_signature", Sign(secret, text)),
            },
            contentType);
    }

    private static string Sign(string secret, string text)
    {
#pragma warning disable CA5350 // The gateway's own rule; HMAC does not depend on collision resistance.
        using var mac = new HMACSHA1(Encoding.UTF8.GetBytes(secret));
#pragma warning restore CA5350
        return Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
