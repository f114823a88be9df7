using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk.Envelopes;

/// <summary>Reads the output into its type while the envelope is read, so that the usual answer is gone through once.</summary>
/// <remarks>
/// What was read is set aside, and counts only where the judge accepts these very bytes as the output. Whatever is unusual (another
/// kind of value, another spelling, a second output, a wrapper, a codec that fails) is left to the second pass, which knows it all.
/// </remarks>
internal sealed class OutputInPassing
{
    private readonly ICodec _codec;
    private readonly Operation _operation;
    private ReadOnlyMemory<byte> _bytes;
    private TypedOutput? _output;
    private bool _tried;

    internal OutputInPassing(ICodec codec, Operation operation)
    {
        _codec = codec;
        _operation = operation;
    }

    /// <summary>Reads the value the reader stands on and goes to its end; false leaves the reader where it was.</summary>
    internal bool TryRead(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        if (_tried || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        _tried = true;
        var start = reader;
        var deviations = new List<Deviation>();
        try
        {
            var answer = _codec.ReadOutput(_operation, ref reader, deviations);
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == start.CurrentDepth)
            {
                var from = (int)start.TokenStartIndex;
                _bytes = json.Slice(from, (int)reader.BytesConsumed - from);
                _output = new TypedOutput(answer, deviations);
                return true;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whoever reads these bytes next meets the same fault, at the place where it is handled.
        }

        reader = start;
        return false;
    }

    /// <summary>The typed output where it was read from these very bytes; null otherwise.</summary>
    internal TypedOutput? Of(ReadOnlyMemory<byte> output) => output.Equals(_bytes) ? _output : null;
}

/// <summary>An output as its type, and what was odd about it.</summary>
internal sealed record TypedOutput(StandardAnswer Answer, List<Deviation> Deviations);
