using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Signing;

/// <summary>Every published vector. A vector that is added to the file without a check here fails.</summary>
public class VectorTests
{
    private const string SamplePublicKey =
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

    private static readonly JsonElement[] Vectors = Load();

    private static readonly Dictionary<string, Action<Vector>> Checks = new()
    {
        ["sm3-abc"] = Sm3Digest,
        ["sm3-64chars"] = Sm3Digest,
        ["sm3-empty"] = Sm3Digest,
        ["sm3-a"] = Sm3Digest,
        ["sm3-26chars"] = Sm3Digest,
        ["sm3-million-a"] = v => Assert.Equal(v.Expected("digestHex"), Hex(Sm3.Hash(Utf8(new string('a', 1_000_000))))),
        ["sm4-block"] = Sm4Block,
        ["sm4-block-1000000"] = Sm4MillionBlocks,
        ["sm2-sign-gbt32918.5"] = Sm2Sign,
        ["sm2-sign-bc-standard"] = Sm2Sign,
        ["sm2-encrypt-gbt32918.5"] = Sm2Encrypt,
        ["gateway-hmac-sm3"] = GatewayHmacSm3,
        ["gateway-tif"] = GatewayTif,
        ["gateway-csb"] = GatewayCsb,
        ["mobilepay-sm4-key-derivation"] = KeyDerivation,
        ["mobilepay-envelope-1"] = MobilePaymentEnvelope,
        ["mobilepay-envelope-2-nested"] = MobilePaymentEnvelope,
        ["fsi-body-jilin-style"] = BodyOfJilin,
        ["fsi-cainfo-header-fields-style"] = HeaderFields,
        ["fsi-cainfo-sm3"] = CainfoSm3,
    };

    public static TheoryData<string> Names => new(Vectors.Select(vector => vector.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Published_vector_comes_out(string name)
    {
        Assert.True(Checks.TryGetValue(name, out var check), "no check for the vector " + name);
        check(new Vector(Vectors.Single(vector => vector.GetProperty("name").GetString() == name)));
    }

    [Fact]
    public void Every_check_has_its_vector()
        => Assert.Empty(Checks.Keys.Except(Vectors.Select(vector => vector.GetProperty("name").GetString()!)));

    private static JsonElement[] Load()
    {
        var text = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Signing", "vectors.json"));
        return JsonDocument.Parse(text).RootElement.GetProperty("vectors").EnumerateArray().ToArray();
    }

    private static void Sm3Digest(Vector v) => Assert.Equal(v.Expected("digestHex"), Hex(Sm3.Hash(Utf8(v.Input("messageAscii")))));

    private static void Sm4Block(Vector v)
    {
        var cipher = Sm4.Encrypt(v.InputHex("keyHex"), v.InputHex("plaintextHex"));
        Assert.Equal(v.Expected("ciphertextHex"), Hex(cipher[..16]));
        Assert.Equal(v.InputHex("plaintextHex"), Sm4.Decrypt(v.InputHex("keyHex"), cipher));
    }

    private static void Sm4MillionBlocks(Vector v)
    {
        var key = v.InputHex("keyHex");
        var block = v.InputHex("plaintextHex");
        for (var i = 0; i < 1_000_000; i++)
        {
            block = Sm4.Encrypt(key, block)[..16];
        }

        Assert.Equal(v.Expected("ciphertextHex"), Hex(block));
    }

    private static void Sm2Sign(Vector v)
    {
        var userId = v.Input("userIdAscii");
        var key = Sm2PrivateKey.Parse(v.Input("privateKeyHex"));
        Assert.Equal(v.Input("publicKeyHex"), key.PublicKey.ToHex());

        var raw = new Sm2Signer(key, userId, new FixedRandom(v.Input("kHex"))).Sign(Utf8(v.Input("messageAscii")));
        Assert.Equal(v.Expected("rHex") + v.Expected("sHex"), Convert.ToHexString(raw));
        if (v.TryExpected("rawBase64") is { } base64)
        {
            Assert.Equal(base64, Convert.ToBase64String(raw));
            Assert.Equal(v.Expected("derHex"), Convert.ToHexString(Sm2Signature.ToDer(raw)));
            Assert.Equal(raw, Sm2Signature.FromDer(Convert.FromHexString(v.Expected("derHex"))));
        }

        AssertValid(v.Input("publicKeyHex"), userId, v.Input("messageAscii"), raw);
    }

    private static void Sm2Encrypt(Vector v)
    {
        var cipher = Convert.FromHexString(v.Expected("ciphertextHexC1C3C2"));
        var plain = Utf8(v.Input("messageAscii"));
        Assert.Equal(cipher, Sm2Encryption.Encrypt(Sm2PublicKey.Parse(v.Input("publicKeyHex")), plain, new FixedRandom(v.Input("kHex"))));
        Assert.Equal(plain, Sm2Encryption.Decrypt(Sm2PrivateKey.Parse(v.Input("privateKeyHex")), cipher));
    }

    private static void GatewayHmacSm3(Vector v)
    {
        foreach (var (hashCase, expected) in new[] { ("lower", v.Expected("hexLower")), ("upper", v.Expected("hexUpper")) })
        {
            var gateway = GatewayFactory.Create(
                new GatewayOptions
                {
                    Kind = "hmac-sm3",
                    BaseUrl = "http://center.example/api/",
                    AccessKey = "account",
                    SecretKey = v.Input("secretUtf8"),
                    HashCase = hashCase,
                    TimestampUnit = "milliseconds",
                },
                At(1_700_000_000));
            var headers = gateway.Prepare("1101", Utf8(v.Input("body"))).Headers.ToDictionary(h => h.Key, h => h.Value);
            Assert.Equal(v.Input("timestamp") + ":" + expected, headers["x-ca-signature"]);
        }
    }

    private static void GatewayTif(Vector v)
    {
        foreach (var (hashCase, expected) in new[] { (HexCase.Lower, v.Expected("hexLower")), (HexCase.Upper, v.Expected("hexUpper")) })
        {
            var gateway = new TifGateway(
                new RouteTable("http://center.example/api/"), "paas", () => v.Input("token"), At(1_700_000_000), hashCase, TimeSpan.Zero, "application/json", () => v.Input("nonce"));
            var headers = gateway.Prepare("1101", default).Headers.ToDictionary(h => h.Key, h => h.Value);
            Assert.Equal(v.Input("timestampSeconds"), headers["x-tif-timestamp"]);
            Assert.Equal(v.Input("nonce"), headers["x-tif-nonce"]);
            Assert.Equal(expected, headers["x-tif-signature"]);
        }
    }

    private static void GatewayCsb(Vector v)
    {
        var gateway = GatewayFactory.Create(
            new GatewayOptions
            {
                Kind = "csb",
                BaseUrl = "http://center.example/callService",
                AccessKey = v.Input("_api_access_key"),
                SecretKey = v.Input("secretKey"),
            },
            At(1_700_000_000));
        var headers = gateway.Prepare("1101", default).Headers.ToDictionary(h => h.Key, h => h.Value);
        foreach (var name in new[] { "_api_access_key", "_api_name", "_api_timestamp", "_api_version" })
        {
            Assert.Equal(v.Input(name), headers[name]);
        }

        Assert.Equal(v.Expected("signatureBase64"), headers["_api_signature"]);
    }

    private static void KeyDerivation(Vector v)
    {
        Assert.Equal(
            v.Expected("intermediateCipherHexUpper"),
            Convert.ToHexString(Sm4.Encrypt(Utf8(v.Input("appId")[..16]), Utf8(v.Input("appSecret")))));
        var key = MobilePaymentSeal.DeriveMessageKey(v.Input("appId"), v.Input("appSecret"));
        Assert.Equal(v.Expected("messageKeyAscii"), Encoding.ASCII.GetString(key));
        Assert.Equal(v.Expected("messageKeyHex"), Convert.ToHexString(key));
    }

    private static void MobilePaymentEnvelope(Vector v)
    {
        var message = Utf8(v.InputJson("envelopeBeforeSealing"));
        var signText = v.TryExpected("signText") ?? v.Expected("signText_ordinalKeys_scalarsAsStrings");
        foreach (var (userId, expected) in new[]
        {
            (Sm2UserId.Default, v.Expected("signDataBase64_userId_1234567812345678")),
            (v.Input("appSecret"), v.Expected("signDataBase64_userId_appSecret")),
        })
        {
            var options = new MobilePaymentOptions
            {
                AppId = v.Input("appId"),
                AppSecret = v.Input("appSecret"),
                PlatformPublicKey = SamplePublicKey,
                UserId = userId,
            };
            var signer = new Sm2Signer(Sm2PrivateKey.Parse(v.Input("privateKeyHex")), userId, new FixedRandom(v.Input("kHex")));
            var seal = new MobilePaymentSeal(options, TimeProvider.System, signer);
            Assert.Equal(signText, seal.TextToSign(message));
            AssertValid(SamplePublicKey, userId, signText, Convert.FromBase64String(expected));

            using var sealedMessage = JsonDocument.Parse(seal.SealMessage(message));
            Assert.Equal(expected, sealedMessage.RootElement.GetProperty("signData").GetString());
            Assert.Equal(v.Expected("encDataHexUpper"), sealedMessage.RootElement.GetProperty("encData").GetString());
            Assert.False(sealedMessage.RootElement.TryGetProperty("data", out _));

            var opened = seal.OpenRequest(seal.SealMessage(message));
            Assert.True(opened.IsVerified);
            Assert.Equal(v.Expected("dataPlaintext"), Encoding.UTF8.GetString(opened.Data.Span));
        }
    }

    private static void BodyOfJilin(Vector v)
    {
        var clientId = v.Input("clientId");
        var key = Sm2PrivateKey.Parse(v.Input("privateKeyHex"));
        var verifier = new Sm2Verifier(key.PublicKey, clientId);
        var protection = new SmBodyProtection(clientId, new Sm2Signer(key, clientId, new FixedRandom(v.Input("kHex"))), verifier);

        var sealedInput = protection.Seal(Utf8(v.Input("inputJson")));
        Assert.Equal("\"" + v.Expected("inputEncryptedBase64") + "\"", Encoding.UTF8.GetString(sealedInput.Input.Span));
        Assert.Equal(v.Expected("cainfoBase64"), sealedInput.Cainfo);
        Assert.Equal("SM2", sealedInput.SignType);
        Assert.Equal("SM4", sealedInput.EncType);
        Assert.True(verifier.Verify(Utf8(v.Input("inputJson")), v.Expected("cainfoBase64")).IsValid);

        var output = Utf8("\"" + v.Expected("responseOutputBase64") + "\"");
        var cainfo = Convert.ToBase64String(new Sm2Signer(key, clientId).Sign(Utf8(v.Input("responseOutputJson"))));
        var opened = protection.Open(new SealedOutput(output, cainfo, "SM2", "SM4"));
        Assert.Equal(v.Input("responseOutputJson"), Encoding.UTF8.GetString(opened.Span));
    }

    private static void HeaderFields(Vector v)
    {
        var members = v.Inputs("envelopeWithoutInput").EnumerateObject()
            .Select(member => KeyValuePair.Create(member.Name, member.Value.GetString()!))
            .Append(KeyValuePair.Create("cainfo", "dropped"))
            .Append(KeyValuePair.Create("input", "dropped"))
            .ToList();
        var signer = new Sm2Signer(Sm2PrivateKey.Parse(v.Input("privateKeyHex")), v.Input("userIdAscii"), new FixedRandom(v.Input("kHex")));
        Assert.Equal(v.Expected("signText"), HeaderFieldsSignature.TextToSign(members));
        Assert.Equal(v.Expected("rawHexUpper"), HeaderFieldsSignature.Sign(members, signer));
        Assert.Equal(v.Expected("derHexUpper"), HeaderFieldsSignature.Sign(members, signer, Sm2SignatureEncoding.Der));
        AssertValid(SamplePublicKey, v.Input("userIdAscii"), v.Expected("signText"), Convert.FromHexString(v.Expected("rawHexUpper")));
    }

    private static void CainfoSm3(Vector v)
    {
        var sealedInput = BodyProtections.Create(new ProtectionOptions { Kind = "sm3" }).Seal(Utf8(v.Input("inputJson")));
        Assert.Equal(v.Expected("hexLower"), sealedInput.Cainfo);
        Assert.Equal(v.Expected("hexUpper"), sealedInput.Cainfo!.ToUpperInvariant());
        Assert.Equal(v.Input("inputJson"), Encoding.UTF8.GetString(sealedInput.Input.Span));
    }

    private static void AssertValid(string publicKey, string userId, string text, byte[] raw)
    {
        var verifier = new Sm2Verifier(Sm2PublicKey.Parse(publicKey), userId);
        Assert.True(verifier.Verify(Utf8(text), raw).IsValid);
        Assert.False(verifier.Verify(Utf8(text + " "), raw).IsValid);
    }

    private static FakeTimeProvider At(long unixSeconds) => new(DateTimeOffset.FromUnixTimeSeconds(unixSeconds));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private sealed class Vector(JsonElement element)
    {
        internal JsonElement Inputs(string name) => element.GetProperty("inputs").GetProperty(name);

        internal string Input(string name) => Inputs(name).GetString()!;

        internal string InputJson(string name) => Inputs(name).GetRawText();

        internal byte[] InputHex(string name) => Convert.FromHexString(Input(name));

        internal string Expected(string name) => element.GetProperty("expected").GetProperty(name).GetString()!;

        internal string? TryExpected(string name)
            => element.GetProperty("expected").TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
