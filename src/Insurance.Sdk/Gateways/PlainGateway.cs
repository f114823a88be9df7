using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Gateways;

/// <summary>No header signature: a local adapter or front machine, or a gateway that wants a bearer token only.</summary>
public sealed class PlainGateway : IGateway
{
    private readonly RouteTable routes;
    private readonly KeyValuePair<string, string>[] headers;
    private readonly Func<string>? bearerToken;
    private readonly string contentType;

    /// <summary>Creates the gateway.</summary>
    /// <param name="routes">Addresses.</param>
    /// <param name="headers">Headers that never change; null for none.</param>
    /// <param name="bearerToken">Gives the access token for <c>Authorization: Bearer</c> without waiting, so whoever holds it renews it in time; null sends none.</param>
    /// <param name="contentType">Content type of the body.</param>
    /// <exception cref="ConfigurationException">A header cannot be sent.</exception>
    public PlainGateway(
        RouteTable routes, IEnumerable<KeyValuePair<string, string>>? headers = null, Func<string>? bearerToken = null, string contentType = "application/json")
    {
        this.routes = routes ?? throw new ArgumentNullException(nameof(routes));
        this.headers = ExtraHeaders.Check(headers);
        this.bearerToken = bearerToken;
        this.contentType = HeaderText.ContentType(contentType);
    }

    /// <inheritdoc />
    /// <exception cref="ConfigurationException">The bearer token is empty.</exception>
    public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
    {
        var address = routes.AddressOf(code);
        return bearerToken is null
            ? new GatewayAttempt(address, headers, contentType)
            : new GatewayAttempt(
                address,
                headers.Concat(new[] { new KeyValuePair<string, string>("Authorization", "Bearer " + HeaderText.Required(bearerToken(), "gateway.token", "the access token")) }).ToArray(),
                contentType);
    }
}
