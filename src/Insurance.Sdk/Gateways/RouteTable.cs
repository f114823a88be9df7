using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Gateways;

/// <summary>Which address a transaction is posted to.</summary>
/// <remarks>
/// An address that holds <c>{infno}</c> is a template; otherwise <see cref="UrlShape"/> says whether the number is put behind it.
/// Addresses are taken literally: <c>http://host/a/poc-</c> and 1101 make <c>http://host/a/poc-1101</c>.
/// </remarks>
public sealed class RouteTable
{
    private const string Placeholder = "{infno}";

    // Far above the number of transactions; only a caller who makes numbers up comes here.
    private const int MostKnown = 2000;

    private readonly string baseUrl;
    private readonly UrlShape shape;
    private readonly List<(string Literal, bool IsPattern, string Url)> routes;
    private readonly ConcurrentDictionary<string, Uri> known = new(StringComparer.Ordinal);

    /// <summary>Creates the table.</summary>
    /// <param name="baseUrl">Address of everything that no route takes; absolute, http or https.</param>
    /// <param name="routes">Transaction number, or the start of one with <c>*</c> behind it such as <c>42*</c>, and the address for it. The longest wins, an exact number before a pattern.</param>
    /// <param name="shape">How addresses without <c>{infno}</c> are used.</param>
    /// <exception cref="ConfigurationException">An address is missing or no absolute http or https one, or a pattern cannot be read.</exception>
    public RouteTable(string baseUrl, IReadOnlyDictionary<string, string>? routes = null, UrlShape shape = UrlShape.Prefix)
    {
        this.baseUrl = Checked(baseUrl, "gateway.baseUrl");
        this.shape = shape;
        this.routes = (routes ?? new Dictionary<string, string>())
            .Select(route => Parse(route.Key, route.Value))
            .OrderByDescending(route => route.Literal.Length)
            .ThenBy(route => route.IsPattern)
            .ToList();
    }

    /// <summary>Address of a transaction.</summary>
    /// <param name="code">Transaction number as it is sent (infno).</param>
    /// <exception cref="ArgumentException">The number holds anything but letters, digits, <c>_</c>, <c>-</c> and single dots.</exception>
    public Uri AddressOf(string code)
    {
        if (known.TryGetValue(code ?? "", out var address))
        {
            return address;
        }

        address = Find(code!);
        if (known.Count < MostKnown)
        {
            known.TryAdd(code!, address);
        }

        return address;
    }

    private Uri Find(string code)
    {
        if (!IsCode(code))
        {
            throw new ArgumentException("A transaction number holds letters, digits, '_', '-' and single dots", nameof(code));
        }

        var url = baseUrl;
        foreach (var route in routes)
        {
            if (route.IsPattern ? code.StartsWith(route.Literal, StringComparison.Ordinal) : code == route.Literal)
            {
                url = route.Url;
                break;
            }
        }

        return new Uri(Fill(url, code, shape), UriKind.Absolute);
    }

    private static string Fill(string url, string code, UrlShape shape)
        => url.Contains(Placeholder) ? url.Replace(Placeholder, code) : shape == UrlShape.Prefix ? url + code : url;

    private static (string Literal, bool IsPattern, string Url) Parse(string pattern, string url)
    {
        var setting = "gateway.routes." + pattern;
        var isPattern = pattern.Length > 0 && pattern[pattern.Length - 1] == '*';
        var literal = isPattern ? pattern.Substring(0, pattern.Length - 1) : pattern;
        return (literal.Length == 0 && isPattern) || IsCode(literal)
            ? (literal, isPattern, Checked(url, setting))
            : throw new ConfigurationException(setting, "a route is a transaction number such as 4201, or the start of one with an asterisk such as 42*");
    }

    private static string Checked(string? url, string setting)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            throw new ConfigurationException(setting, "the address is missing");
        }

        var trimmed = url!.Trim();
        if (!Uri.TryCreate(Fill(trimmed, "0", UrlShape.Prefix), UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https"))
        {
            throw new ConfigurationException(setting, "the address must be absolute and begin with http:// or https://");
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || trimmed.Any(char.IsWhiteSpace))
        {
            throw new ConfigurationException(setting, "the address must hold no user name, no # part and no blank");
        }

        return trimmed;
    }

    private static bool IsCode(string? code)
        => !string.IsNullOrEmpty(code)
            && code!.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.')
            && code![0] != '.'
            && !code.Contains("..");
}
