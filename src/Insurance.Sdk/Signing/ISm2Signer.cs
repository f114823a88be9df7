using System;

namespace Insurance.Sdk.Signing;

/// <summary>Signs with SM2 over SM3. A 密码机 or UKey can stand in for the key in memory.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public interface ISm2Signer
{
    /// <summary>Signs the bytes as they are; the user id is the signer's own.</summary>
    /// <returns>64 bytes: r and s, each 32 bytes with leading zeros.</returns>
    byte[] Sign(ReadOnlyMemory<byte> data);
}
