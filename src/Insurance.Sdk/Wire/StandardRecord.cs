using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>A node of a request or an answer of the standard.</summary>
/// <remarks>A property that is null is unset and not written; "" is written as "".</remarks>
public abstract class StandardRecord
{
    private ExtraFields? _extra;

    /// <summary>Fields that the typed properties do not know: written as they are, and kept as they came.</summary>
    public ExtraFields Extra => _extra ??= new ExtraFields();

    internal ExtraFields? ExtraOrNull => _extra;

    /// <summary>Shows every typed field to the visitor in the standard's order (writing, checking, redaction).</summary>
    internal abstract void Visit(FieldVisitor visitor);

    /// <summary>Reads the value the reader stands on into the typed field with that place in the node's table.</summary>
    internal abstract void ReadField(int field, ref Utf8JsonReader json, RecordReader reader);
}

/// <summary>The <c>input</c> of a transaction.</summary>
public abstract class StandardRequest : StandardRecord
{
    /// <summary>Number of lines where the request is nothing but a list of lines; -1 otherwise.</summary>
    internal virtual int LineCount => -1;

    /// <summary>A request with some of the lines.</summary>
    internal virtual StandardRequest Slice(int start, int count) => throw new System.InvalidOperationException("The request is no list of lines.");
}

/// <summary>The <c>output</c> of a transaction.</summary>
public abstract class StandardAnswer : StandardRecord
{
    /// <summary>What the call was: message id, the center's reference, raw text, deviations, line results. Empty for an answer that was not received through a client.</summary>
    public CallReceipt Receipt { get; internal set; } = CallReceipt.None;

    /// <summary>True where reading stopped before the end: what is missing proves nothing.</summary>
    internal bool IsIncomplete { get; set; }

    /// <summary>Takes the rows of a later chunk's answer in.</summary>
    internal virtual void Append(StandardAnswer later)
    {
    }
}
