using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities;

namespace Insurance.Sdk.Signing;

/// <summary>A private key of SM2 (GB/T 32918, curve sm2p256v1). Its text forms never appear in messages or in <see cref="ToString"/>.</summary>
[DebuggerDisplay("SM2 private key, not shown")]
public sealed class Sm2PrivateKey
{
    private const string What = "SM2 private key";

    private Sm2PublicKey? publicKey;

    private Sm2PrivateKey(BigInteger d) => Parameters = new ECPrivateKeyParameters(d, Sm2Curve.Domain);

    /// <summary>The public key that belongs to it.</summary>
    public Sm2PublicKey PublicKey => publicKey ??= new Sm2PublicKey(Sm2Curve.Domain.G.Multiply(Parameters.D).Normalize());

    internal ECPrivateKeyParameters Parameters { get; }

    /// <summary>Makes a new key from the system's random numbers.</summary>
    public static Sm2PrivateKey Generate()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(Sm2Curve.Domain, new SecureRandom()));
        while (true)
        {
            var d = ((ECPrivateKeyParameters)generator.GenerateKeyPair().Private).D;
            if (Sm2Curve.IsPrivateKey(d))
            {
                return new Sm2PrivateKey(d);
            }
        }
    }

    /// <summary>Reads a key in any form found in the field.</summary>
    /// <param name="text">
    /// Hex or Base64 of the number: 32 bytes, 33 with a leading 00, fewer where leading zeros were lost; or of PKCS#8 or SEC1 DER; or PEM of the two.
    /// </param>
    /// <exception cref="FormatException">The text is no such key; the message says why and does not show it.</exception>
    public static Sm2PrivateKey Parse(string text)
    {
        var bytes = KeyText.Read(text, What);
        var d = bytes.Length > 33 ? FromDer(bytes) : FromNumber(bytes);
        if (!Sm2Curve.IsPrivateKey(d))
        {
            throw new Sm2KeyFormatException(What + ": the number is not in 1 … n-2 of the curve sm2p256v1");
        }

        return new Sm2PrivateKey(d);
    }

    /// <summary>64 upper-case hex digits. Secret.</summary>
    public string ToHex() => HexText.Upper(Number());

    /// <summary>Base64 of 32 bytes. Secret.</summary>
    public string ToBase64() => Convert.ToBase64String(Number());

    /// <summary>Never shows the key.</summary>
    public override string ToString() => What + " (not shown)";

    private byte[] Number() => BigIntegers.AsUnsignedByteArray(Sm2Curve.CoordinateLength, Parameters.D);

    private static BigInteger FromNumber(byte[] bytes)
    {
        if (bytes.Length == 33 && bytes[0] is 2 or 3)
        {
            throw new Sm2KeyFormatException(What + ": 33 bytes that begin with 02 or 03 are a compressed public key");
        }

        if (bytes.Length == 33 && bytes[0] != 0)
        {
            throw new Sm2KeyFormatException(What + ": of 33 bytes the first must be 00");
        }

        if (bytes.Length < 28 && bytes.Length != 16)
        {
            throw new Sm2KeyFormatException(What + ": " + bytes.Length.ToString(CultureInfo.InvariantCulture) + " bytes are too few; the number has 32, a little less where leading zeros were lost");
        }

        if (bytes.Length == 16)
        {
            throw new Sm2KeyFormatException(What + ": 16 bytes are an SM4 key or a secret; an SM2 private key has 32");
        }

        // Always unsigned: a first byte of 80 or more must not make the number negative.
        return new BigInteger(1, bytes);
    }

    private static BigInteger FromDer(byte[] bytes)
    {
        if (bytes[0] != 0x30)
        {
            throw new Sm2KeyFormatException(bytes.Length is 64 or 65
                ? What + ": " + bytes.Length.ToString(CultureInfo.InvariantCulture) + " bytes are the length of a public key"
                : What + ": " + bytes.Length.ToString(CultureInfo.InvariantCulture) + " bytes are neither a number of at most 33 bytes nor DER");
        }

        try
        {
            var sequence = Asn1Sequence.GetInstance(bytes);
            if (sequence.Count == 2 && sequence[1] is DerBitString)
            {
                throw new Sm2KeyFormatException(What + ": this is a public key (SubjectPublicKeyInfo)");
            }

            if (sequence.Count == 2)
            {
                throw new Sm2KeyFormatException(What + ": the DER structure is neither PKCS#8 nor SEC1; it may be protected by a password");
            }

            if (sequence[1] is not Asn1Sequence)
            {
                var bare = ECPrivateKeyStructure.GetInstance(sequence);
                Demand(bare.Parameters);
                return bare.GetKey();
            }

            var wrapped = PrivateKeyInfo.GetInstance(sequence);
            if (!wrapped.PrivateKeyAlgorithm.Algorithm.Equals(X9ObjectIdentifiers.IdECPublicKey))
            {
                throw new Sm2KeyFormatException(What + ": the PKCS#8 key is not an elliptic-curve key but of " + wrapped.PrivateKeyAlgorithm.Algorithm.Id);
            }

            Demand(wrapped.PrivateKeyAlgorithm.Parameters);
            return ECPrivateKeyStructure.GetInstance(wrapped.ParsePrivateKey()).GetKey();
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or InvalidCastException or ArithmeticException or IndexOutOfRangeException)
        {
            // The inner exception is left out: its text may quote bytes of the key.
            throw new Sm2KeyFormatException(What + ": the DER structure cannot be read as PKCS#8 or SEC1");
        }
    }

    private static void Demand(Asn1Encodable? parameters)
    {
        if (Sm2Curve.WhyNot(parameters) is { } reason)
        {
            throw new Sm2KeyFormatException(What + ": " + reason);
        }
    }
}
