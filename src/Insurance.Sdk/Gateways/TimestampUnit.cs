namespace Insurance.Sdk.Gateways;

/// <summary>Unit of a time stamp in a header, counted from 1970 (UTC).</summary>
public enum TimestampUnit
{
    /// <summary>10 digits.</summary>
    Seconds,

    /// <summary>13 digits.</summary>
    Milliseconds,
}
