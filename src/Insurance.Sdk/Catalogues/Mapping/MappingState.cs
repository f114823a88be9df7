namespace Insurance.Sdk.Catalogues;

/// <summary>What is known of a pair at the center. One vendor's client keeps the same states; the standard has none.</summary>
public enum MappingState
{
    /// <summary>Only here; not sent with 3301 yet.</summary>
    New = 0,

    /// <summary>3301 was accepted.</summary>
    Uploaded = 1,

    /// <summary>1317 reads the same pair back.</summary>
    Confirmed = 2,

    /// <summary>Taken back with 3302: the center has no such pair any more. It still says which code past fees had.</summary>
    Cancelled = 3,

    /// <summary>1317 reads something else back.</summary>
    Differs = 9,
}
