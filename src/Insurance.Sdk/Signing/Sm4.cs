using System;
using System.Globalization;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Insurance.Sdk.Signing;

/// <summary>The cipher SM4 (GB/T 32907) in the one mode the interfaces use: ECB with PKCS#7 padding (also called PKCS5 there).</summary>
public static class Sm4
{
    /// <summary>Length of a key: 16 bytes.</summary>
    public const int KeyLength = 16;

    private const int BlockLength = 16;

    /// <summary>Encrypts; the result is padded to the next whole block of 16 bytes.</summary>
    /// <exception cref="ArgumentException">The key has not 16 bytes.</exception>
    public static byte[] Encrypt(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> plain) => Run(true, key, plain);

    /// <summary>Decrypts and takes the padding off.</summary>
    /// <exception cref="ArgumentException">The key has not 16 bytes.</exception>
    /// <exception cref="SignatureException">The length is no multiple of 16, or the padding is wrong: another key, or damaged bytes.</exception>
    public static byte[] Decrypt(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> cipher)
    {
        if (cipher.Length == 0 || cipher.Length % BlockLength != 0)
        {
            throw new SignatureException(
                "SM4 decryption failed: " + cipher.Length.ToString(CultureInfo.InvariantCulture) + " bytes are no whole number of 16-byte blocks; the text was cut or is encoded otherwise");
        }

        try
        {
            return Run(false, key, cipher);
        }
        catch (CryptoException)
        {
            throw new SignatureException("SM4 decryption failed: the padding is wrong; the key is another one or the text is damaged");
        }
    }

    private static byte[] Run(bool encrypt, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> input)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException("An SM4 key has 16 bytes, this one has " + key.Length.ToString(CultureInfo.InvariantCulture), nameof(key));
        }

        var cipher = new PaddedBufferedBlockCipher(new EcbBlockCipher(new SM4Engine()), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(key.ToArray()));
        var bytes = Bytes.Segment(input);
        return cipher.DoFinal(bytes.Array!, bytes.Offset, bytes.Count);
    }
}
