using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Insurance.Sdk.Signing;

/// <summary>The recommended curve of GB/T 32918.5, sm2p256v1.</summary>
internal static class Sm2Curve
{
    internal const int CoordinateLength = 32;

    // The custom implementation of this curve is several times faster than the general one.
    internal static readonly ECDomainParameters Domain = new(CustomNamedCurves.GetByName("sm2p256v1"));

    internal static BigInteger Order => Domain.N;

    internal static BigInteger Prime => Domain.Curve.Field.Characteristic;

    /// <summary>GB/T 32918.1: a private key lies in 1 … n-2.</summary>
    internal static bool IsPrivateKey(BigInteger d) => d.SignValue > 0 && d.CompareTo(Order.Subtract(BigInteger.Two)) <= 0;

    internal static bool IsOnCurve(BigInteger x, BigInteger y)
        => x.CompareTo(Prime) < 0 && y.CompareTo(Prime) < 0 && Domain.Curve.CreatePoint(x, y).IsValid();

    /// <summary>Why the parameters of an ASN.1 key are not those of this curve; null where they are.</summary>
    internal static string? WhyNot(Asn1Encodable? parameters)
    {
        switch (parameters?.ToAsn1Object())
        {
            case null:
            case DerNull:
                return null;
            case DerObjectIdentifier oid:
                return oid.Equals(GMObjectIdentifiers.sm2p256v1)
                    ? null
                    : "it belongs to the curve with object identifier " + oid.Id + ", not to sm2p256v1 (1.2.156.10197.1.301)";
            case Asn1Sequence explicitCurve:
                return X9ECParameters.GetInstance(explicitCurve).N.Equals(Order) ? null : "its curve parameters are not those of sm2p256v1";
            default:
                return "its curve parameters cannot be read";
        }
    }
}
