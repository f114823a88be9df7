using System.Collections.Generic;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.Platform;

/// <summary>
/// Vectors made with openssl, S being the secret and T names and values by name:
/// printf '%s' "$S$T$S" | openssl dgst -md5; printf '%s' "$T" | openssl dgst -md5 -hmac "$S"; the same with -sha256.
/// </summary>
public sealed class TopSignatureTests
{
    private const string Secret = "invented-secret";

    [Theory]
    [InlineData(TraceSignMethod.Md5, "md5", "DF40E78523CB1199889F0D16DB6F1BA1")]
    [InlineData(TraceSignMethod.Hmac, "hmac", "561A1980B8D66816F685BED1AFEB4FA5")]
    [InlineData(TraceSignMethod.HmacSha256, "hmac-sha256", "C0EF8D0556D537562837859DFD808291D19C90033BE2E43B6C2B331DC6DD6FF4")]
    public void A_signature_is_what_openssl_makes(TraceSignMethod method, string name, string signature)
    {
        var parameters = new Dictionary<string, string>
        {
            ["v"] = "2.0",
            ["timestamp"] = "2026-03-02 00:30:05",
            ["sign_method"] = name,
            ["method"] = "test.method.name",
            ["format"] = "json",
            ["code"] = "81000010000000000001,81000010000000000002",
            ["app_key"] = "10000001",
            ["session"] = "",
            ["sign"] = "left out",
        };

        Assert.Equal(name, TopSignature.NameOf(method));
        Assert.Equal(signature, TopSignature.Of(parameters, Secret, method));
    }
}
