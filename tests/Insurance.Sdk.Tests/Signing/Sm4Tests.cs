using System;
using System.Text;
using CsCheck;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Signing;

public class Sm4Tests
{
    private static readonly byte[] Key = "SDKTESTCLIENT001"u8.ToArray();

    [Fact]
    public void Every_text_comes_back()
        => Gen.Select(Gen.Byte.Array[16], Gen.Byte.Array[0, 100]).Sample((key, plain) =>
        {
            var cipher = Sm4.Encrypt(key, plain);
            Assert.Equal((plain.Length / 16 * 16) + 16, cipher.Length);
            Assert.Equal(plain, Sm4.Decrypt(key, cipher));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(32)]
    public void A_key_must_have_16_bytes(int length)
        => Assert.Contains("16 bytes", Assert.Throws<ArgumentException>(() => Sm4.Encrypt(new byte[length], Key)).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void A_cut_text_is_refused(int length)
        => Assert.Contains("16-byte blocks", Assert.Throws<SignatureException>(() => Sm4.Decrypt(Key, new byte[length])).Message);

    [Fact]
    public void Another_key_is_noticed_by_the_padding()
    {
        var cipher = Sm4.Encrypt(Key, Encoding.UTF8.GetBytes("{\"data\":1}"));

        Assert.Contains("padding", Assert.Throws<SignatureException>(() => Sm4.Decrypt("SDKTESTCLIENT002"u8.ToArray(), cipher)).Message);
    }

    [Fact]
    public void Sm2_encryption_comes_back_and_notices_damage()
    {
        var key = Sm2PrivateKey.Generate();
        var cipher = Sm2Encryption.Encrypt(key.PublicKey, Key);

        Assert.Equal(Key, Sm2Encryption.Decrypt(key, cipher));
        cipher[^1] ^= 1;
        Assert.Throws<SignatureException>(() => Sm2Encryption.Decrypt(key, cipher));
        Assert.Throws<SignatureException>(() => Sm2Encryption.Decrypt(key, cipher.AsMemory(0, 40)));
        Assert.Throws<SignatureException>(() => Sm2Encryption.Decrypt(key, default));
    }
}
