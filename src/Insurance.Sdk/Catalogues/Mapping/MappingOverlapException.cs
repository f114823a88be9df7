using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>Two pairs of one hospital item and list type are valid on the same day: which code a fee gets would be chance.</summary>
public sealed class MappingOverlapException : Exception
{
    /// <summary>Creates the exception.</summary>
    public MappingOverlapException(ItemMapping first, ItemMapping second)
        : base("Two mappings overlap: " + first + "; and " + second + ". End the first one before the second begins.")
    {
        First = first;
        Second = second;
    }

    /// <summary>The one that begins first.</summary>
    public ItemMapping First { get; }

    /// <summary>The one that begins while the first is still valid.</summary>
    public ItemMapping Second { get; }
}
