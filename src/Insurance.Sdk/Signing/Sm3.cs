using System;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Insurance.Sdk.Signing;

/// <summary>The hash SM3 (GB/T 32905) and the HMAC over it.</summary>
public static class Sm3
{
    /// <summary>Length of a hash: 32 bytes.</summary>
    public const int Length = 32;

    /// <summary>Hash of the bytes.</summary>
    public static byte[] Hash(ReadOnlyMemory<byte> data)
    {
        var digest = new SM3Digest();
        var bytes = Bytes.Segment(data);
        digest.BlockUpdate(bytes.Array!, bytes.Offset, bytes.Count);
        var hash = new byte[Length];
        digest.DoFinal(hash, 0);
        return hash;
    }

    /// <summary>HMAC-SM3 (RFC 2104) of the bytes.</summary>
    public static byte[] Hmac(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> data)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key.ToArray()));
        var bytes = Bytes.Segment(data);
        mac.BlockUpdate(bytes.Array!, bytes.Offset, bytes.Count);
        var result = new byte[Length];
        mac.DoFinal(result, 0);
        return result;
    }
}
