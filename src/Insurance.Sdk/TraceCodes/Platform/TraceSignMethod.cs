namespace Insurance.Sdk.TraceCodes;

/// <summary>sign_method of a call to 码上放心.</summary>
public enum TraceSignMethod
{
    /// <summary>md5: MD5 over secret, text and secret.</summary>
    Md5,

    /// <summary>hmac: HMAC-MD5 over the text with the secret as key.</summary>
    Hmac,

    /// <summary>hmac-sha256: HMAC-SHA256 over the text with the secret as key.</summary>
    HmacSha256,
}
