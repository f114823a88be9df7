using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>How the mock's payment platform behaves: the other half of a hospital's channel. Every default that stands for an unanswered question says so.</summary>
public sealed class MockMobilePayment
{
    /// <summary>Creates the platform's side of a channel.</summary>
    /// <param name="appId">appId, at least 16 ASCII characters.</param>
    /// <param name="appSecret">appSecret.</param>
    /// <param name="hospitalPublicKey">SM2 public key of the hospital: 64 bytes x‖y, or 65 with a leading 04.</param>
    /// <param name="platformPrivateKey">SM2 private key of the platform: 32 bytes.</param>
    public MockMobilePayment(string appId, string appSecret, byte[] hospitalPublicKey, byte[] platformPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(appId);
        ArgumentException.ThrowIfNullOrEmpty(appSecret);
        ArgumentNullException.ThrowIfNull(hospitalPublicKey);
        ArgumentNullException.ThrowIfNull(platformPrivateKey);
        if (appId.Length < 16)
        {
            throw new ArgumentException("The appId needs at least 16 characters: they are a key.", nameof(appId));
        }

        AppId = appId;
        AppSecret = appSecret;
        HospitalPublicKey = hospitalPublicKey;
        PlatformPrivateKey = platformPrivateKey;
    }

    internal static IReadOnlyList<string> Numbers { get; } = ["6201", "6202", "6203", "6301", "6401"];

    internal string AppId { get; }

    internal string AppSecret { get; }

    internal byte[] HospitalPublicKey { get; }

    internal byte[] PlatformPrivateKey { get; }

    /// <summary>SM2 user id of both sides.</summary>
    public string UserId { get; set; } = "1234567812345678";

    /// <summary>Path of each number; /mobile/ and the number where none is named. No path of Guangdong is public.</summary>
    public IDictionary<string, string> Paths { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where 6302 and 6204 are posted to: an address of this machine; null posts nothing.</summary>
    public Uri? CallbackUrl { get; set; }

    /// <summary>Posts the notices in place of a connection; null takes one.</summary>
    public HttpMessageHandler? CallbackHandler { get; set; }

    /// <summary>Whether numbers in answers are written as text. Unknown of real platforms.</summary>
    public bool NumbersAsText { get; set; }

    /// <summary>Whether refusals are signed. The vendor's sample does not look for a signature there, so they often are not.</summary>
    public bool SignRefusals { get; set; }

    /// <summary>ordStas that 6202 answers with and the order then has: 1 pre-settled.</summary>
    public string StateAfterOrder { get; set; } = "1";

    /// <summary>Share of the fund, and of the personal account, in what is paid.</summary>
    public (decimal Fund, decimal Account) Shares { get; set; } = (0.7m, 0.2m);

    /// <summary>Whether a medOrgOrd that comes again is refused (else the same order is answered again). Unknown of real platforms.</summary>
    public Strictness RepeatedOrder { get; set; } = Strictness.Refuse;

    internal string PathOf(string number) => Paths.TryGetValue(number, out var path) ? "/" + path.TrimStart('/') : "/mobile/" + number;
}
