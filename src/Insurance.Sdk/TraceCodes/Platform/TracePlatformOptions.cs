using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Settings <c>traceCodes.platform</c>: the hospital's account at 码上放心, which is reached over Taobao's open platform (TOP).</summary>
public sealed class TracePlatformOptions
{
    /// <summary>traceCodes.platform.address: the gateway's address, told with the account. Required; http or https.</summary>
    public string Address { get; set; } = "";

    /// <summary>traceCodes.platform.appKey: app_key 应用标识. Required. Environment: INSURANCE_TRACEPLATFORM_APPKEY.</summary>
    public string AppKey { get; set; } = "";

    /// <summary>traceCodes.platform.appSecret: signs every call, never sent. Required. Environment: INSURANCE_TRACEPLATFORM_APPSECRET.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>traceCodes.platform.session: session 授权会话; only where the account needs an authorisation. Environment: INSURANCE_TRACEPLATFORM_SESSION.</summary>
    public string Session { get; set; } = "";

    /// <summary>traceCodes.platform.refEntId: ref_ent_id 接口调用企业的唯一标识, the hospital's number at the platform. Required. Environment: INSURANCE_TRACEPLATFORM_REFENTID.</summary>
    public string RefEntId { get; set; } = "";

    /// <summary>traceCodes.platform.targetRefEntId: des_ref_ent_id 目标企业唯一标识. Default: refEntId.</summary>
    public string TargetRefEntId { get; set; } = "";

    /// <summary>traceCodes.platform.signMethod: md5, hmac (default) or hmac-sha256.</summary>
    public TraceSignMethod SignMethod { get; set; } = TraceSignMethod.Hmac;

    /// <summary>traceCodes.platform.spacingSeconds: least time between two calls of one app key in this program. Default 0.5; the platform refuses faster callers (App Call Limited).</summary>
    public TimeSpan Spacing { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>traceCodes.platform.timeoutSeconds: limit of one attempt. Default 30.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>traceCodes.platform.maxAttempts: attempts of one call in all, 1 to 10. Default 4.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>traceCodes.platform.simplify: true asks for lists without the names of their types. Both forms are read. Default false.</summary>
    public bool Simplify { get; set; }

    /// <summary>traceCodes.platform.codeQuery: how the code-system query looks. No field table of it is public.</summary>
    public TracePlatformCodeQueryOptions CodeQuery { get; } = new();

    internal TracePlatformOptions Checked()
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https") || uri.UserInfo.Length > 0)
        {
            throw Wrong("address", "must be an absolute http or https address without user name; it comes with the account");
        }

        Required("appKey", AppKey);
        Required("appSecret", AppSecret);
        Required("refEntId", RefEntId);
        if (Spacing < TimeSpan.Zero || Spacing > TimeSpan.FromMinutes(1))
        {
            throw Wrong("spacingSeconds", "must lie from 0 to 60");
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
        {
            throw Wrong("timeoutSeconds", "must be more than 0 and at most 600");
        }

        if (MaxAttempts is < 1 or > 10)
        {
            throw Wrong("maxAttempts", "must lie from 1 to 10");
        }

        return (TracePlatformOptions)MemberwiseClone();
    }

    private static void Required(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw Wrong(name, "is required; it comes with the account at 码上放心");
        }
    }

    private static ConfigurationException Wrong(string name, string message) => new("traceCodes.platform." + name, message);
}
