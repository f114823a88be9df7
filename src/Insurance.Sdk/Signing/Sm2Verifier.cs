using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Insurance.Sdk.Signing;

/// <summary>Checks SM2 signatures of one public key and says what is wrong with one that does not fit.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public sealed class Sm2Verifier
{
    private readonly ConcurrentBag<SM2Signer> prepared = new();
    private readonly Sm2PublicKey key;
    private readonly byte[] userId;
    private readonly Dictionary<string, string> otherUserIds = new(StringComparer.Ordinal);

    /// <summary>Creates a verifier.</summary>
    /// <param name="key">The sender's public key.</param>
    /// <param name="userId">User id that is agreed with the sender.</param>
    /// <param name="otherUserIds">Further user ids to try for the diagnosis: name to show (never the value), and value. The default one and the empty one are always tried.</param>
    public Sm2Verifier(Sm2PublicKey key, string userId = Sm2UserId.Default, IReadOnlyDictionary<string, string>? otherUserIds = null)
    {
        this.key = key ?? throw new ArgumentNullException(nameof(key));
        this.userId = Sm2UserId.Encode(userId);
        Consider("the default " + Sm2UserId.Default, Sm2UserId.Default);
        Consider("an empty text", "");
        if (otherUserIds is not null)
        {
            foreach (var other in otherUserIds)
            {
                Consider(other.Key, other.Value);
            }
        }

        void Consider(string name, string value)
        {
            if (value != userId)
            {
                this.otherUserIds[name] = value;
            }
        }
    }

    /// <summary>Checks a signature as it stands in a message: Base64, with hex taken as well.</summary>
    public Sm2Verification Verify(ReadOnlyMemory<byte> data, string? signature)
    {
        var text = signature?.Trim() ?? "";
        if (text.Length == 0)
        {
            return new Sm2Verification(Sm2VerificationProblem.SignatureMissing, "there is no signature");
        }

        // 128 hex digits are Base64 letters too, but Base64 of a signature is shorter than that.
        if (text.Length >= 112 && HexText.Read(text) is { } fromHex)
        {
            return Check(data, fromHex, "written in hex instead of Base64");
        }

        return Base64Text.Read(text) is { } bytes
            ? Check(data, bytes, "")
            : new Sm2Verification(Sm2VerificationProblem.SignatureTextUnreadable, "the signature is neither Base64 nor hex");
    }

    /// <summary>Checks a signature of 64 raw bytes; DER is taken as well.</summary>
    public Sm2Verification Verify(ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> signature)
        => signature.Length == 0
            ? new Sm2Verification(Sm2VerificationProblem.SignatureMissing, "there is no signature")
            : Check(data, signature.ToArray(), "");

    private Sm2Verification Check(ReadOnlyMemory<byte> data, byte[] signature, string remark)
    {
        var raw = signature;
        if (signature.Length != Sm2Signature.RawLength || (signature[0] == 0x30 && Sm2Signature.TryFromDer(signature) is not null))
        {
            if (Sm2Signature.TryFromDer(signature) is not { } fromDer)
            {
                return Unreadable(signature);
            }

            raw = fromDer;
            remark = remark.Length == 0 ? "DER instead of 64 raw bytes" : remark + ", and DER instead of 64 raw bytes";
        }

        if (!Sm2Signature.InRange(raw))
        {
            return new Sm2Verification(Sm2VerificationProblem.SignatureOutOfRange, "r or s of the signature is not in 1 … n-1");
        }

        if (Fits(data, raw))
        {
            return new Sm2Verification(Sm2VerificationProblem.None, remark.Length == 0 ? "" : "the signature is valid, but " + remark);
        }

        foreach (var other in otherUserIds)
        {
            if (Fits(Prepare(Sm2UserId.Encode(other.Value)), data, raw))
            {
                return new Sm2Verification(
                    Sm2VerificationProblem.OtherUserId, "the signature is valid under another SM2 user id: " + other.Key + "; correct the setting of the user id");
            }
        }

        return new Sm2Verification(
            Sm2VerificationProblem.SignatureWrong,
            "the signature does not belong to this text and public key" + (remark.Length == 0 ? "" : " (it is " + remark + ")"));
    }

    private static Sm2Verification Unreadable(byte[] signature)
    {
        var length = signature.Length.ToString(CultureInfo.InvariantCulture) + " bytes";
        return signature[0] == 0x30 && signature.Length is > 64 and <= 80
            ? new Sm2Verification(Sm2VerificationProblem.SignatureLength, "the signature looks like DER but is not well formed (" + length + ")")
            : new Sm2Verification(
                Sm2VerificationProblem.SignatureLength,
                "the signature has " + length + ", 64 are expected" + (signature.Length is >= 60 and < 64 ? "; leading zeros of r or s seem to be lost" : ""));
    }

    private bool Fits(ReadOnlyMemory<byte> data, byte[] raw)
    {
        if (!prepared.TryTake(out var verifier))
        {
            verifier = Prepare(userId);
        }

        var fits = Fits(verifier, data, raw);
        prepared.Add(verifier);
        return fits;
    }

    private static bool Fits(SM2Signer verifier, ReadOnlyMemory<byte> data, byte[] raw)
    {
        var bytes = Bytes.Segment(data);
        verifier.BlockUpdate(bytes.Array!, bytes.Offset, bytes.Count);
        return verifier.VerifySignature(raw);
    }

    private SM2Signer Prepare(byte[] id)
    {
        var verifier = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        verifier.Init(false, new ParametersWithID(key.Parameters, id));
        return verifier;
    }
}
