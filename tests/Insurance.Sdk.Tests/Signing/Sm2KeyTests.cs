using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Insurance.Sdk.Signing;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Math;

namespace Insurance.Sdk.Tests.Signing;

public class Sm2KeyTests
{
    private const string Order = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";

    [Fact]
    public void A_private_key_is_read_in_every_form_of_the_field()
        => Keys.Sample(
            key =>
            {
                foreach (var (form, text) in PrivateForms(key.ToHex()))
                {
                    Assert.True(key.ToHex() == Sm2PrivateKey.Parse(text).ToHex(), form);
                }
            },
            iter: 60);

    [Fact]
    public void A_public_key_is_read_in_every_form_of_the_field()
        => Keys.Sample(
            key =>
            {
                foreach (var (form, text) in PublicForms(key.PublicKey))
                {
                    Assert.True(key.PublicKey.Equals(Sm2PublicKey.Parse(text)), form);
                }
            },
            iter: 60);

    [Theory]
    [InlineData("80")]
    [InlineData("FF")]
    public void A_first_byte_of_80_or_more_stays_positive(string first)
    {
        var hex = first + new string('1', 62);
        Assert.Equal(hex, Sm2PrivateKey.Parse(hex).ToHex());
        Assert.Equal(hex, Sm2PrivateKey.Parse(Convert.ToBase64String(Convert.FromHexString(hex))).ToHex());
    }

    [Theory]
    [InlineData("3456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789A", 28)]
    [InlineData("456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDE", 30)]
    [InlineData("123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDE", 31)]
    public void A_number_that_lost_its_leading_zeros_is_filled_up(string hex, int bytes)
    {
        Assert.Equal(hex.PadLeft(64, '0'), Sm2PrivateKey.Parse(hex).ToHex());
        Assert.Equal(hex.PadLeft(64, '0'), Sm2PrivateKey.Parse(Convert.ToBase64String(Convert.FromHexString(hex.PadLeft(bytes * 2, '0')))).ToHex());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("not a key!", "neither hex, Base64 nor PEM")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "1 … n-2")]
    [InlineData(Order, "1 … n-2")]
    [InlineData("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122", "1 … n-2")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF", "SM4 key")]
    [InlineData("0ABC", "too few")]
    [InlineData("zz", "too few")]
    [InlineData("021111111111111111111111111111111111111111111111111111111111111111", "compressed public key")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----", "password")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIB", "no end line")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "certificate")]
    public void A_private_key_that_cannot_be_read_says_why(string text, string reason)
        => Assert.Contains(reason, Assert.ThrowsAny<FormatException>(() => Sm2PrivateKey.Parse(text)).Message);

    [Fact]
    public void A_public_key_in_place_of_the_private_one_is_recognised()
    {
        var key = Sm2PrivateKey.Generate().PublicKey;
        Assert.Contains("public key", Assert.ThrowsAny<FormatException>(() => Sm2PrivateKey.Parse(key.ToHex())).Message);
        Assert.Contains("public key", Assert.ThrowsAny<FormatException>(() => Sm2PrivateKey.Parse(PublicForms(key)["SubjectPublicKeyInfo"])).Message);
    }

    [Fact]
    public void A_key_of_another_curve_is_refused_with_its_name()
    {
        var d = new BigInteger(1, Convert.FromHexString(new string('3', 64)));
        var p256 = new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, SecObjectIdentifiers.SecP256r1), new ECPrivateKeyStructure(256, d));

        var error = Assert.ThrowsAny<FormatException>(() => Sm2PrivateKey.Parse(Convert.ToBase64String(p256.GetDerEncoded())));

        Assert.Contains(SecObjectIdentifiers.SecP256r1.Id, error.Message);
    }

    [Fact]
    public void No_message_and_no_text_form_shows_a_private_key()
    {
        var key = Sm2PrivateKey.Generate();
        Assert.DoesNotContain(key.ToHex(), key.ToString());

        foreach (var (_, text) in PrivateForms(key.ToHex()))
        {
            var damaged = text.Insert(text.Length / 2, "!!");
            var error = Assert.ThrowsAny<FormatException>(() => Sm2PrivateKey.Parse(damaged));
            Assert.Null(error.InnerException);
            for (var i = 0; i + 12 <= damaged.Length; i++)
            {
                // PEM frames are no secret.
                if (!damaged.Contains("BEGIN"))
                {
                    Assert.DoesNotContain(damaged.Substring(i, 12), error.ToString());
                }
            }
        }
    }

    [Fact]
    public void Swapped_coordinates_are_recognised()
    {
        var point = Convert.FromHexString(Sm2PrivateKey.Generate().PublicKey.ToHex())[1..];
        var swapped = point[32..].Concat(point[..32]).ToArray();

        Assert.Contains("swapped", Assert.ThrowsAny<FormatException>(() => Sm2PublicKey.Parse(Convert.ToHexString(swapped))).Message);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void A_point_off_the_curve_is_refused(int length)
    {
        var bytes = Enumerable.Repeat((byte)1, length).ToArray();
        bytes[0] = 4;

        Assert.Contains("not on the curve", Assert.ThrowsAny<FormatException>(() => Sm2PublicKey.Parse(Convert.ToBase64String(bytes))).Message);
    }

    [Fact]
    public void Generated_keys_differ_and_belong_to_the_curve()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Sm2PrivateKey.Generate()).ToList();

        Assert.Equal(20, keys.Select(key => key.ToBase64()).Distinct().Count());
        Assert.All(keys, key => Assert.Equal(key.PublicKey, Sm2PublicKey.Parse(key.PublicKey.ToBase64())));
    }

    /// <summary>Keys with many leading zeros among them.</summary>
    internal static Gen<Sm2PrivateKey> Keys { get; } =
        Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 3]).Select((bytes, zeros) =>
        {
            // A number that lost five bytes of zeros is no key that anybody made: such a text was cut.
            for (var i = 0; i < zeros; i++)
            {
                bytes[i] = 0;
            }

            bytes[0] &= 0x7F;
            bytes[31] |= 1;
            return Sm2PrivateKey.Parse(Convert.ToHexString(bytes));
        });

    private static Dictionary<string, string> PrivateForms(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var d = new BigInteger(1, bytes);
        var sec1 = new ECPrivateKeyStructure(256, d, GMObjectIdentifiers.sm2p256v1);
        var pkcs8 = new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, GMObjectIdentifiers.sm2p256v1), new ECPrivateKeyStructure(256, d));
        return new Dictionary<string, string>
        {
            ["hex"] = hex,
            ["lower hex"] = hex.ToLowerInvariant(),
            ["hex with a leading 00"] = "00" + hex,
            ["hex of the number"] = hex.TrimStart('0'),
            ["Base64"] = Convert.ToBase64String(bytes),
            ["Base64 without padding"] = Convert.ToBase64String(bytes).TrimEnd('='),
            ["Base64 of 33 bytes"] = Convert.ToBase64String([0, .. bytes]),
            ["Base64 of the number"] = Convert.ToBase64String(d.ToByteArrayUnsigned()),
            ["SEC1 Base64"] = Convert.ToBase64String(sec1.GetDerEncoded()),
            ["SEC1 hex"] = Convert.ToHexString(sec1.GetDerEncoded()),
            ["PKCS#8 Base64"] = Convert.ToBase64String(pkcs8.GetDerEncoded()),
            ["PKCS#8 hex"] = Convert.ToHexString(pkcs8.GetDerEncoded()),
            ["PKCS#8 PEM"] = Pem("PRIVATE KEY", pkcs8.GetDerEncoded()),
            ["SEC1 PEM behind its parameters"] = Pem("EC PARAMETERS", GMObjectIdentifiers.sm2p256v1.GetDerEncoded()) + Pem("EC PRIVATE KEY", sec1.GetDerEncoded()),
        };
    }

    private static Dictionary<string, string> PublicForms(Sm2PublicKey key)
    {
        var point = Convert.FromHexString(key.ToHex());
        byte[] compressed = [(byte)(2 + (point[64] & 1)), .. point[1..33]];
        var spki = new SubjectPublicKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, GMObjectIdentifiers.sm2p256v1), point).GetDerEncoded();
        return new Dictionary<string, string>
        {
            ["65 bytes hex"] = key.ToHex(),
            ["64 bytes hex"] = key.ToHex()[2..].ToLowerInvariant(),
            ["65 bytes Base64"] = key.ToBase64(),
            ["64 bytes Base64"] = Convert.ToBase64String(point[1..]),
            ["compressed hex"] = Convert.ToHexString(compressed),
            ["compressed Base64"] = Convert.ToBase64String(compressed),
            ["SubjectPublicKeyInfo"] = Convert.ToBase64String(spki),
            ["SubjectPublicKeyInfo PEM"] = Pem("PUBLIC KEY", spki),
        };
    }

    private static string Pem(string label, byte[] der)
        => "-----BEGIN " + label + "-----\n" + Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks) + "\n-----END " + label + "-----\n";
}
