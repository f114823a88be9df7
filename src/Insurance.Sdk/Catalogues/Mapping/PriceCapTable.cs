using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>The highest price that the insurer counts for an item in an area and at a hospital level (a row of 1318).</summary>
public sealed class PriceCap
{
    /// <summary>hilist_code 医保目录编码.</summary>
    public required string HilistCode { get; init; }

    /// <summary>insu_admdvs: the area that insures the patient, six digits.</summary>
    public required string Area { get; init; }

    /// <summary>hilist_lmtpric_type: the hospital's level in most regions (1, 2, 3 or 01, 02, 03), something else in others (901 in one).</summary>
    public required string LimitType { get; init; }

    /// <summary>Days on which it counts.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>hilist_pric_uplmt_amt: highest price per unit.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Takes a row of 1318.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cap">The cap; null where the row is not valid (vali_flag 0) or is not usable.</param>
    /// <param name="problem">What makes the row unusable; null where it is usable or not valid.</param>
    public static bool TryFrom(QueryItemPriceCapsAnswerData row, out PriceCap? cap, out string? problem)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        var check = new CenterRow(row.ValiFlag, row.Begndate, row.Enddate);
        var code = check.Text("hilist_code", row.HilistCode);
        var area = check.Text("insu_admdvs", row.InsuAdmdvs);
        var type = check.Text("hilist_lmtpric_type", row.HilistLmtpricType);
        var amount = check.Number("hilist_pric_uplmt_amt", row.HilistPricUplmtAmt);
        cap = check.IsUsable ? new PriceCap { HilistCode = code, Area = area, LimitType = type, Interval = check.Interval, Amount = amount } : null;
        problem = check.Problem;
        return cap is not null;
    }
}

/// <summary>Price caps (1318) in memory. Immutable; rows that overlap: the one that begins last counts.</summary>
public sealed class PriceCapTable
{
    private readonly DatedTable<PriceCap> _table;

    /// <summary>Builds the table.</summary>
    public PriceCapTable(IEnumerable<PriceCap> rows)
        => _table = new DatedTable<PriceCap>(rows, static r => new DatedKey(r.HilistCode, r.Area, r.LimitType), static r => r.Interval, nameof(rows));

    /// <summary>A table without rows.</summary>
    public static PriceCapTable Empty { get; } = new(Array.Empty<PriceCap>());

    /// <summary>Number of rows.</summary>
    public int Count => _table.Count;

    /// <summary>The cap on the day of a fee; null where the center gave none.</summary>
    /// <param name="hilistCode">hilist_code, from <see cref="InsuranceItemTable"/>.</param>
    /// <param name="area">Area that insures the patient.</param>
    /// <param name="limitType">The hospital's own hilist_lmtpric_type.</param>
    /// <param name="feeTime">Time of the fee, China time.</param>
    public PriceCap? Find(string hilistCode, string area, string limitType, ChinaTime feeTime) => _table.Find(new DatedKey(hilistCode, area, limitType), feeTime);
}
