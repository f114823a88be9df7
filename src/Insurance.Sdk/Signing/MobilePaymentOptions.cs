using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Signing;

/// <summary>What an unsigned failure of the platform says about a command.</summary>
public enum UnsignedFailureRule
{
    /// <summary>The platform refused it, unless status or code speak of a server that lost its way (5xx, 408, 499).</summary>
    Refused,

    /// <summary>Nothing is proved: the command is in doubt.</summary>
    Unknown,
}

/// <summary>Settings of one channel of 医保移动支付 / 电子凭证 (6201 … 6401, ec.*). Secrets come from a secret store or the environment.</summary>
/// <remarks>No Guangdong document is public: address, paths, account and keys have no default, the rest has what public clients of other places do.</remarks>
public sealed class MobilePaymentOptions
{
    /// <summary>Address of the provincial payment platform, absolute http or https; with <c>{infno}</c> in it the number stands there. Needed to send.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Number (6201, 6202, 6203, 6301, 6401) and the path behind <see cref="BaseUrl"/>, or a whole address. Needed to send, unless the address holds <c>{infno}</c>.</summary>
    public IDictionary<string, string> Paths { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Number and the transType of its message, where the platform wants one.</summary>
    public IDictionary<string, string> TransTypes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further HTTP headers that never change.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Content-Type of requests.</summary>
    public string ContentType { get; set; } = "application/json";

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

    /// <summary>Text of encType: only its spelling (SM4, sm4); the cipher is SM4.</summary>
    public string EncType { get; set; } = "SM4";

    /// <summary>Text of signType: only its spelling (SM2, sm2); the signature is SM2 with SM3.</summary>
    public string SignType { get; set; } = "SM2";

    /// <summary>Form of timestamp, always sent as text.</summary>
    public TimestampForm Timestamp { get; set; } = TimestampForm.Digits14;

    /// <summary>code of a successful answer.</summary>
    public string SuccessCode { get; set; } = "0";

    /// <summary>What a failure without signData says about a command; the vendor's sample does not look for a signature there.</summary>
    public UnsignedFailureRule UnsignedFailures { get; set; }

    /// <summary>Name of the field of 6203 that takes revsToken where the hospital reverses the insurance part (ecToken, payAuthNo or another). Not public: null refuses to reverse.</summary>
    public string? ReversalField { get; set; }
}
