using System;
using System.Text;

namespace Insurance.Sdk.Signing;

/// <summary>Reads Base64 as it comes: broken over lines, without its padding, or in the spelling for web addresses.</summary>
internal static class Base64Text
{
    /// <summary>The bytes; null where the text is no Base64.</summary>
    internal static byte[]? Read(string text)
    {
        var plain = new StringBuilder(text.Length + 2);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                plain.Append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }

        if (plain.Length == 0)
        {
            return null;
        }

        while (plain.Length % 4 != 0)
        {
            plain.Append('=');
        }

        try
        {
            return Convert.FromBase64String(plain.ToString());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
