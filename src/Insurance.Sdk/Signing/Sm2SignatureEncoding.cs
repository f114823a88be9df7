namespace Insurance.Sdk.Signing;

/// <summary>How the two numbers of an SM2 signature are written as bytes.</summary>
public enum Sm2SignatureEncoding
{
    /// <summary>64 bytes: r and s, each 32 bytes with leading zeros. What the interfaces of medical insurance use.</summary>
    Raw,

    /// <summary>ASN.1 DER, SEQUENCE of two INTEGER, 8 to 72 bytes.</summary>
    Der,
}
