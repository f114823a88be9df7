using System;
using System.Collections.Generic;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk;

/// <summary>Checks, writes and reads transactions as one edition, with a hospital's corrections laid over it, wants them.</summary>
internal interface ICodec
{
    /// <summary>The number under which the meaning goes out in this edition.</summary>
    string NumberOf(Operation operation);

    /// <summary>The meaning of a number in this edition; null where the standard has none.</summary>
    Operation? Find(string number);

    /// <summary>The transaction as the edition, with the hospital's corrections, has it.</summary>
    TransactionPlan PlanOf(Operation operation);

    /// <summary>Every broken rule; warnings are marked. Also: not available in the edition, undecided node name, no public table (rule "configuration").</summary>
    IReadOnlyList<ValidationError> Check(Operation operation, StandardRequest request);

    /// <summary>Writes the value of <c>input</c> behind what is there.</summary>
    void WriteInput(Operation operation, StandardRequest request, PooledBytes to);

    /// <summary>Reads the value of <c>input</c>; oddities (wrong kind of value, unknown field) are listed.</summary>
    StandardRequest ReadInput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations);

    /// <summary>Reads the value of <c>output</c> (object, array, null, "", "null"); never throws for what a center may send as JSON.</summary>
    StandardAnswer ReadOutput(Operation operation, ReadOnlySpan<byte> json, List<Deviation> deviations);

    /// <summary>Reads the object the reader stands on as the value of <c>output</c>, to its end. It may throw: the same bytes can still be read alone.</summary>
    StandardAnswer ReadOutput(Operation operation, ref Utf8JsonReader json, List<Deviation> deviations);

    /// <summary>Number of lines of a request whose only root node has many rows; -1 where the request is no list of lines.</summary>
    int LineCount(Operation operation, StandardRequest request);

    /// <summary>The same request with some of its lines.</summary>
    StandardRequest Slice(Operation operation, StandardRequest request, int start, int count);

    /// <summary>Line results of an accepted answer, joined to the lines of the request by their keys; indexes count from <paramref name="offset"/>.</summary>
    IReadOnlyList<LineResult> ReadLines(Operation operation, StandardRequest request, StandardAnswer answer, int offset, string messageId, List<Deviation> deviations);

    /// <summary>Adds the rows and fields of a later chunk's answer to the first one.</summary>
    void Merge(Operation operation, StandardAnswer first, StandardAnswer later);
}
