using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Checks, writes and reads transactions as one edition, with a hospital's corrections laid over it, wants them.</summary>
internal sealed class StandardCodec : ICodec
{
    /// <summary>The number under which the meaning goes out in this edition.</summary>
    public string NumberOf(Operation operation) => throw new NotImplementedException();

    /// <summary>The meaning of a number in this edition; null where the standard has none.</summary>
    public Operation? Find(string number) => throw new NotImplementedException();

    /// <summary>Every broken rule; warnings are marked. Also: not available in the edition, undecided node name, no public table (rule "configuration").</summary>
    public IReadOnlyList<ValidationError> Check(Operation operation, StandardRequest request) => throw new NotImplementedException();

    /// <summary>Writes the value of <c>input</c>.</summary>
    public void WriteInput(Operation operation, StandardRequest request, Utf8JsonWriter json) => throw new NotImplementedException();

    /// <summary>Reads the value of <c>input</c>; oddities (wrong kind of value, unknown field) are listed.</summary>
    public StandardRequest ReadInput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations) => throw new NotImplementedException();

    /// <summary>Reads the value of <c>output</c> (object, array, null, "", "null"); never throws for what a center may send as JSON.</summary>
    public StandardAnswer ReadOutput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations) => throw new NotImplementedException();

    /// <summary>Number of lines of a request whose only root node has many rows; -1 where the request is no list of lines.</summary>
    public int LineCount(Operation operation, StandardRequest request) => throw new NotImplementedException();

    /// <summary>The same request with some of its lines.</summary>
    public StandardRequest Slice(Operation operation, StandardRequest request, int start, int count) => throw new NotImplementedException();

    /// <summary>Line results of an accepted answer, joined to the lines of the request by their keys; indexes count from <paramref name="offset"/>.</summary>
    public IReadOnlyList<LineResult> ReadLines(Operation operation, StandardRequest request, StandardAnswer answer, int offset, string messageId, List<Deviation> deviations) => throw new NotImplementedException();

    /// <summary>Adds the rows and fields of a later chunk's answer to the first one.</summary>
    public void Merge(Operation operation, StandardAnswer first, StandardAnswer later) => throw new NotImplementedException();
}
