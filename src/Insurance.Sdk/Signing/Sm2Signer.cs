using System;
using System.Collections.Concurrent;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Insurance.Sdk.Signing;

/// <summary>Signs with a private key in memory.</summary>
public sealed class Sm2Signer : ISm2Signer
{
    // Preparing a signer multiplies a point and hashes the user id: prepared ones are kept and lent to one thread at a time.
    private readonly ConcurrentBag<SM2Signer> prepared = new();
    private readonly Sm2PrivateKey key;
    private readonly byte[] userId;
    private readonly SecureRandom random;

    /// <summary>Creates a signer.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="userId">User id as text, written as UTF-8; may be empty. The receiver must use the same.</param>
    public Sm2Signer(Sm2PrivateKey key, string userId = Sm2UserId.Default)
        : this(key, userId, new SecureRandom())
    {
    }

    internal Sm2Signer(Sm2PrivateKey key, string userId, SecureRandom random)
    {
        this.key = key ?? throw new ArgumentNullException(nameof(key));
        this.userId = Sm2UserId.Encode(userId);
        this.random = random;
    }

    /// <inheritdoc />
    public byte[] Sign(ReadOnlyMemory<byte> data)
    {
        if (!prepared.TryTake(out var signer))
        {
            signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
            signer.Init(true, new ParametersWithID(new ParametersWithRandom(key.Parameters, random), userId));
        }

        var bytes = Bytes.Segment(data);
        signer.BlockUpdate(bytes.Array!, bytes.Offset, bytes.Count);
        var signature = signer.GenerateSignature();

        // Not given back after an exception: half-fed signers must not be used again.
        prepared.Add(signer);
        return signature;
    }
}
