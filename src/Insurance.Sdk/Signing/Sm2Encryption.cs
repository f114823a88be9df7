using System;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Insurance.Sdk.Signing;

/// <summary>Encrypts with an SM2 public key (GB/T 32918.4): point (65 bytes, 04 first), SM3 check value (32), cipher text; the order C1C3C2.</summary>
public static class Sm2Encryption
{
    /// <summary>Encrypts at least one byte.</summary>
    public static byte[] Encrypt(Sm2PublicKey key, ReadOnlyMemory<byte> plain) => Encrypt(key, plain, new SecureRandom());

    /// <summary>Decrypts what <see cref="Encrypt(Sm2PublicKey, ReadOnlyMemory{byte})"/> made.</summary>
    /// <exception cref="SignatureException">Another key, another order (C1C2C3), or damaged bytes.</exception>
    public static byte[] Decrypt(Sm2PrivateKey key, ReadOnlyMemory<byte> cipher)
    {
        var engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.Init(false, (key ?? throw new ArgumentNullException(nameof(key))).Parameters);
        var bytes = Bytes.Segment(cipher);
        try
        {
            return engine.ProcessBlock(bytes.Array!, bytes.Offset, bytes.Count);
        }
        catch (Exception e) when (e is CryptoException or ArgumentException or IndexOutOfRangeException or ArithmeticException)
        {
            throw new SignatureException("SM2 decryption failed: another key, another order of the parts (C1C2C3), or damaged bytes");
        }
    }

    internal static byte[] Encrypt(Sm2PublicKey key, ReadOnlyMemory<byte> plain, SecureRandom random)
    {
        if (plain.Length == 0)
        {
            throw new ArgumentException("SM2 encryption needs at least one byte", nameof(plain));
        }

        var engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.Init(true, new ParametersWithRandom((key ?? throw new ArgumentNullException(nameof(key))).Parameters, random));
        var bytes = Bytes.Segment(plain);
        return engine.ProcessBlock(bytes.Array!, bytes.Offset, bytes.Count);
    }
}
