using System;

namespace Insurance.Sdk.Calls;

/// <summary>One message on its way out: what is called, with which input, and what may be done with it.</summary>
internal sealed class OutgoingMessage
{
    /// <summary>The transaction; null where the standard does not know the number.</summary>
    internal Operation? Operation { get; init; }

    /// <summary>Number as it is sent.</summary>
    internal string Number { get; init; } = "";

    /// <summary>The exact UTF-8 bytes of the input; good as long as the call runs.</summary>
    internal ReadOnlyMemory<byte> Input { get; init; }

    internal CallOptions? Options { get; init; }

    /// <summary>A file that goes beside the envelope; null where the envelope is the whole body.</summary>
    internal OutgoingFile? File { get; init; }

    /// <summary>Reads the output of the answer into its type; null where nobody wants it typed.</summary>
    internal ICodec? Codec { get; init; }

    /// <summary>A lost answer leaves something in doubt. Unknown numbers count as commands.</summary>
    internal bool MayBook => Operation is null || Operation.ChangesCenter || Operation.Kind is OperationKind.Command or OperationKind.Upload or OperationKind.Reversal;

    internal bool MayRepeat => Operation is { MayBeRepeatedAutomatically: true };
}
