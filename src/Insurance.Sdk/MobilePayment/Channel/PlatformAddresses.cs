using System;
using System.Collections.Generic;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The addresses of the payment platform: one host, one path per number.</summary>
internal sealed class PlatformAddresses
{
    private const string Placeholder = "{infno}";

    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly bool _isTemplate;

    internal PlatformAddresses(MobilePaymentOptions options)
    {
        var baseUrl = options.BaseUrl!.Trim();
        _isTemplate = baseUrl.Contains(Placeholder);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in options.Paths)
        {
            addresses[path.Key] = Join(baseUrl, path.Value, "mobilePayment.paths." + path.Key);
            _numbers.Add(path.Key);
        }

        try
        {
            Gateway = new PlainGateway(new RouteTable(baseUrl, addresses, UrlShape.Fixed), options.Headers, null, options.ContentType);
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException(Own(e.Setting), e.Message.Substring(e.Setting.Length + 2));
        }

        if (Uri.TryCreate(baseUrl, UriKind.Absolute, out var endpoint))
        {
            DefaultHttp.RaiseConnectionLimit(endpoint);
        }
    }

    internal IGateway Gateway { get; }

    internal bool Has(string number) => _isTemplate || _numbers.Contains(number);

    /// <summary>The address of a number; null where the settings name none.</summary>
    internal static string? AddressOf(MobilePaymentOptions options, string number)
    {
        var baseUrl = options.BaseUrl?.Trim() ?? "";
        return options.Paths.TryGetValue(number, out var path) ? Join(baseUrl, path, "mobilePayment.paths." + number)
            : baseUrl.Contains(Placeholder) ? baseUrl.Replace(Placeholder, number) : null;
    }

    /// <summary>A path stands behind the address with one slash between; a whole address stands for itself.</summary>
    private static string Join(string baseUrl, string? path, string setting)
    {
        var text = path?.Trim() ?? "";
        if (text.Length == 0)
        {
            throw new ConfigurationException(setting, "the path is empty");
        }

        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? text
            : baseUrl.TrimEnd('/') + "/" + text.TrimStart('/');
    }

    /// <summary>The gateway's names of settings as they stand under mobilePayment.</summary>
    private static string Own(string setting)
        => setting.Replace("gateway.routes.", "mobilePayment.paths.").Replace("gateway.", "mobilePayment.");
}
