using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Gateways;

/// <summary>Adds headers that never change to those of another gateway.</summary>
internal sealed class ExtraHeaders : IGateway
{
    private readonly IGateway inner;
    private readonly KeyValuePair<string, string>[] headers;

    internal ExtraHeaders(IGateway inner, IEnumerable<KeyValuePair<string, string>> headers)
    {
        this.inner = inner;
        this.headers = Check(headers);
    }

    public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
    {
        var attempt = inner.Prepare(code, body);
        return new GatewayAttempt(attempt.Address, attempt.Headers.Concat(headers).ToArray(), attempt.ContentType);
    }

    internal static KeyValuePair<string, string>[] Check(IEnumerable<KeyValuePair<string, string>>? headers)
        => (headers ?? Array.Empty<KeyValuePair<string, string>>()).Select(Check).ToArray();

    private static KeyValuePair<string, string> Check(KeyValuePair<string, string> header)
    {
        var setting = "gateway.headers." + header.Key;
        if (string.IsNullOrEmpty(header.Key) || !header.Key.All(c => c is > ' ' and <= '~' && "()<>@,;:\\\"/[]?={}".IndexOf(c) < 0))
        {
            throw new ConfigurationException(setting, "this is no name of a header");
        }

        if (string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException(setting, "the content type has a setting of its own, gateway.contentType");
        }

        return new KeyValuePair<string, string>(header.Key, HeaderText.Required(header.Value, setting, "the value"));
    }
}
