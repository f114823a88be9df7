namespace Insurance.Sdk.TraceCodes;

/// <summary>One drug on one day. All numbers but <see cref="ExemptLines"/> and <see cref="MissingLines"/> count codes: one for each whole pack, one for the split part of a line.</summary>
public sealed record TraceDrugDay
{
    /// <summary>The hospital's own item; "" in the total.</summary>
    public string Item { get; init; } = "";

    /// <summary>Name of the item; "" in the total.</summary>
    public string Name { get; init; } = "";

    /// <summary>Codes that what was dispensed needed.</summary>
    public long Needed { get; init; }

    /// <summary>Codes that were collected for it.</summary>
    public long Collected { get; init; }

    /// <summary>Lines that need no code (herbal pieces, local exemption list).</summary>
    public long ExemptLines { get; init; }

    /// <summary>Lines that were handed out with codes missing, with a reason.</summary>
    public long MissingLines { get; init; }

    /// <summary>Collected codes that go to the center with the settlement instead of 3505A.</summary>
    public long BySettlement { get; init; }

    /// <summary>Codes of sales that the center accepted.</summary>
    public long Sent { get; init; }

    /// <summary>Codes of sales that were set aside, as a rule because the center refused them.</summary>
    public long Refused { get; init; }

    /// <summary>Codes of sales that wait or are being sent.</summary>
    public long Waiting { get; init; }

    /// <summary>Codes of sales in doubt: the center is being asked.</summary>
    public long Unknown { get; init; }

    /// <summary>Codes of sales that a person gave up.</summary>
    public long GivenUp { get; init; }

    /// <summary>Collected of needed, 0 to 1; null where nothing was needed.</summary>
    public decimal? CollectionRate => Needed == 0 ? null : decimal.Round((decimal)Collected / Needed, 4);
}
