using System;
using System.Linq;

namespace Insurance.Sdk.MockCenter;

/// <summary>Finds the transaction number in an address: what follows the prefix, or the last part after a slash or a hyphen.</summary>
internal static class UrlNumber
{
    /// <summary>False where a prefix is configured and the path is outside it. A fixed URL has no number: null.</summary>
    internal static bool TryRead(string path, string? prefix, Func<string, bool> isNumber, out string? number)
    {
        number = null;
        string last;
        if (prefix is null)
        {
            last = path[(path.AsSpan().LastIndexOfAny('/', '-') + 1)..];
        }
        else if (path.StartsWith(prefix, StringComparison.Ordinal))
        {
            last = path[prefix.Length..];
        }
        else
        {
            return false;
        }

        if (isNumber(last) || LooksLikeNumber(last))
        {
            number = last;
        }

        return number is not null || prefix is null || last.Length == 0;
    }

    private static bool LooksLikeNumber(string text)
        => text.Length is >= 4 and <= 7 && text[..4].All(char.IsAsciiDigit) && text.All(char.IsAsciiLetterOrDigit);
}
