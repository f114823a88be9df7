using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>The share that a group of patients pays first for an item in an area (a row of 1319).</summary>
public sealed class SelfPayRatio
{
    /// <summary>hilist_code 医保目录编码.</summary>
    public required string HilistCode { get; init; }

    /// <summary>insu_admdvs: the area that insures the patient, six digits.</summary>
    public required string Area { get; init; }

    /// <summary>selfpay_prop_psn_type: 310 employees, 390 residents, 330 retired cadres, 99 other (Hunan).</summary>
    public required string PersonType { get; init; }

    /// <summary>selfpay_prop_type: 10 paid first, 20 direct reimbursement, 30 by unit price (Hunan).</summary>
    public required string Kind { get; init; }

    /// <summary>Days on which it counts.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>selfpay_prop: 0 to 1.</summary>
    public required decimal Ratio { get; init; }

    /// <summary>Takes a row of 1319.</summary>
    /// <param name="row">The row.</param>
    /// <param name="ratio">The ratio; null where the row is not valid (vali_flag 0) or is not usable.</param>
    /// <param name="problem">What makes the row unusable; null where it is usable or not valid.</param>
    public static bool TryFrom(QueryItemSelfPayRatiosAnswerData row, out SelfPayRatio? ratio, out string? problem)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        var check = new CenterRow(row.ValiFlag, row.Begndate, row.Enddate);
        var code = check.Text("hilist_code", row.HilistCode);
        var area = check.Text("insu_admdvs", row.InsuAdmdvs);
        var person = check.Text("selfpay_prop_psn_type", row.SelfpayPropPsnType);
        var kind = check.Text("selfpay_prop_type", row.SelfpayPropType);
        var share = check.Number("selfpay_prop", row.SelfpayProp);
        check.Refuse(share > 1, "selfpay_prop is above 1");
        ratio = check.IsUsable ? new SelfPayRatio { HilistCode = code, Area = area, PersonType = person, Kind = kind, Interval = check.Interval, Ratio = share } : null;
        problem = check.Problem;
        return ratio is not null;
    }
}

/// <summary>Self-pay ratios (1319) in memory. Immutable; rows that overlap: the one that begins last counts.</summary>
public sealed class SelfPayTable
{
    private readonly DatedTable<SelfPayRatio> _table;

    /// <summary>Builds the table.</summary>
    public SelfPayTable(IEnumerable<SelfPayRatio> rows)
        => _table = new DatedTable<SelfPayRatio>(rows, static r => new DatedKey(r.HilistCode, r.Area, r.PersonType + "/" + r.Kind), static r => r.Interval, nameof(rows));

    /// <summary>A table without rows.</summary>
    public static SelfPayTable Empty { get; } = new(Array.Empty<SelfPayRatio>());

    /// <summary>Number of rows.</summary>
    public int Count => _table.Count;

    /// <summary>The ratio on the day of a fee; null where the center gave none.</summary>
    /// <param name="hilistCode">hilist_code, from <see cref="InsuranceItemTable"/>.</param>
    /// <param name="area">Area that insures the patient.</param>
    /// <param name="personType">selfpay_prop_psn_type of the patient.</param>
    /// <param name="kind">selfpay_prop_type, such as 10.</param>
    /// <param name="feeTime">Time of the fee, China time.</param>
    public SelfPayRatio? Find(string hilistCode, string area, string personType, string kind, ChinaTime feeTime)
        => _table.Find(new DatedKey(hilistCode, area, personType + "/" + kind), feeTime);
}
