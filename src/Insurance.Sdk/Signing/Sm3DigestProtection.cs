using System;

namespace Insurance.Sdk.Signing;

/// <summary>cainfo is the SM3 hash (lower-case hex) of the exact input bytes, signtype SM3. Nothing is encrypted and answers are taken as they come.</summary>
/// <remarks>The natural reading of signtype "SM3"; no center is known to check it.</remarks>
public sealed class Sm3DigestProtection : IBodyProtection
{
    /// <inheritdoc />
    public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(inputJson, HexText.Lower(Sm3.Hash(inputJson)), "SM3");

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Open(SealedOutput output) => (output ?? throw new ArgumentNullException(nameof(output))).Output;
}
