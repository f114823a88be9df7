using System;

namespace Insurance.Sdk.Signing;

/// <summary>Reads settings of this room; every error names the setting and never its value.</summary>
internal static class SigningSettings
{
    internal static string Required(string? value, string setting, string what)
        => string.IsNullOrWhiteSpace(value) ? throw new ConfigurationException(setting, what + " is missing") : value!.Trim();

    internal static Sm2PrivateKey PrivateKey(string? value, string setting)
    {
        try
        {
            return Sm2PrivateKey.Parse(Required(value, setting, "the SM2 private key"));
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(setting, e.Message);
        }
    }

    internal static Sm2PublicKey PublicKey(string? value, string setting)
    {
        try
        {
            return Sm2PublicKey.Parse(Required(value, setting, "the platform's SM2 public key"));
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(setting, e.Message);
        }
    }

    internal static Sm2SignatureEncoding Encoding(string? value, string setting) => (value ?? "").Trim() switch
    {
        "" or "raw" => Sm2SignatureEncoding.Raw,
        "der" => Sm2SignatureEncoding.Der,
        _ => throw new ConfigurationException(setting, "the encoding is raw or der"),
    };
}
