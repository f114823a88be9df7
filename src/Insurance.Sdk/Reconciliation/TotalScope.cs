namespace Insurance.Sdk.Reconciliation;

/// <summary>What one total of 3201 is about.</summary>
/// <param name="ClearingOffice">setl_optins 结算经办机构: clr_optins of the settlements.</param>
/// <param name="ClearingType">clr_type 清算类别.</param>
/// <param name="InsuranceType">insutype 险种; "" where it is not known, as in details, which know none.</param>
public sealed record TotalScope(string ClearingOffice, string ClearingType, string InsuranceType)
{
    /// <summary>Reads office/clearing type/insurance type.</summary>
    /// <param name="text">The text, such as 440800/11/310.</param>
    /// <param name="scope">What it says.</param>
    /// <returns>False where it is none.</returns>
    public static bool TryParse(string? text, out TotalScope? scope)
    {
        var parts = (text ?? "").Split('/');
        scope = parts.Length == 3 && System.Array.TrueForAll(parts, p => p.Trim().Length is > 0 and <= 6) ? new TotalScope(parts[0].Trim(), parts[1].Trim(), parts[2].Trim()) : null;
        return scope is not null;
    }

    /// <summary>office/clearing type/insurance type.</summary>
    public override string ToString() => ClearingOffice + "/" + ClearingType + "/" + (InsuranceType.Length > 0 ? InsuranceType : "*");

    internal static TotalScope Of(SettlementRecord record) => new(record.ClearingOffice, record.ClearingType, record.InsuranceType);
}
