namespace Insurance.Sdk;

/// <summary>The cells of a node whose plan is complete, and which of its fields are looked at when they are not set.</summary>
internal sealed class NodeCells
{
    private readonly FieldSet _watched;

    internal NodeCells(NodePlan node)
    {
        All = new FieldCell[node.Fields.Count];
        _watched = new FieldSet(All.Length);
        var asked = Asked(node);
        for (var i = 0; i < All.Length; i++)
        {
            var plan = node.Fields[i];
            All[i] = new FieldCell(plan, asked[i] ? AskedCount++ : -1);
            if (plan.Presence == FieldPresence.Yes && (plan.WriteAs.Length > 0 || plan.Child is null) && (plan.Required || plan.WarnIfMissing || plan.Condition is not null))
            {
                _watched.Add(i);
            }
        }
    }

    /// <summary>In the fields' order.</summary>
    internal FieldCell[] All { get; }

    /// <summary>How many fields other fields' conditions look at.</summary>
    internal int AskedCount { get; }

    /// <summary>Fields in whose not being set something may be wrong.</summary>
    internal FieldSet Watched => _watched;

    private static bool[] Asked(NodePlan node)
    {
        var asked = new bool[node.Fields.Count];
        foreach (var field in node.Fields)
        {
            if (field.Condition is not { } condition)
            {
                continue;
            }

            foreach (var code in condition.Kind == ConditionKind.Named ? NamedCondition.AskedFields : new[] { condition.Field })
            {
                if (node.IndexOf(code) is >= 0 and var place)
                {
                    asked[place] = true;
                }
            }
        }

        return asked;
    }
}
