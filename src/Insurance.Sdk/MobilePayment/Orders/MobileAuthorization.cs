using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The patient's consent behind an order. It lives about 15 minutes; start over when it lapses.</summary>
/// <remarks>Its text shows nothing.</remarks>
public sealed class MobileAuthorization
{
    private MobileAuthorization(DateTimeOffset obtainedAt)
    {
        ObtainedAt = obtainedAt;
    }

    /// <summary>payAuthNo 支付授权码 of an on-line authorisation; null otherwise.</summary>
    public string? PayAuthNo { get; private init; }

    /// <summary>ecToken 电子凭证授权Token of a code decoded at the counter (6101); null otherwise.</summary>
    public string? EcToken { get; private init; }

    /// <summary>ecAuthCode 电子凭证授权码 (6202); null otherwise.</summary>
    public string? EcAuthCode { get; private init; }

    /// <summary>ecChnlAppId 电子凭证渠道ID (6202); null otherwise.</summary>
    public string? EcChnlAppId { get; private init; }

    /// <summary>ecChnlUserId 电子凭证用户ID (6202); null otherwise.</summary>
    public string? EcChnlUserId { get; private init; }

    /// <summary>When the patient gave it.</summary>
    public DateTimeOffset ObtainedAt { get; }

    /// <summary>On-line, inside a WeChat or Alipay account.</summary>
    /// <param name="payAuthNo">payAuthNo 支付授权码.</param>
    /// <param name="obtainedAt">When the patient gave it.</param>
    public static MobileAuthorization Online(string payAuthNo, DateTimeOffset obtainedAt)
        => new(obtainedAt) { PayAuthNo = Said(payAuthNo, nameof(payAuthNo)) };

    /// <summary>At the counter, from a decoded e-credential.</summary>
    /// <param name="ecToken">ecToken 身份核验令牌 of 6101.</param>
    /// <param name="obtainedAt">When the code was decoded.</param>
    public static MobileAuthorization Counter(string ecToken, DateTimeOffset obtainedAt)
        => new(obtainedAt) { EcToken = Said(ecToken, nameof(ecToken)) };

    /// <summary>The three fields of an e-credential's channel, which 6202 takes in place of payAuthNo.</summary>
    /// <param name="ecAuthCode">ecAuthCode 电子凭证授权码.</param>
    /// <param name="ecChnlAppId">ecChnlAppId 电子凭证渠道ID.</param>
    /// <param name="ecChnlUserId">ecChnlUserId 电子凭证用户ID.</param>
    /// <param name="obtainedAt">When the patient gave it.</param>
    public static MobileAuthorization Channel(string ecAuthCode, string ecChnlAppId, string ecChnlUserId, DateTimeOffset obtainedAt)
        => new(obtainedAt)
        {
            EcAuthCode = Said(ecAuthCode, nameof(ecAuthCode)),
            EcChnlAppId = Said(ecChnlAppId, nameof(ecChnlAppId)),
            EcChnlUserId = Said(ecChnlUserId, nameof(ecChnlUserId)),
        };

    /// <summary>Nothing.</summary>
    public override string ToString() => "(secret)";

    private static string Said(string? value, string name)
        => string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("It is empty.", name) : value!;
}
