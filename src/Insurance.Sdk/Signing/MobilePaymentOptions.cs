namespace Insurance.Sdk.Signing;

/// <summary>Settings of one channel of 医保移动支付 / 电子凭证 (6201 … 6401, ec.*). Secrets come from a secret store or the environment.</summary>
public sealed class MobilePaymentOptions
{
    /// <summary>appId of the channel, at least 16 ASCII characters: the first 16 are the key that the message key is derived with.</summary>
    public string? AppId { get; set; }

    /// <summary>appSecret of the channel. Secret.</summary>
    public string? AppSecret { get; set; }

    /// <summary>The channel's private key in any form of <see cref="Sm2PrivateKey.Parse"/>. Secret.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>The platform's public key in any form of <see cref="Sm2PublicKey.Parse"/>.</summary>
    public string? PlatformPublicKey { get; set; }

    /// <summary>SM2 user id of both sides. The default is 1234567812345678; some channels use their appSecret.</summary>
    public string UserId { get; set; } = Sm2UserId.Default;

    /// <summary>Case of the hex digits of encData.</summary>
    public HexCase HexCase { get; set; } = HexCase.Upper;

    /// <summary>Which numbers and booleans of data become texts before signing and encrypting.</summary>
    public ScalarText ScalarsAsText { get; set; } = ScalarText.Everywhere;

    /// <summary>Name of the member that holds the appId: <c>appId</c> (default) or <c>appCode</c>.</summary>
    public string AppIdMember { get; set; } = "appId";

    /// <summary>version of the message; 1.0.0 and 2.0.1 are in use.</summary>
    public string Version { get; set; } = "2.0.1";

    /// <summary>Form of timestamp, always sent as text.</summary>
    public TimestampForm Timestamp { get; set; } = TimestampForm.Digits14;
}
