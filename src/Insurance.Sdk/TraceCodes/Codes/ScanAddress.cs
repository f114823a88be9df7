using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A QR label that holds an address.</summary>
internal sealed class ScanAddress
{
    private readonly string _path;
    private readonly string _query;

    private ScanAddress(string text)
    {
        Decoded = Decode(text);
        var fragment = text.IndexOf('#');
        var query = text.IndexOf('?');

        // Some labels put the query behind the fragment; both are searched.
        _query = query >= 0 ? text.Substring(query + 1).Replace('#', '&') : fragment >= 0 ? text.Substring(fragment + 1) : "";
        var end = query >= 0 && (fragment < 0 || query < fragment) ? query : fragment >= 0 ? fragment : text.Length;
        _path = text.Substring(0, end);
    }

    /// <summary>The whole address with its percent-escapes undone.</summary>
    internal string Decoded { get; }

    /// <summary>What stands behind the last slash of the path; "" where nothing does.</summary>
    internal string LastSegment
    {
        get
        {
            var path = _path.TrimEnd('/');
            var slash = path.LastIndexOf('/');
            return slash < 0 || (slash > 0 && path[slash - 1] == '/') ? "" : Decode(path.Substring(slash + 1));
        }
    }

    internal static bool IsAddress(string text)
        => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    internal static bool TryRead(ScanText scan, out ScanAddress address)
    {
        address = null!;
        if (!IsAddress(scan.Compact))
        {
            return false;
        }

        address = new ScanAddress(scan.Compact);
        return true;
    }

    /// <summary>The value of the first of some query parameters that is there; null where none is.</summary>
    internal string? Parameter(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            foreach (var pair in _query.Split('&'))
            {
                var equals = pair.IndexOf('=');
                if (equals > 0 && string.Equals(Decode(pair.Substring(0, equals)), name, StringComparison.OrdinalIgnoreCase))
                {
                    return Decode(pair.Substring(equals + 1));
                }
            }
        }

        return null;
    }

    /// <summary>The element string of a GS1 Digital Link: /01/GTIN/21/serial, with /10/lot between them where there is one; null for other addresses.</summary>
    internal string? DigitalLink()
    {
        var segments = _path.Split('/');
        for (var i = 0; i + 3 < segments.Length; i++)
        {
            if (segments[i] != "01" || segments[i + 1].Length != 14)
            {
                continue;
            }

            var text = "";
            for (var at = i; at + 1 < segments.Length; at += 2)
            {
                text += "(" + segments[at] + ")" + Decode(segments[at + 1]);
            }

            return text;
        }

        return null;
    }

    private static string Decode(string text)
    {
        try
        {
            return Uri.UnescapeDataString(text);
        }
        catch (UriFormatException)
        {
            return text;
        }
    }
}
