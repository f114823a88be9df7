namespace Insurance.Sdk.TraceCodes;

/// <summary>What a GS1 element string says, as far as it can be cut into elements without guessing.</summary>
public sealed class Gs1Elements
{
    /// <summary>(01) GTIN, 14 digits; its check digit fits.</summary>
    public string Gtin { get; init; } = "";

    /// <summary>(21) serial of the pack; null where it cannot be told from what follows the first element of variable length.</summary>
    public string? Serial { get; init; }

    /// <summary>(10) lot number (manu_lotnum 生产批号); null where there is none or it cannot be told.</summary>
    public string? Lot { get; init; }

    /// <summary>(17) expiry as printed, YYMMDD; day 00 means the end of the month. Null where there is none.</summary>
    public string? Expires { get; init; }

    /// <summary>(11) production date as printed, YYMMDD. Null where there is none.</summary>
    public string? Made { get; init; }

    /// <summary>False where elements of variable length stand without a separator, so that lot and serial cannot be told apart.</summary>
    public bool IsCut { get; init; } = true;
}
