using System;
using System.Runtime.InteropServices;

namespace Insurance.Sdk.Signing;

/// <summary>Hands memory to array-based interfaces, without a copy where it is an array already.</summary>
internal static class Bytes
{
    internal static ArraySegment<byte> Segment(ReadOnlyMemory<byte> memory)
        => MemoryMarshal.TryGetArray(memory, out var segment) ? segment : new ArraySegment<byte>(memory.ToArray());
}
