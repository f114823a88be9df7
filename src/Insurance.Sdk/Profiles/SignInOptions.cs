using System;

namespace Insurance.Sdk;

/// <summary>Where sign_no of the envelope comes from.</summary>
public enum SignInMode
{
    /// <summary>The caller sets <see cref="InsuranceClient.SignNo"/> or <see cref="CallOptions.SignNo"/>; "" is sent where neither is set.</summary>
    Manual,

    /// <summary>The client signs in with 9001 before the first call of an operator, and again when the lifetime has passed.</summary>
    Automatic,
}

/// <summary>How the client signs in (9001 签到).</summary>
public sealed class SignInOptions
{
    /// <summary>Setting signIn.mode: manual (default) or automatic.</summary>
    public SignInMode Mode { get; set; } = SignInMode.Manual;

    /// <summary>Setting signIn.lifetime, hours:minutes:seconds: how long a sign_no is used. Default 12 hours; hospitals renew it hourly to daily, and no source states its life.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Setting signIn.mac: mac 签到MAC地址 of 9001, 1 to 20 characters; automatic sign-in needs it.</summary>
    public string Mac { get; set; } = "";

    /// <summary>Setting signIn.ip: ip 签到IP地址 of 9001, 1 to 20 characters; automatic sign-in needs it.</summary>
    public string Ip { get; set; } = "";
}
