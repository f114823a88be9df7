namespace Insurance.Sdk.TraceCodes;

/// <summary>Where a row of the four-code base comes from.</summary>
public enum FourCodeSource
{
    /// <summary>A file that the hospital imported.</summary>
    File,

    /// <summary>The center's four-code query (ZSMCJ003 四码查询).</summary>
    Center,

    /// <summary>The code system of 码上放心.</summary>
    Platform,

    /// <summary>Learned from codes that the center has booked (3512, 3513). Never overwrites a row of another source.</summary>
    Learned,
}
