namespace Insurance.Sdk.Signing;

/// <summary>Case of hexadecimal digits.</summary>
public enum HexCase
{
    /// <summary>0-9 A-F.</summary>
    Upper,

    /// <summary>0-9 a-f.</summary>
    Lower,
}
