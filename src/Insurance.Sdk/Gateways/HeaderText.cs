using System.Linq;

namespace Insurance.Sdk.Gateways;

/// <summary>Checks what becomes a header: a line break or Chinese text in it would fail deep inside HttpClient, or change the request.</summary>
internal static class HeaderText
{
    internal static string Required(string? value, string setting, string what)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ConfigurationException(setting, what + " is missing");
        }

        var trimmed = value!.Trim();
        return trimmed.All(c => c is >= ' ' and <= '~')
            ? trimmed
            : throw new ConfigurationException(setting, what + " holds a character that no header may hold; printable ASCII is allowed");
    }

    /// <summary>A secret that is hashed, never sent: any text but an empty one.</summary>
    internal static string Secret(string? value, string setting, string what)
        => string.IsNullOrWhiteSpace(value) ? throw new ConfigurationException(setting, what + " is missing") : value!.Trim();

    internal static string ContentType(string? value)
    {
        var type = Required(value, "gateway.contentType", "the content type");
        return System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _)
            ? type
            : throw new ConfigurationException("gateway.contentType", "it is no content type such as application/json or text/plain;charset=utf-8");
    }
}
