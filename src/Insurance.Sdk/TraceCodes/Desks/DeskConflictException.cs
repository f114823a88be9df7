using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Ends a transaction in which codes turned out to be taken; it never leaves a desk.</summary>
internal sealed class DeskConflictException : Exception
{
    internal DeskConflictException(IReadOnlyList<string> codes)
        : base("Codes are taken.")
        => Codes = codes;

    internal IReadOnlyList<string> Codes { get; }
}
