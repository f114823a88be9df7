using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>The insurance item that a national code belongs to in an area (a row of 1316).</summary>
public sealed class InsuranceItem
{
    /// <summary>med_list_codg 医疗目录编码.</summary>
    public required string NationalCode { get; init; }

    /// <summary>list_type 目录类别.</summary>
    public required string ListType { get; init; }

    /// <summary>insu_admdvs: the area that insures the patient, six digits.</summary>
    public required string Area { get; init; }

    /// <summary>hilist_code 医保目录编码: what 1318 and 1319 are keyed by.</summary>
    public required string HilistCode { get; init; }

    /// <summary>Days on which it counts.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>Takes a row of 1316.</summary>
    /// <param name="row">The row.</param>
    /// <param name="item">The item; null where the row is not valid (vali_flag 0) or is not usable.</param>
    /// <param name="problem">What makes the row unusable; null where it is usable or not valid.</param>
    public static bool TryFrom(QueryInsuranceItemMatchesAnswerData row, out InsuranceItem? item, out string? problem)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        var check = new CenterRow(row.ValiFlag, row.Begndate, row.Enddate);
        var national = check.Text("med_list_codg", row.MedListCodg);
        var listType = check.Text("list_type", row.ListType);
        var area = check.Text("insu_admdvs", row.InsuAdmdvs);
        var code = check.Text("hilist_code", row.HilistCode);
        item = check.IsUsable ? new InsuranceItem { NationalCode = national, ListType = listType, Area = area, HilistCode = code, Interval = check.Interval } : null;
        problem = check.Problem;
        return item is not null;
    }
}

/// <summary>National codes and their insurance items (1316) in memory. Immutable; rows that overlap: the one that begins last counts.</summary>
public sealed class InsuranceItemTable
{
    private readonly DatedTable<InsuranceItem> _table;

    /// <summary>Builds the table.</summary>
    public InsuranceItemTable(IEnumerable<InsuranceItem> rows)
        => _table = new DatedTable<InsuranceItem>(rows, static r => new DatedKey(r.NationalCode, r.ListType, r.Area), static r => r.Interval, nameof(rows));

    /// <summary>A table without rows.</summary>
    public static InsuranceItemTable Empty { get; } = new(Array.Empty<InsuranceItem>());

    /// <summary>Number of rows.</summary>
    public int Count => _table.Count;

    /// <summary>The insurance item on the day of a fee; null where the center gave none.</summary>
    /// <param name="nationalCode">med_list_codg, from <see cref="MappingIndex"/>.</param>
    /// <param name="listType">list_type.</param>
    /// <param name="area">Area that insures the patient.</param>
    /// <param name="feeTime">Time of the fee, China time.</param>
    public InsuranceItem? Find(string nationalCode, string listType, string area, ChinaTime feeTime) => _table.Find(new DatedKey(nationalCode, listType, area), feeTime);
}
