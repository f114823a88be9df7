using System;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Protection;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Insurance.Sdk.MockCenter.Tests;

public class ProtectionTests
{
    private const string ClientId = "SDKTESTCLIENT001";
    private static readonly ECDomainParameters Domain = new(GMNamedCurves.GetByName("sm2p256v1"));

    // Printed example keys of the standard's annex, never of a live system.
    private static readonly BigInteger ClientKey = new("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);
    private static readonly BigInteger CenterKey = new("128B2FA8BD433C6C068C8D803DFF79792A519A55171B1B650C23661D15897263", 16);

    [Fact]
    public async Task A_sealed_message_is_opened_and_its_answer_sealed()
    {
        await using var bench = await StartAsync();
        var answer = await bench.Caller.PostAsync("9001", Sealed().ToJsonString());
        Assert.Equal("", answer["err_msg"]!.ToString());
        Assert.Equal(("SM2", "SM4"), (answer["signtype"]!.ToString(), answer["enc_type"]!.ToString()));
        var (output, holds) = Opened(answer);
        Assert.True(holds);
        Assert.NotEmpty(JsonNode.Parse(output)!["signinoutb"]!["sign_no"]!.ToString());
    }

    [Fact]
    public async Task The_published_vector_opens()
    {
        await using var bench = await StartAsync();
        var envelope = Sealed();
        envelope["input"] = "Ch8H66JSX48L9we07CqjYtqvk91WWrL2BKLQV3zqEr9C/6UIQ7LC47xVy4FUi3jz";
        envelope["cainfo"] = "+FsbuLgWuJ/uClGFR6VPgAlytnezhWmhPLSGAY+ZK/i7P2/qZXlktsnMdRU3/kha/amnwQo5PexjhHzFugYgLg==";
        // It opens: what is complained about stands in the plain input, which is another transaction's.
        EnvelopeTests.AssertRefused("psn_no：接口中没有此字段", await bench.Caller.PostAsync("9001", envelope.ToJsonString()));
    }

    [Fact]
    public async Task A_plain_spoilt_or_foreign_message_is_refused()
    {
        await using var bench = await StartAsync();
        EnvelopeTests.AssertRefused("未加密", await bench.Caller.CallAsync("9001", GatewayTests.SignIn()));
        var wrong = Sealed();
        wrong["cainfo"] = Convert.ToBase64String(new byte[64]);
        EnvelopeTests.AssertRefused("验签失败", await bench.Caller.PostAsync("9001", wrong.ToJsonString()));
        wrong["input"] = "AAAA";
        EnvelopeTests.AssertRefused("解密失败", await bench.Caller.PostAsync("9001", wrong.ToJsonString()));
        await using var plain = await Bench.StartAsync();
        EnvelopeTests.AssertRefused("enc_type", await plain.Caller.PostAsync("9001", Sealed().ToJsonString()));
    }

    [Fact]
    public async Task A_bad_signature_on_demand_does_not_hold_and_the_message_is_booked()
    {
        await using var bench = await StartAsync();
        bench.Center.Faults.Add("bad-signature@9001");
        var answer = await bench.Caller.PostAsync("9001", Sealed().ToJsonString());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
        Assert.False(Opened(answer).Holds);
        Assert.Equal("accepted", bench.Center.Messages.Snapshot()[0].Outcome);
    }

    private static Task<Bench> StartAsync() => Bench.StartAsync(o => o.Protection = new SmMockProtection(
        ClientId, Domain.G.Multiply(ClientKey).Normalize().GetEncoded(false), CenterKey.ToByteArrayUnsigned()));

    private static JsonObject Sealed()
    {
        var plain = Encoding.UTF8.GetBytes(GatewayTests.SignIn().ToJsonString());
        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(true, new ParametersWithID(new ECPrivateKeyParameters(ClientKey, Domain), Encoding.ASCII.GetBytes(ClientId)));
        signer.BlockUpdate(plain, 0, plain.Length);
        var envelope = RawCaller.Envelope("9001", Convert.ToBase64String(Crypt(true, plain)));
        envelope["cainfo"] = Convert.ToBase64String(signer.GenerateSignature());
        envelope["signtype"] = "SM2";
        envelope["enc_type"] = "SM4";
        return envelope;
    }

    private static (string Output, bool Holds) Opened(JsonObject answer)
    {
        var plain = Crypt(false, Convert.FromBase64String(answer["output"]!.ToString()));
        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(false, new ParametersWithID(new ECPublicKeyParameters(Domain.G.Multiply(CenterKey).Normalize(), Domain), Encoding.ASCII.GetBytes(ClientId)));
        signer.BlockUpdate(plain, 0, plain.Length);
        return (Encoding.UTF8.GetString(plain), signer.VerifySignature(Convert.FromBase64String(answer["cainfo"]!.ToString())));
    }

    private static byte[] Crypt(bool encrypt, byte[] data)
    {
        var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(Encoding.ASCII.GetBytes(ClientId)));
        return cipher.DoFinal(data);
    }
}
