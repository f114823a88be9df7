using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Gateways;

/// <summary>Settings of the gateway, as they stand in a configuration file. Secrets come from a secret store or the environment.</summary>
public sealed class GatewayOptions
{
    /// <summary><c>x-tif</c> (Guangdong, default), <c>csb</c> (Hunan, Jiangsu, …), <c>hmac-sm3</c> (x-ca headers) or <c>none</c>.</summary>
    public string Kind { get; set; } = "x-tif";

    /// <summary>Prefix, fixed address, or template with <c>{infno}</c>; absolute http or https, told by the center.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Other addresses for some transactions: <c>42*</c> or an exact number, and the address. The longest wins.</summary>
    public IDictionary<string, string> Routes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>prefix</c> (the number is put behind the address) or <c>fixed</c>. Left out: prefix for x-tif, otherwise fixed.</summary>
    public string? UrlShape { get; set; }

    /// <summary>Account code of x-tif (应用账户编码).</summary>
    public string? PaasId { get; set; }

    /// <summary>Token of x-tif; with kind none the bearer token, where there is one. Secret.</summary>
    public string? Token { get; set; }

    /// <summary>Case of hex digits in the signature of x-tif and hmac-sm3: <c>lower</c> (default) or <c>upper</c>.</summary>
    public string HashCase { get; set; } = "lower";

    /// <summary>Seconds that are added to the computer's clock for the time stamp.</summary>
    public int ClockOffsetSeconds { get; set; }

    /// <summary>_api_name of csb where it is the same for all transactions; left out: the transaction number.</summary>
    public string? ApiName { get; set; }

    /// <summary>_api_version of csb.</summary>
    public string ApiVersion { get; set; } = "1.0.0";

    /// <summary>Access key of csb, account of hmac-sm3.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Secret key of csb and hmac-sm3. Secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary><c>seconds</c> or <c>milliseconds</c>. Left out: milliseconds for csb, seconds for hmac-sm3; x-tif has always seconds.</summary>
    public string? TimestampUnit { get; set; }

    /// <summary>Content type of the body, such as <c>application/json</c> (default) or <c>text/plain;charset=utf-8</c>.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>Further headers that never change.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
