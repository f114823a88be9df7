using System;

namespace Insurance.Sdk.Signing;

/// <summary>Input and output go as plain JSON; cainfo is left to the profile. What most provinces do, and the default for Guangdong.</summary>
public sealed class NoProtection : IBodyProtection
{
    /// <summary>The one instance.</summary>
    public static NoProtection Instance { get; } = new();

    private NoProtection()
    {
    }

    /// <inheritdoc />
    public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(inputJson);

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Open(SealedOutput output) => (output ?? throw new ArgumentNullException(nameof(output))).Output;
}
