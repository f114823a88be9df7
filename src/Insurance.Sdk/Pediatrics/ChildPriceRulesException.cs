using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.Pediatrics;

/// <summary>A set of child-price rules cannot be used. All errors are listed.</summary>
public sealed class ChildPriceRulesException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public ChildPriceRulesException(IReadOnlyList<string> errors)
        : base(errors.Count.ToString(CultureInfo.InvariantCulture) + " error(s) in the child-price rules: " + string.Join("; ", errors))
    {
        Errors = errors;
    }

    /// <summary>Every error with its place, such as <c>rules[2].rate: must be above 0 and at most 1</c>.</summary>
    public IReadOnlyList<string> Errors { get; }
}
