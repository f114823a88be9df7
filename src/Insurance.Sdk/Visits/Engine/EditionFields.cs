using System.Collections.Generic;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Visits;

/// <summary>Tells which fields the hospital's edition has: what nobody has seen there is not sent by the desk on its own.</summary>
internal sealed class EditionFields
{
    private readonly ClientInside _inside;

    internal EditionFields(ClientInside inside) => _inside = inside;

    internal NodeFields Of(Operation operation, string node) => new(Node(operation, node));

    /// <summary>False where the edition takes one row only.</summary>
    internal bool TakesRows(Operation operation, string node) => Node(operation, node) is { IsMany: true };

    private NodePlan? Node(Operation operation, string node)
    {
        foreach (var field in _inside.PlanOf(operation).Input.Fields)
        {
            if (field.Child is { } child && child.Id == node)
            {
                return child;
            }
        }

        return null;
    }
}

/// <summary>Fields of one node of a request.</summary>
internal readonly struct NodeFields
{
    private readonly List<FieldPlan>? _fields;

    internal NodeFields(NodePlan? node) => _fields = node?.Fields;

    /// <summary>The value where the edition has the field, null where it has not or nobody knows.</summary>
    internal string? If(string code, string? value) => string.IsNullOrEmpty(value) || !Has(code) ? null : value;

    internal decimal? If(string code, decimal? value) => Has(code) ? value : null;

    internal ChinaTime? If(string code, ChinaTime? value) => Has(code) ? value : null;

    private bool Has(string code)
    {
        foreach (var field in _fields ?? new List<FieldPlan>())
        {
            if (field.Code == code)
            {
                return field.Presence is FieldPresence.Yes or FieldPresence.Optional;
            }
        }

        return false;
    }
}
