using System;

namespace Insurance.Sdk.Signing;

/// <summary>Makes the body protection that the settings describe.</summary>
public static class BodyProtections
{
    /// <summary>Makes a protection.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="signer">Signs in place of <see cref="ProtectionOptions.PrivateKey"/>, for example in a 密码机; its user id is its own.</param>
    /// <exception cref="ConfigurationException">A setting is missing, unknown or cannot be read; <see cref="ConfigurationException.Setting"/> names it.</exception>
    public static IBodyProtection Create(ProtectionOptions options, ISm2Signer? signer = null)
        => ((options ?? throw new ArgumentNullException(nameof(options))).Kind ?? "").Trim() switch
        {
            "" or "none" => NoProtection.Instance,
            "sm3" => new Sm3DigestProtection(),
            "sm2-sm4" => CreateSm(options, signer),
            _ => throw new ConfigurationException("protection.kind", "unknown kind; none, sm2-sm4 and sm3 are known"),
        };

    private static SmBodyProtection CreateSm(ProtectionOptions options, ISm2Signer? signer)
    {
        var clientId = SigningSettings.Required(options.ClientId, "protection.clientId", "the client id");
        if (!SmBodyProtection.IsKey(clientId))
        {
            throw new ConfigurationException("protection.clientId", "the client id must be exactly 16 ASCII characters: they are the SM4 key");
        }

        var centerKey = SigningSettings.PublicKey(options.PlatformPublicKey, "protection.platformPublicKey");
        var encoding = SigningSettings.Encoding(options.Encoding, "protection.encoding");
        var userId = options.UserId ?? clientId;
        return new SmBodyProtection(
            clientId,
            signer ?? new Sm2Signer(SigningSettings.PrivateKey(options.PrivateKey, "protection.privateKey"), userId),
            new Sm2Verifier(centerKey, userId, new System.Collections.Generic.Dictionary<string, string>(StringComparer.Ordinal) { ["the client id"] = clientId }),
            encoding);
    }
}
