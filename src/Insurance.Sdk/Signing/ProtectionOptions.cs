namespace Insurance.Sdk.Signing;

/// <summary>Settings of the body protection, as they stand in a configuration file. Keys come from a secret store or the environment.</summary>
public sealed class ProtectionOptions
{
    /// <summary><c>none</c> (default), <c>sm2-sm4</c> (signed and encrypted input and output) or <c>sm3</c> (hash of the input as cainfo).</summary>
    public string Kind { get; set; } = "none";

    /// <summary>Client id: 16 ASCII characters, the SM4 key of <c>sm2-sm4</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The hospital's private key in any form of <see cref="Sm2PrivateKey.Parse"/>. Secret.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>The center's public key in any form of <see cref="Sm2PublicKey.Parse"/>.</summary>
    public string? PlatformPublicKey { get; set; }

    /// <summary>SM2 user id; null is the client id. The field also uses 1234567812345678 and the channel's secret.</summary>
    public string? UserId { get; set; }

    /// <summary>Byte form of the signature that is sent: <c>raw</c> (default, 64 bytes) or <c>der</c>.</summary>
    public string Encoding { get; set; } = "raw";
}
