namespace Insurance.Sdk.Gateways;

/// <summary>How the address of a transaction is made of the configured one.</summary>
public enum UrlShape
{
    /// <summary>The number is put right behind the prefix, which need not end with a slash.</summary>
    Prefix,

    /// <summary>One address for all transactions.</summary>
    Fixed,
}
