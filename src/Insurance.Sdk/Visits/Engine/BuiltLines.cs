using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Visits;

/// <summary>Rows of a fee line builder, or all its findings at once.</summary>
internal static class BuiltLines
{
    /// <exception cref="ValidationException">A line could not be made.</exception>
    internal static IReadOnlyList<TRow> Rows<TRow>(IReadOnlyList<FeeLine<TRow>> lines, string code)
        where TRow : StandardRecord
    {
        var errors = (lines ?? throw new ArgumentNullException(nameof(lines))).Where(l => !l.IsReady).SelectMany(l => l.Findings.Where(f => !f.IsWarning)).ToList();
        return errors.Count > 0 ? throw new ValidationException(errors) { Code = code } : lines.Select(l => l.Row!).ToList();
    }
}
