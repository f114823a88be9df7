namespace Insurance.Sdk;

/// <summary>One broken rule of an outgoing request. Nothing was sent.</summary>
public sealed class ValidationError
{
    /// <summary>Creates an error.</summary>
    public ValidationError(string number, string path, string field, string rule, string message, bool isWarning = false)
    {
        Number = number;
        Path = path;
        Field = field;
        Rule = rule;
        Message = message;
        IsWarning = isWarning;
    }

    /// <summary>Number of the rule, such as <c>INS1002</c>; stable over releases.</summary>
    public string Number { get; }

    /// <summary>Where: <c>input.selinfoDetail[3].manu_lotnum</c>, rows counted from 0.</summary>
    public string Path { get; }

    /// <summary>The field's code in the standard, such as <c>manu_lotnum</c>.</summary>
    public string Field { get; }

    /// <summary>Name of the rule: required, length, decimals, date, code, condition, type, rows, unknown-field, configuration.</summary>
    public string Rule { get; }

    /// <summary>What is wrong and what the rule is, with the field's Chinese name; never the value of a personal field.</summary>
    public string Message { get; }

    /// <summary>True where the rule only warns; the request is sent all the same.</summary>
    public bool IsWarning { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Number} {Path}: {Message}";
}
