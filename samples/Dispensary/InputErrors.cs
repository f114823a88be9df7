using System;
using System.Collections.Generic;
using System.Linq;

namespace Dispensary;

/// <summary>What is wrong with the input files; found all at once, before anything is sent.</summary>
internal sealed class InputErrors
{
    private readonly List<string> _errors = new();

    internal void Add(string file, int? line, string? column, string message)
        => _errors.Add(file + (line is null ? "" : $" line {line}") + (column is null ? "" : $", column {column}") + ": " + message);

    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new InputException(_errors.ToList());
        }
    }
}

/// <summary>The input files cannot be worked: nothing was sent.</summary>
internal sealed class InputException(IReadOnlyList<string> errors)
    : Exception($"{errors.Count} error(s) in the input files, nothing was sent: " + string.Join("; ", errors))
{
    internal IReadOnlyList<string> Errors { get; } = errors;
}
