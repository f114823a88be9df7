using System;
using System.IO;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace Insurance.Sdk.Signing;

/// <summary>Turns SM2 signatures from one byte form into the other.</summary>
public static class Sm2Signature
{
    /// <summary>Length of a signature as raw bytes.</summary>
    public const int RawLength = 2 * Sm2Curve.CoordinateLength;

    /// <summary>64 raw bytes as DER.</summary>
    /// <exception cref="FormatException">Not 64 bytes, or r or s is not in 1 … n-1.</exception>
    public static byte[] ToDer(ReadOnlyMemory<byte> raw)
    {
        var bytes = raw.ToArray();
        if (bytes.Length != RawLength || !InRange(bytes))
        {
            throw new FormatException("SM2 signature: 64 bytes with r and s in 1 … n-1 are expected");
        }

        return StandardDsaEncoding.Instance.Encode(Sm2Curve.Order, Number(bytes, 0), Number(bytes, 1));
    }

    /// <summary>A DER signature as 64 raw bytes.</summary>
    /// <exception cref="FormatException">Not DER of two numbers in 1 … n-1, or followed by more bytes.</exception>
    public static byte[] FromDer(ReadOnlyMemory<byte> der)
        => TryFromDer(der.ToArray()) ?? throw new FormatException("SM2 signature: strict DER of two numbers in 1 … n-1 is expected");

    internal static byte[] Encode(byte[] raw, Sm2SignatureEncoding encoding)
        => encoding == Sm2SignatureEncoding.Der ? ToDer(raw) : raw;

    internal static byte[]? TryFromDer(byte[] der)
    {
        try
        {
            // The decoder takes only the one shortest form and checks the range of both numbers.
            var numbers = StandardDsaEncoding.Instance.Decode(Sm2Curve.Order, der);
            var raw = new byte[RawLength];
            BigIntegers.AsUnsignedByteArray(Sm2Curve.CoordinateLength, numbers[0]).CopyTo(raw, 0);
            BigIntegers.AsUnsignedByteArray(Sm2Curve.CoordinateLength, numbers[1]).CopyTo(raw, Sm2Curve.CoordinateLength);
            return InRange(raw) ? raw : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or InvalidCastException or ArithmeticException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    internal static bool InRange(byte[] raw)
        => IsInRange(Number(raw, 0)) && IsInRange(Number(raw, 1));

    private static bool IsInRange(BigInteger number) => number.SignValue > 0 && number.CompareTo(Sm2Curve.Order) < 0;

    private static BigInteger Number(byte[] raw, int index)
        => new(1, raw, index * Sm2Curve.CoordinateLength, Sm2Curve.CoordinateLength);
}
