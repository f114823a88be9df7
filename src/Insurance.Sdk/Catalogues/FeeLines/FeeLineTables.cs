namespace Insurance.Sdk.Catalogues;

/// <summary>What fee lines are held against, all in memory and of one moment.</summary>
public sealed class FeeLineTables
{
    /// <summary>Hospital items and their national codes.</summary>
    public required MappingIndex Mappings { get; init; }

    /// <summary>Days of the national codes (1301 to 1327); without rows nothing is said about them.</summary>
    public NationalItemTable NationalItems { get; init; } = NationalItemTable.Empty;

    /// <summary>Insurance items of national codes (1316): the way to caps and ratios.</summary>
    public InsuranceItemTable InsuranceItems { get; init; } = InsuranceItemTable.Empty;

    /// <summary>Price caps (1318).</summary>
    public PriceCapTable PriceCaps { get; init; } = PriceCapTable.Empty;

    /// <summary>Self-pay ratios (1319).</summary>
    public SelfPayTable SelfPayRatios { get; init; } = SelfPayTable.Empty;
}
