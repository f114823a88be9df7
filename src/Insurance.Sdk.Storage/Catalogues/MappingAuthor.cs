using System;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Who changes a mapping, and why. Kept with every change for good.</summary>
public sealed class MappingAuthor
{
    /// <summary>Names the author of a change.</summary>
    /// <param name="by">The operator's number in the hospital, up to 100 characters; no name of a person is needed.</param>
    /// <param name="why">The reason in a person's words, up to 500 characters.</param>
    public MappingAuthor(string by, string why = "")
    {
        By = string.IsNullOrWhiteSpace(by) || by.Length > 100 ? throw new ArgumentException("Who changes the mapping must be said in 1 to 100 characters.", nameof(by)) : by;
        Why = why is null || why.Length > MappingSchema.TextLength ? throw new ArgumentException("The reason has up to 500 characters.", nameof(why)) : why;
    }

    /// <summary>The operator's number in the hospital.</summary>
    public string By { get; }

    /// <summary>The reason.</summary>
    public string Why { get; }
}
