using System;
using System.Collections.Generic;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Gateways;

/// <summary>Makes the gateway that the settings describe.</summary>
public static class GatewayFactory
{
    /// <summary>Makes a gateway.</summary>
    /// <param name="options">The settings; read once, later changes have no effect.</param>
    /// <param name="time">Clock of time stamps.</param>
    /// <param name="secret">Gives the token (x-tif, none) or the secret key (csb, hmac-sm3) for every attempt, in place of the one in the settings.</param>
    /// <exception cref="ConfigurationException">A setting is missing, unknown or cannot be read; <see cref="ConfigurationException.Setting"/> names it.</exception>
    public static IGateway Create(GatewayOptions options, TimeProvider time, Func<string>? secret = null)
    {
        var kind = ((options ?? throw new ArgumentNullException(nameof(options))).Kind ?? "").Trim();
        if (kind is not ("x-tif" or "csb" or "hmac-sm3" or "none"))
        {
            throw new ConfigurationException("gateway.kind", "unknown kind; x-tif, csb, hmac-sm3 and none are known");
        }

        var routes = new RouteTable(options.BaseUrl!, new Dictionary<string, string>(options.Routes), Shape(options.UrlShape, kind));
        var offset = TimeSpan.FromSeconds(options.ClockOffsetSeconds);
        if (kind == "none")
        {
            var bearer = secret ?? (string.IsNullOrWhiteSpace(options.Token) ? null : Fixed(options.Token, "gateway.token", "the token"));
            return new PlainGateway(routes, options.Headers, bearer, options.ContentType);
        }

        IGateway gateway = kind switch
        {
            "x-tif" => new TifGateway(
                routes,
                options.PaasId!,
                secret ?? Fixed(options.Token, "gateway.token", "the token"),
                time,
                Case(options.HashCase),
                offset,
                options.ContentType),
            "csb" => new CsbGateway(
                routes,
                options.AccessKey!,
                secret ?? Fixed(options.SecretKey, "gateway.secretKey", "the secret key"),
                time,
                options.ApiName,
                options.ApiVersion,
                Unit(options.TimestampUnit, TimestampUnit.Milliseconds),
                offset,
                options.ContentType),
            _ => new HmacSm3Gateway(
                routes,
                options.AccessKey!,
                secret ?? Fixed(options.SecretKey, "gateway.secretKey", "the secret key"),
                time,
                Case(options.HashCase),
                Unit(options.TimestampUnit, TimestampUnit.Seconds),
                offset,
                options.ContentType),
        };
        return options.Headers.Count == 0 ? gateway : new ExtraHeaders(gateway, options.Headers);
    }

    private static Func<string> Fixed(string? value, string setting, string what)
    {
        var secret = HeaderText.Secret(value, setting, what);
        return () => secret;
    }

    private static UrlShape Shape(string? value, string kind) => (value ?? "").Trim() switch
    {
        "" => kind == "x-tif" ? UrlShape.Prefix : UrlShape.Fixed,
        "prefix" => UrlShape.Prefix,
        "fixed" => UrlShape.Fixed,
        _ => throw new ConfigurationException("gateway.urlShape", "the shape is prefix or fixed"),
    };

    private static HexCase Case(string? value) => (value ?? "").Trim() switch
    {
        "" or "lower" => HexCase.Lower,
        "upper" => HexCase.Upper,
        _ => throw new ConfigurationException("gateway.hashCase", "the case is lower or upper"),
    };

    private static TimestampUnit Unit(string? value, TimestampUnit usual) => (value ?? "").Trim() switch
    {
        "" => usual,
        "seconds" => TimestampUnit.Seconds,
        "milliseconds" => TimestampUnit.Milliseconds,
        _ => throw new ConfigurationException("gateway.timestampUnit", "the unit is seconds or milliseconds"),
    };
}
