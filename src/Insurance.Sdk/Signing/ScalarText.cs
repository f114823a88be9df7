namespace Insurance.Sdk.Signing;

/// <summary>Which numbers and booleans of data are written as texts. Public clients differ; values that are texts already make them agree.</summary>
public enum ScalarText
{
    /// <summary>At every depth: 1 becomes "1", true becomes "true". The vendors' sample code.</summary>
    Everywhere,

    /// <summary>Only the direct members of data. Seen in the national service hall.</summary>
    FirstLevel,

    /// <summary>None: they stay as they were written. Seen in Shanxi.</summary>
    Nowhere,
}
