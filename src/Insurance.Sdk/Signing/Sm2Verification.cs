using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Signing;

/// <summary>Why a signature was not accepted.</summary>
public enum Sm2VerificationProblem
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No signature was given.</summary>
    SignatureMissing,

    /// <summary>The text is neither Base64 nor hex.</summary>
    SignatureTextUnreadable,

    /// <summary>Neither 64 raw bytes nor DER; leading zeros may have been lost.</summary>
    SignatureLength,

    /// <summary>r or s is not in 1 … n-1.</summary>
    SignatureOutOfRange,

    /// <summary>Valid, but made with another user id.</summary>
    OtherUserId,

    /// <summary>Key, data and signature do not belong together; no known mistake explains it.</summary>
    SignatureWrong,

    /// <summary>The text of the public key cannot be read.</summary>
    PublicKeyUnreadable,

    /// <summary>The public key is no point of the curve.</summary>
    PublicKeyNotOnCurve,

    /// <summary>The public key has x and y in the wrong order.</summary>
    PublicKeyCoordinatesSwapped,
}

/// <summary>Result of checking a signature: valid or not, and what was odd about it.</summary>
public sealed class Sm2Verification
{
    internal Sm2Verification(Sm2VerificationProblem problem, string reason)
    {
        Problem = problem;
        Reason = reason;
    }

    /// <summary>True where the signature was made by the key's owner over exactly these bytes and this user id.</summary>
    public bool IsValid => Problem == Sm2VerificationProblem.None;

    /// <summary>What is wrong.</summary>
    public Sm2VerificationProblem Problem { get; }

    /// <summary>What is wrong, or what is unusual about a valid signature (DER instead of raw, hex instead of Base64); "" where nothing is. Holds no secret.</summary>
    public string Reason { get; }

    /// <summary>Checks texts as they stand in configuration and messages, and finds mistakes in the key as well.</summary>
    /// <param name="publicKey">Public key in any form that <see cref="Sm2PublicKey.Parse"/> reads.</param>
    /// <param name="data">The signed bytes.</param>
    /// <param name="signature">Base64 (or hex) of 64 raw bytes or DER.</param>
    /// <param name="userId">User id that is agreed.</param>
    /// <param name="otherUserIds">Further user ids to try for the diagnosis: name to show, and value.</param>
    public static Sm2Verification Check(
        string publicKey,
        ReadOnlyMemory<byte> data,
        string signature,
        string userId = Sm2UserId.Default,
        IReadOnlyDictionary<string, string>? otherUserIds = null)
    {
        Sm2PublicKey key;
        try
        {
            key = Sm2PublicKey.Parse(publicKey);
        }
        catch (Sm2KeyFormatException e)
        {
            return new Sm2Verification(e.Problem, e.Message);
        }

        return new Sm2Verifier(key, userId, otherUserIds).Verify(data, signature);
    }

    /// <inheritdoc />
    public override string ToString() => Reason.Length > 0 ? Reason : "valid";
}
