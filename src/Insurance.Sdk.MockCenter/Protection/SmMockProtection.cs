using System;
using System.Text;
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

namespace Insurance.Sdk.MockCenter.Protection;

/// <summary>
/// enc_type SM4 with signtype SM2: input = Base64(SM4-ECB-PKCS7(client id, JSON)), cainfo = Base64(r‖s) over the UTF-8
/// bytes of the plain JSON with the client id as SM2 user id; the answer's output goes back the same way.
/// </summary>
public sealed class SmMockProtection : IMockProtection
{
    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("sm2p256v1");
    private static readonly ECDomainParameters Domain = new(Curve.Curve, Curve.G, Curve.N, Curve.H);
    private readonly byte[] _userId;
    private readonly byte[] _bodyKey;
    private readonly ECPublicKeyParameters _client;
    private readonly ECPrivateKeyParameters _center;

    /// <summary>Creates the center's side.</summary>
    /// <param name="clientId">Client id; its first 16 ASCII characters are the SM4 key.</param>
    /// <param name="clientPublicKey">SM2 public key of the client: 64 bytes x‖y, or 65 with a leading 04.</param>
    /// <param name="centerPrivateKey">SM2 private key of the center: 32 bytes.</param>
    public SmMockProtection(string clientId, byte[] clientPublicKey, byte[] centerPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(clientPublicKey);
        ArgumentNullException.ThrowIfNull(centerPrivateKey);
        if (clientId.Length < 16)
        {
            throw new ArgumentException("The client id needs at least 16 characters: they are the SM4 key.", nameof(clientId));
        }

        _userId = Encoding.ASCII.GetBytes(clientId);
        _bodyKey = _userId[..16];
        var point = clientPublicKey.Length == 64 ? [4, .. clientPublicKey] : clientPublicKey;
        _client = new ECPublicKeyParameters(Curve.Curve.DecodePoint(point), Domain);
        _center = new ECPrivateKeyParameters(new BigInteger(1, centerPrivateKey), Domain);
    }

    /// <inheritdoc/>
    public string? Open(JsonObject envelope, out string? input)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        input = null;
        if (WireJson.Text(envelope["enc_type"]) != "SM4" || WireJson.Text(envelope["signtype"]) != "SM2")
        {
            return "报文未加密：enc_type应为SM4，signtype应为SM2";
        }

        byte[] plain, signature;
        try
        {
            plain = Crypt(false, Convert.FromBase64String(WireJson.Text(envelope["input"]) ?? ""));
            signature = Convert.FromBase64String(WireJson.Text(envelope["cainfo"]) ?? "");
        }
        catch (Exception e) when (e is FormatException or CryptoException)
        {
            return "报文解密失败";
        }

        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(false, new ParametersWithID(_client, _userId));
        signer.BlockUpdate(plain, 0, plain.Length);
        if (signature.Length != 64 || !signer.VerifySignature(signature))
        {
            return "验签失败：cainfo不正确";
        }

        input = Encoding.UTF8.GetString(plain);
        return null;
    }

    /// <inheritdoc/>
    public void Seal(JsonObject answer, bool spoilSignature)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var plain = Encoding.UTF8.GetBytes(answer["output"]?.ToJsonString(WireJson.Options) ?? "{}");
        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(true, new ParametersWithID(_center, _userId));
        signer.BlockUpdate(plain, 0, plain.Length);
        var signature = signer.GenerateSignature();
        if (spoilSignature)
        {
            signature[0] ^= 1;
        }

        answer["output"] = Convert.ToBase64String(Crypt(true, plain));
        answer["cainfo"] = Convert.ToBase64String(signature);
        answer["signtype"] = "SM2";
        answer["enc_type"] = "SM4";
    }

    private byte[] Crypt(bool encrypt, byte[] data)
    {
        var cipher = new PaddedBufferedBlockCipher(new SM4Engine(), new Pkcs7Padding());
        cipher.Init(encrypt, new KeyParameter(_bodyKey));
        return cipher.DoFinal(data);
    }
}
