using System;
using Org.BouncyCastle.Security;

namespace Insurance.Sdk.Tests.Signing;

/// <summary>Gives the same bytes every time: makes the k of a published signature.</summary>
internal sealed class FixedRandom : SecureRandom
{
    private readonly byte[] bytes;

    internal FixedRandom(string hex)
        : base(null) => bytes = Convert.FromHexString(hex);

    public override void NextBytes(byte[] buf) => NextBytes(buf.AsSpan());

    public override void NextBytes(byte[] buf, int off, int len) => NextBytes(buf.AsSpan(off, len));

    public override void NextBytes(Span<byte> buffer)
    {
        Assert.Equal(bytes.Length, buffer.Length);
        bytes.CopyTo(buffer);
    }
}
