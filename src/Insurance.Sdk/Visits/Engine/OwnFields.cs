using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>Writes the visit's own values into a caller's request; a value of another visit is an error, never overwritten in silence.</summary>
internal sealed class OwnFields
{
    private readonly List<ValidationError> _errors = new();
    private readonly string _node;

    internal OwnFields(string node) => _node = node;

    /// <summary>The value to send: the visit's own where the caller left the field empty.</summary>
    internal string? Take(string? given, string? own, string code, int row = -1)
    {
        if (string.IsNullOrEmpty(given) || given == own)
        {
            return string.IsNullOrEmpty(own) ? given : own;
        }

        Add("INS6131", code, "condition", code + ": is the visit's own and must be left empty, or be the visit's value", row);
        return given;
    }

    internal void Add(string number, string code, string rule, string message, int row = -1)
        => _errors.Add(new ValidationError(number, "input." + _node + (row < 0 ? "" : "[" + row.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]") + "." + code, code, rule, message));

    /// <exception cref="ValidationException">Something is wrong; all of it is told.</exception>
    internal void ThrowIfAny(string code)
    {
        if (_errors.Count > 0)
        {
            throw new ValidationException(_errors) { Code = code };
        }
    }
}
