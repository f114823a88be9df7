using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>A transaction as one edition, with a hospital's corrections, has it.</summary>
internal sealed class TransactionPlan
{
    internal TransactionPlan(Operation operation, string number, NodePlan input, NodePlan output)
    {
        Operation = operation;
        Number = number;
        Input = input;
        Output = output;
    }

    internal Operation Operation { get; }

    internal string Number { get; }

    /// <summary>The root of the input: fields directly under it, then its nodes as fields.</summary>
    internal NodePlan Input { get; }

    /// <summary>The root of the output.</summary>
    internal NodePlan Output { get; }

    /// <summary>yes, unknown, no.</summary>
    internal string Available { get; init; } = "unknown";

    /// <summary>Settings that must be decided before the transaction can be called.</summary>
    internal List<ValidationError> Undecided { get; } = new();
}
