using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>Is shown every typed field of a record in the standard's order; the number is the field's place in its node's table.</summary>
internal abstract class FieldVisitor
{
    internal abstract void Text(int field, string? value);

    internal abstract void Number(int field, decimal? value);

    internal abstract void Time(int field, ChinaTime? value);

    internal abstract void Flag(int field, bool? value);

    internal abstract void Bytes(int field, byte[]? value);

    /// <summary>A value whose inside the standard does not publish: JSON text, written as it is.</summary>
    internal abstract void Json(int field, string? value);

    internal abstract void Node(int field, StandardRecord? value);

    internal abstract void Rows(int field, IReadOnlyList<StandardRecord>? value);
}
