using System;
using System.Security.Cryptography;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Gateways;

/// <summary>Random nonces of 32 hexadecimal digits. They are drawn many at a time: asking the system costs more than all the rest of a header.</summary>
internal static class Nonces
{
    private const int Length = 16;

    private static readonly object Gate = new();
    private static readonly byte[] Drawn = new byte[Length * 256];
    private static int _used = Drawn.Length;

    internal static string Next()
    {
        lock (Gate)
        {
            if (_used == Drawn.Length)
            {
#if NET
                RandomNumberGenerator.Fill(Drawn);
#else
                using var random = RandomNumberGenerator.Create();
                random.GetBytes(Drawn);
#endif
                _used = 0;
            }

            var nonce = HexText.Lower(Drawn.AsSpan(_used, Length));
            _used += Length;
            return nonce;
        }
    }
}
