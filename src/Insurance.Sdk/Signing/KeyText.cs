using System;
using System.Globalization;

namespace Insurance.Sdk.Signing;

/// <summary>Turns the text of a key into bytes: PEM, hex or Base64.</summary>
internal static class KeyText
{
    internal static byte[] Read(string text, string what)
    {
        var trimmed = (text ?? throw new ArgumentNullException(nameof(text))).Trim();
        if (trimmed.Length == 0)
        {
            throw new Sm2KeyFormatException(what + ": the text is empty");
        }

        if (trimmed.Contains("-----BEGIN "))
        {
            return ReadPem(trimmed, what);
        }

        // Base64 of a key that happens to use nothing but hex digits has a chance of one in 10^19.
        if (HexText.IsHex(trimmed))
        {
            // A big number printed as hex loses its leading zero digit.
            return HexText.Read(trimmed.Length % 2 == 0 ? trimmed : "0" + trimmed)!;
        }

        return Base64Text.Read(trimmed) ?? throw new Sm2KeyFormatException(
            what + ": the text is neither hex, Base64 nor PEM (" + trimmed.Length.ToString(CultureInfo.InvariantCulture) + " characters)");
    }

    private static byte[] ReadPem(string text, string what)
    {
        const string Begin = "-----BEGIN ";
        const string Dashes = "-----";
        var at = 0;
        while ((at = text.IndexOf(Begin, at, StringComparison.Ordinal)) >= 0)
        {
            var labelEnd = text.IndexOf(Dashes, at + Begin.Length, StringComparison.Ordinal);
            var label = labelEnd < 0 ? "" : text.Substring(at + Begin.Length, labelEnd - at - Begin.Length);
            var end = labelEnd < 0 ? -1 : text.IndexOf("-----END " + label + Dashes, labelEnd, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new Sm2KeyFormatException(what + ": the PEM text has no end line");
            }

            var body = text.Substring(labelEnd + Dashes.Length, end - labelEnd - Dashes.Length);
            at = end;
            if (label == "EC PARAMETERS")
            {
                continue;
            }

            if (label == "ENCRYPTED PRIVATE KEY" || body.Contains("ENCRYPTED"))
            {
                throw new Sm2KeyFormatException(what + ": the PEM key is protected by a password; give it without one");
            }

            if (label.EndsWith("CERTIFICATE", StringComparison.Ordinal))
            {
                throw new Sm2KeyFormatException(what + ": the PEM text is a certificate; give the key itself");
            }

            return Base64Text.Read(body) ?? throw new Sm2KeyFormatException(what + ": the body of the PEM text is not Base64");
        }

        throw new Sm2KeyFormatException(what + ": the PEM text holds no key");
    }
}
