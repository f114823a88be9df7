using System;
using System.Text;
using Insurance.Sdk.Signing;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Insurance.Sdk.Journal;

/// <summary>SM4 in Galois/counter mode with a random nonce, and HMAC-SM3 for values that must be found again. The key never leaves the object.</summary>
/// <remarks>Keep the key outside the database, and keep old ones: without it what was written cannot be read again.</remarks>
public sealed class Sm4PersonalDataProtection : IPersonalDataProtection
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagBits = 128;

    private readonly byte[] _cipherKey;
    private readonly byte[] _blindKey;
    private readonly SecureRandom _random = new();

    /// <summary>Creates the protection.</summary>
    /// <param name="key">A secret of 16 to 64 random bytes.</param>
    /// <exception cref="ArgumentException">The key is too short or too long.</exception>
    public Sm4PersonalDataProtection(byte[] key)
    {
        if (key is not { Length: >= 16 and <= 64 })
        {
            throw new ArgumentException("The key must have 16 to 64 bytes", nameof(key));
        }

        // Two uses, two keys: what one gives away says nothing about the other.
        _cipherKey = Mac(key, "insurance-journal-cipher").AsSpan(0, Sm4.KeyLength).ToArray();
        _blindKey = Mac(key, "insurance-journal-blind");
    }

    /// <inheritdoc />
    public byte[] Protect(byte[] plain)
    {
        _ = plain ?? throw new ArgumentNullException(nameof(plain));
        var nonce = new byte[NonceLength];
        lock (_random)
        {
            _random.NextBytes(nonce);
        }

        var cipher = Cipher(true, nonce);
        var result = new byte[1 + NonceLength + cipher.GetOutputSize(plain.Length)];
        result[0] = Version;
        nonce.CopyTo(result, 1);
        var length = cipher.ProcessBytes(plain, 0, plain.Length, result, 1 + NonceLength);
        cipher.DoFinal(result, 1 + NonceLength + length);
        return result;
    }

    /// <inheritdoc />
    public byte[] Unprotect(byte[] sealedData)
    {
        if (sealedData is not { Length: > NonceLength } || sealedData[0] != Version)
        {
            throw new SignatureException("The protected data are damaged, or were not written by this protection");
        }

        try
        {
            var cipher = Cipher(false, sealedData.AsSpan(1, NonceLength).ToArray());
            var plain = new byte[cipher.GetOutputSize(sealedData.Length - 1 - NonceLength)];
            var length = cipher.ProcessBytes(sealedData, 1 + NonceLength, sealedData.Length - 1 - NonceLength, plain, 0);
            cipher.DoFinal(plain, length);
            return plain;
        }
        catch (CryptoException)
        {
            throw new SignatureException("The protected data cannot be opened: the key is another one, or they were changed");
        }
    }

    /// <inheritdoc />
    public string Blind(string value) => HexText.Lower(Mac(_blindKey, value));

    private GcmBlockCipher Cipher(bool encrypt, byte[] nonce)
    {
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(_cipherKey), TagBits, nonce));
        return cipher;
    }

    private static byte[] Mac(byte[] key, string text)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        var bytes = Encoding.UTF8.GetBytes(text);
        mac.BlockUpdate(bytes, 0, bytes.Length);
        var result = new byte[mac.GetMacSize()];
        mac.DoFinal(result, 0);
        return result;
    }
}
