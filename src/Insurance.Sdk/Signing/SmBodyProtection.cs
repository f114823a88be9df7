using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Signing;

/// <summary>
/// Signs the input with SM2 (cainfo) and encrypts it with SM4 (enc_type SM4): the form in use in Jilin.
/// cainfo = Base64 of the signature over the exact plain input; input = JSON string with Base64 of SM4-ECB of the same bytes; output comes the same way.
/// </summary>
public sealed class SmBodyProtection : IBodyProtection
{
    private readonly byte[] sm4Key;
    private readonly ISm2Signer signer;
    private readonly Sm2Verifier verifier;
    private readonly Sm2SignatureEncoding encoding;

    /// <summary>Creates the protection.</summary>
    /// <param name="clientId">Exactly 16 ASCII characters: they are the SM4 key.</param>
    /// <param name="signer">Signs with the hospital's private key; its user id is the client id unless the center says otherwise.</param>
    /// <param name="verifier">Checks with the center's public key.</param>
    /// <param name="encoding">Byte form of the signature that is sent.</param>
    /// <exception cref="ArgumentException">The client id is not 16 ASCII characters long.</exception>
    public SmBodyProtection(string clientId, ISm2Signer signer, Sm2Verifier verifier, Sm2SignatureEncoding encoding = Sm2SignatureEncoding.Raw)
    {
        if (!IsKey(clientId ?? throw new ArgumentNullException(nameof(clientId))))
        {
            throw new ArgumentException("The client id must be exactly 16 ASCII characters: they are the SM4 key", nameof(clientId));
        }

        sm4Key = Encoding.ASCII.GetBytes(clientId);
        this.signer = signer ?? throw new ArgumentNullException(nameof(signer));
        this.verifier = verifier ?? throw new ArgumentNullException(nameof(verifier));
        this.encoding = encoding;
    }

    /// <summary>Creates the protection with a private key in memory.</summary>
    /// <param name="clientId">Exactly 16 ASCII characters: they are the SM4 key.</param>
    /// <param name="privateKey">The hospital's private key.</param>
    /// <param name="centerKey">The center's public key.</param>
    /// <param name="userId">SM2 user id of both sides; null is the client id.</param>
    /// <param name="encoding">Byte form of the signature that is sent.</param>
    /// <exception cref="ArgumentException">The client id is not 16 ASCII characters long.</exception>
    public SmBodyProtection(
        string clientId, Sm2PrivateKey privateKey, Sm2PublicKey centerKey, string? userId = null, Sm2SignatureEncoding encoding = Sm2SignatureEncoding.Raw)
        : this(
            clientId,
            new Sm2Signer(privateKey, userId ?? clientId),
            new Sm2Verifier(centerKey, userId ?? clientId, new Dictionary<string, string>(StringComparer.Ordinal) { ["the client id"] = clientId }),
            encoding)
    {
    }

    /// <inheritdoc />
    public SealedInput Seal(ReadOnlyMemory<byte> inputJson)
    {
        var signature = Sm2Signature.Encode(signer.Sign(inputJson), encoding);
        var cipher = Convert.ToBase64String(Sm4.Encrypt(sm4Key, inputJson));
        return new SealedInput(Encoding.ASCII.GetBytes("\"" + cipher + "\""), Convert.ToBase64String(signature), "SM2", "SM4");
    }

    /// <summary>Decrypts the output and checks its signature.</summary>
    /// <param name="output">The output as it came. One that is absent, null or "" (refusals, transactions without output) has nothing to protect and is given back as it is.</param>
    /// <exception cref="SignatureException">The output is not signed, the signature does not fit, or it cannot be decrypted; the message says why.</exception>
    public ReadOnlyMemory<byte> Open(SealedOutput output)
    {
        var (isText, text) = Read((output ?? throw new ArgumentNullException(nameof(output))).Output);
        if (isText && text.Length == 0)
        {
            return output.Output;
        }

        // Some answers come in plain JSON; a signature is demanded of them all the same.
        ReadOnlyMemory<byte> plain = isText ? Decrypt(text) : output.Output;
        if (string.IsNullOrWhiteSpace(output.Cainfo) || string.Equals(output.Cainfo, "null", StringComparison.Ordinal))
        {
            throw new SignatureException("The output of the answer must be signed with SM2, but cainfo is empty");
        }

        var verification = verifier.Verify(plain, output.Cainfo);
        return verification.IsValid
            ? plain
            : throw new SignatureException("The signature of the answer (cainfo) was not accepted: " + verification.Reason);
    }

    internal static bool IsKey(string clientId)
    {
        foreach (var c in clientId)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return clientId.Length == Sm4.KeyLength;
    }

    private static (bool IsText, string Text) Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length == 0)
        {
            return (true, "");
        }

        try
        {
            var reader = new Utf8JsonReader(json.Span);
            reader.Read();
            return reader.TokenType switch
            {
                JsonTokenType.Null => (true, ""),
                JsonTokenType.String => (true, reader.GetString()!.Trim()),
                _ => (false, ""),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SignatureException("The output of the answer is no JSON value");
        }
    }

    private byte[] Decrypt(string text)
        => Base64Text.Read(text) is { } cipher
            ? Sm4.Decrypt(sm4Key, cipher)
            : throw new SignatureException("The output of the answer is a text, but no Base64: it cannot be decrypted");
}
