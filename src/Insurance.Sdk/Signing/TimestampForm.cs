namespace Insurance.Sdk.Signing;

/// <summary>Form of a time stamp.</summary>
public enum TimestampForm
{
    /// <summary>yyyyMMddHHmmss in China time.</summary>
    Digits14,

    /// <summary>Milliseconds since 1970 (UTC), 13 digits.</summary>
    Milliseconds,

    /// <summary>Seconds since 1970 (UTC), 10 digits.</summary>
    Seconds,
}
