using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CsCheck;
using Insurance.Sdk.Signing;
using Org.BouncyCastle.Security;

namespace Insurance.Sdk.Tests.Signing;

public class Sm2SignatureTests
{
    private static readonly Sm2PrivateKey Key = Sm2PrivateKey.Parse("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    private static readonly byte[] Data = "发药明细"u8.ToArray();

    [Fact]
    public void What_is_signed_verifies_with_every_key_and_user_id()
        => Gen.Select(Sm2KeyTests.Keys, Gen.Byte.Array[0, 300], Gen.String[0, 20]).Sample(
            (key, data, userId) => new Sm2Verifier(key.PublicKey, userId).Verify(data, new Sm2Signer(key, userId).Sign(data)).IsValid,
            iter: 60);

    [Fact]
    public void A_changed_byte_of_data_or_signature_never_verifies()
        => Gen.Select(Gen.Byte.Array[1, 200], Gen.Int[0, 10_000], Gen.Int[1, 255]).Sample(
            (data, where, change) =>
            {
                var signature = new Sm2Signer(Key).Sign(data);
                var verifier = new Sm2Verifier(Key.PublicKey);
                var otherData = (byte[])data.Clone();
                otherData[where % data.Length] ^= (byte)change;
                var otherSignature = (byte[])signature.Clone();
                otherSignature[where % 64] ^= (byte)change;

                return !verifier.Verify(otherData, signature).IsValid && !verifier.Verify(data, otherSignature).IsValid;
            },
            iter: 100);

    [Fact]
    public void Short_r_and_s_are_filled_up_to_32_bytes()
    {
        // About one signature in 128 has a leading zero byte in r or s.
        var signer = new Sm2Signer(Key);
        var verifier = new Sm2Verifier(Key.PublicKey);
        var seen = 0;
        for (var i = 0; i < 5_000 && seen < 4; i++)
        {
            var data = Encoding.ASCII.GetBytes(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var raw = signer.Sign(data);
            Assert.Equal(64, raw.Length);
            if (raw[0] != 0 && raw[32] != 0)
            {
                continue;
            }

            seen++;
            var der = Sm2Signature.ToDer(raw);
            Assert.True(der.Length < 72);
            Assert.Equal(raw, Sm2Signature.FromDer(der));
            Assert.True(verifier.Verify(data, raw).IsValid);
            Assert.True(verifier.Verify(data, der).IsValid);
        }

        Assert.Equal(4, seen);
    }

    [Fact]
    public void Der_and_hex_are_taken_and_remarked()
    {
        var raw = new Sm2Signer(Key).Sign(Data);
        var verifier = new Sm2Verifier(Key.PublicKey);

        Assert.Equal("", verifier.Verify(Data, Convert.ToBase64String(raw)).Reason);
        AssertValid("DER instead of 64 raw bytes", verifier.Verify(Data, Convert.ToBase64String(Sm2Signature.ToDer(raw))));
        AssertValid("hex instead of Base64", verifier.Verify(Data, Convert.ToHexString(raw)));
        AssertValid("hex instead of Base64, and DER", verifier.Verify(Data, Convert.ToHexStringLower(Sm2Signature.ToDer(raw))));

        static void AssertValid(string remark, Sm2Verification verification)
        {
            Assert.True(verification.IsValid);
            Assert.Contains(remark, verification.Reason);
        }
    }

    [Theory]
    [InlineData("1234567812345678", "another one", "the default 1234567812345678")]
    [InlineData("", "1234567812345678", "an empty text")]
    [InlineData("the-secret", "1234567812345678", "the appSecret")]
    public void A_signature_under_another_user_id_is_not_valid_but_explained(string signedWith, string agreed, string named)
    {
        var others = new Dictionary<string, string> { ["the appSecret"] = "the-secret" };

        var verification = new Sm2Verifier(Key.PublicKey, agreed, others).Verify(Data, new Sm2Signer(Key, signedWith).Sign(Data));

        Assert.Equal(Sm2VerificationProblem.OtherUserId, verification.Problem);
        Assert.Contains(named, verification.Reason);
        Assert.DoesNotContain("the-secret", verification.Reason);
    }

    [Theory]
    [InlineData("", Sm2VerificationProblem.SignatureMissing)]
    [InlineData("这不是签名", Sm2VerificationProblem.SignatureTextUnreadable)]
    [InlineData("AAAA", Sm2VerificationProblem.SignatureLength)]
    public void An_unreadable_signature_says_why(string signature, Sm2VerificationProblem problem)
        => Assert.Equal(problem, new Sm2Verifier(Key.PublicKey).Verify(Data, signature).Problem);

    [Fact]
    public void Lost_zeros_are_suspected_when_a_signature_is_a_little_short()
        => Assert.Contains("leading zeros", new Sm2Verifier(Key.PublicKey).Verify(Data, Enumerable.Repeat((byte)7, 63).ToArray()).Reason);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(255, 255)]
    public void Numbers_outside_of_1_to_n_minus_1_are_refused(byte r, byte s)
    {
        byte[] raw = [.. Number(r), .. Number(s)];

        Assert.Equal(Sm2VerificationProblem.SignatureOutOfRange, new Sm2Verifier(Key.PublicKey).Verify(Data, raw).Problem);
        Assert.Throws<FormatException>(() => Sm2Signature.ToDer(raw));

        static byte[] Number(byte b) => b == 255 ? Enumerable.Repeat(b, 32).ToArray() : [.. new byte[31], b];
    }

    [Fact]
    public void Der_must_be_in_its_one_shortest_form()
    {
        var der = Sm2Signature.ToDer(new Sm2Signer(Key).Sign(Data));
        byte[] trailing = [.. der, 0];
        byte[] padded = [0x30, (byte)(der[1] + 1), 0x02, (byte)(der[3] + 1), 0, .. der[4..]];

        Assert.Throws<FormatException>(() => Sm2Signature.FromDer(trailing));
        Assert.Throws<FormatException>(() => Sm2Signature.FromDer(padded));
        Assert.Throws<FormatException>(() => Sm2Signature.FromDer(default));
        Assert.Equal(Sm2VerificationProblem.SignatureLength, new Sm2Verifier(Key.PublicKey).Verify(Data, trailing).Problem);
    }

    [Fact]
    public void A_mistake_in_the_public_key_is_part_of_the_diagnosis()
    {
        var signature = Convert.ToBase64String(new Sm2Signer(Key).Sign(Data));
        var hex = Key.PublicKey.ToHex();

        Assert.True(Sm2Verification.Check(hex, Data, signature).IsValid);
        Assert.Equal(Sm2VerificationProblem.PublicKeyCoordinatesSwapped, Sm2Verification.Check(hex[66..] + hex[2..66], Data, signature).Problem);
        Assert.Equal(Sm2VerificationProblem.PublicKeyNotOnCurve, Sm2Verification.Check(hex[..129] + (hex[129] == '0' ? '1' : '0'), Data, signature).Problem);
        Assert.Equal(Sm2VerificationProblem.PublicKeyUnreadable, Sm2Verification.Check("key?", Data, signature).Problem);
        Assert.Equal(Sm2VerificationProblem.SignatureWrong, Sm2Verification.Check(Sm2PrivateKey.Generate().PublicKey.ToHex(), Data, signature).Problem);
    }

    [Fact]
    public void One_signer_and_one_verifier_serve_many_threads()
    {
        var signer = new Sm2Signer(Key);
        var verifier = new Sm2Verifier(Key.PublicKey);

        Parallel.For(0, 400, i =>
        {
            var data = BitConverter.GetBytes(i);
            Assert.True(verifier.Verify(data, signer.Sign(data)).IsValid);
        });
    }

    [Fact]
    public void A_signer_goes_on_working_after_its_random_source_failed()
    {
        var random = new FailingOnce();
        var signer = new Sm2Signer(Key, Sm2UserId.Default, random);

        Assert.Throws<InvalidOperationException>(() => signer.Sign("first"u8.ToArray()));
        Assert.True(new Sm2Verifier(Key.PublicKey).Verify(Data, signer.Sign(Data)).IsValid);
    }

    [Fact]
    public void A_user_id_that_is_too_long_is_refused()
        => Assert.Throws<ArgumentException>(() => new Sm2Signer(Key, new string('x', 8192)));

    private sealed class FailingOnce : SecureRandom
    {
        private readonly SecureRandom good = new();
        private bool failed;

        internal FailingOnce()
            : base(null)
        {
        }

        public override void NextBytes(byte[] buf) => NextBytes(buf.AsSpan());

        public override void NextBytes(Span<byte> buffer)
        {
            if (!failed)
            {
                failed = true;
                throw new InvalidOperationException("no random numbers");
            }

            good.NextBytes(buffer);
        }
    }
}
