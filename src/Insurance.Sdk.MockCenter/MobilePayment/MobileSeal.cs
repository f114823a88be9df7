using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Insurance.Sdk.MockCenter.MobilePayment;

/// <summary>The platform's side of the envelope: SM2 over the plain message, SM4 over its data. Shares nothing with the client's.</summary>
internal sealed class MobileSeal
{
    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("sm2p256v1");
    private static readonly ECDomainParameters Domain = new(Curve.Curve, Curve.G, Curve.N, Curve.H);
    private readonly MockMobilePayment _options;
    private readonly TimeProvider _time;
    private readonly byte[] _userId;
    private readonly byte[] _messageKey;
    private readonly ECPublicKeyParameters _hospital;
    private readonly ECPrivateKeyParameters _platform;

    internal MobileSeal(MockMobilePayment options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _userId = Encoding.UTF8.GetBytes(options.UserId);
        var derived = Crypt(true, Encoding.ASCII.GetBytes(options.AppId[..16]), Encoding.UTF8.GetBytes(options.AppSecret));
        _messageKey = Encoding.ASCII.GetBytes(Convert.ToHexString(derived)[..16]);
        _hospital = new ECPublicKeyParameters(Curve.Curve.DecodePoint(options.HospitalPublicKey.Length == 64 ? [4, .. options.HospitalPublicKey] : options.HospitalPublicKey), Domain);
        _platform = new ECPrivateKeyParameters(new BigInteger(1, options.PlatformPrivateKey), Domain);
    }

    /// <summary>Opens a message of the hospital.</summary>
    /// <returns>Null where it was opened and its signature holds, otherwise what is wrong.</returns>
    internal string? Open(byte[] body, out JsonObject message)
    {
        message = new JsonObject();
        try
        {
            message = JsonNode.Parse(body, documentOptions: WireJson.Strict)!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            return "报文不是合法的JSON对象";
        }

        if (WireJson.Text(message["appId"]) != _options.AppId)
        {
            return "appId：渠道不存在";
        }

        byte[] signature;
        try
        {
            signature = Convert.FromBase64String(WireJson.Text(message["signData"]) ?? "");
            if (WireJson.Text(message["encData"]) is { Length: > 0 } sealedData)
            {
                message["data"] = JsonNode.Parse(Crypt(false, _messageKey, Convert.FromHexString(sealedData)), documentOptions: WireJson.Strict);
            }
        }
        catch (Exception e) when (e is FormatException or CryptoException or JsonException)
        {
            return "encData：报文解密失败";
        }

        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(false, new ParametersWithID(_hospital, _userId));
        var text = Encoding.UTF8.GetBytes(MobileSignText.Of(message, _options.AppSecret));
        signer.BlockUpdate(text, 0, text.Length);
        return signature.Length == 64 && signer.VerifySignature(signature) ? null : "signData：验签失败";
    }

    /// <summary>A message of the platform: an answer, or a notice.</summary>
    internal JsonObject Seal(JsonObject? data, string? code, string? text, bool spoilSignature = false)
    {
        var message = new JsonObject { ["appId"] = _options.AppId };
        if (code is not null)
        {
            message["code"] = code;
            message["message"] = text;
            message["success"] = code == "0";
        }

        if (data is not null)
        {
            message["data"] = data.DeepClone();
        }

        message["encType"] = "SM4";
        message["signType"] = "SM2";
        message["timestamp"] = ChinaTime.Compact(_time.ChinaNow());
        message["version"] = "2.0.1";
        var signature = Sign(MobileSignText.Of(message, _options.AppSecret));
        if (spoilSignature)
        {
            signature[0] ^= 1;
        }

        if (data is not null)
        {
            message.Remove("data");
            message["encData"] = Convert.ToHexString(Crypt(true, _messageKey, Encoding.UTF8.GetBytes(data.ToJsonString(WireJson.Options))));
        }

        message["signData"] = Convert.ToBase64String(signature);
        return message;
    }

    private byte[] Sign(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(true, new ParametersWithID(_platform, _userId));
        signer.BlockUpdate(bytes, 0, bytes.Length);
        return signer.GenerateSignature();
    }

    private static byte[] Crypt(bool encrypt, byte[] key, byte[] data)
    {
        var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(key));
        return cipher.DoFinal(data);
    }
}
