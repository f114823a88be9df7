using System;
using System.Globalization;
using System.IO;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Insurance.Sdk.Signing;

/// <summary>A public key of SM2 (GB/T 32918): a point of the curve sm2p256v1.</summary>
public sealed class Sm2PublicKey : IEquatable<Sm2PublicKey>
{
    private const string What = "SM2 public key";

    internal Sm2PublicKey(ECPoint point) => Parameters = new ECPublicKeyParameters(point, Sm2Curve.Domain);

    internal ECPublicKeyParameters Parameters { get; }

    /// <summary>Reads a key in any form found in the field.</summary>
    /// <param name="text">
    /// Hex or Base64 of 64 bytes (x then y), 65 (04 before them), 33 (compressed, 02 or 03 before x), or of SubjectPublicKeyInfo DER; or PEM of the last.
    /// </param>
    /// <exception cref="FormatException">The text is no such key, or its point is not on the curve; the message says which.</exception>
    public static Sm2PublicKey Parse(string text)
    {
        var bytes = KeyText.Read(text, What);
        switch (bytes.Length)
        {
            case 64:
                return FromCoordinates(bytes, 0);
            case 65 when bytes[0] == 4:
                return FromCoordinates(bytes, 1);
            case 33 when bytes[0] is 2 or 3:
                return FromCompressed(bytes);
            case > 65 when bytes[0] == 0x30:
                return FromDer(bytes);
            case 32:
            case 33 when bytes[0] == 0:
                throw new Sm2KeyFormatException(What + ": this is the length of a private key; keep it secret and give the public one");
            default:
                throw new Sm2KeyFormatException(What + ": " + bytes.Length.ToString(CultureInfo.InvariantCulture)
                    + " bytes; 64 (x, y), 65 (04, x, y), 33 (02 or 03, x) or SubjectPublicKeyInfo DER are read");
        }
    }

    /// <summary>130 upper-case hex digits: 04, x, y.</summary>
    public string ToHex() => HexText.Upper(Parameters.Q.GetEncoded(false));

    /// <summary>Base64 of 65 bytes: 04, x, y.</summary>
    public string ToBase64() => Convert.ToBase64String(Parameters.Q.GetEncoded(false));

    /// <inheritdoc />
    public bool Equals(Sm2PublicKey? other) => other is not null && Parameters.Q.Equals(other.Parameters.Q);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Sm2PublicKey);

    /// <inheritdoc />
    public override int GetHashCode() => Parameters.Q.GetHashCode();

    /// <summary>The key as <see cref="ToHex"/> writes it.</summary>
    public override string ToString() => ToHex();

    private static Sm2PublicKey FromCoordinates(byte[] bytes, int start)
    {
        var x = new BigInteger(1, bytes, start, Sm2Curve.CoordinateLength);
        var y = new BigInteger(1, bytes, start + Sm2Curve.CoordinateLength, Sm2Curve.CoordinateLength);
        if (Sm2Curve.IsOnCurve(x, y))
        {
            return new Sm2PublicKey(Sm2Curve.Domain.Curve.CreatePoint(x, y));
        }

        if (Sm2Curve.IsOnCurve(y, x))
        {
            throw new Sm2KeyFormatException(
                What + ": x and y are swapped: the point is on the curve the other way round", Sm2VerificationProblem.PublicKeyCoordinatesSwapped);
        }

        throw NotOnCurve();
    }

    private static Sm2PublicKey FromCompressed(byte[] bytes)
    {
        try
        {
            return new Sm2PublicKey(Sm2Curve.Domain.Curve.DecodePoint(bytes));
        }
        catch (ArgumentException)
        {
            throw NotOnCurve();
        }
    }

    private static Sm2PublicKey FromDer(byte[] bytes)
    {
        try
        {
            var sequence = Asn1Sequence.GetInstance(bytes);
            if (sequence.Count > 2)
            {
                throw new Sm2KeyFormatException(What + ": this is a private key or a certificate; give the public key alone");
            }

            var info = SubjectPublicKeyInfo.GetInstance(sequence);
            if (!info.Algorithm.Algorithm.Equals(X9ObjectIdentifiers.IdECPublicKey))
            {
                throw new Sm2KeyFormatException(What + ": not an elliptic-curve key but of " + info.Algorithm.Algorithm.Id);
            }

            if (Sm2Curve.WhyNot(info.Algorithm.Parameters) is { } reason)
            {
                throw new Sm2KeyFormatException(What + ": " + reason);
            }

            var point = info.PublicKey.GetOctets();
            return point.Length switch
            {
                65 when point[0] == 4 => FromCoordinates(point, 1),
                33 when point[0] is 2 or 3 => FromCompressed(point),
                _ => throw new Sm2KeyFormatException(What + ": the point inside SubjectPublicKeyInfo has an unknown form"),
            };
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or InvalidCastException or ArithmeticException or IndexOutOfRangeException)
        {
            throw new Sm2KeyFormatException(What + ": the DER structure cannot be read as SubjectPublicKeyInfo");
        }
    }

    private static Sm2KeyFormatException NotOnCurve()
        => new(What + ": the point is not on the curve sm2p256v1; a digit may be wrong or the key may be of another curve", Sm2VerificationProblem.PublicKeyNotOnCurve);
}
