using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Collects what is wrong with a document that a program hands to a desk. All errors at once; nothing is stored.</summary>
internal sealed class DeskInput
{
    private const decimal Finest = 10_000m;

    private readonly List<ValidationError> _errors = new();

    internal void Text(string path, string field, string value, int length, bool isRequired = true)
    {
        if (isRequired && string.IsNullOrWhiteSpace(value))
        {
            Add("INS1811", path, field, "required", "a value is required");
        }
        else if (value.Length > length)
        {
            Add("INS1811", path, field, "length", value.Length + " characters, at most " + length + " are allowed");
        }
    }

    internal void Quantity(string path, string field, decimal value)
    {
        if (value <= 0 || value >= 1_000_000_000m)
        {
            Add("INS1812", path, field, "condition", "must be greater than 0 and below a billion");
        }
        else if (decimal.Truncate(value * Finest) != value * Finest)
        {
            Add("INS1812", path, field, "decimals", "at most four decimals are allowed");
        }
    }

    internal void Add(string number, string path, string field, string rule, string message)
        => _errors.Add(new ValidationError(number, path, field, rule, message));

    /// <exception cref="ValidationException">Something is wrong.</exception>
    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new ValidationException(_errors);
        }
    }
}
