namespace Insurance.Sdk.TraceCodes;

/// <summary>The way on which a dispensed code reaches the center. A code goes one way only.</summary>
public enum TraceChannel
{
    /// <summary>None yet.</summary>
    None,

    /// <summary>With the inventory uploads (3505A).</summary>
    InventoryUpload,

    /// <summary>With the settlement (drug_trac_info on 2207 and its kin).</summary>
    Settlement,
}
