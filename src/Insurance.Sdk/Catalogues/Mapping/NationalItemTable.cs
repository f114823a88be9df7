using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>Days on which a national code is valid (begndate and enddate, or efft_time and invd_time, of the files 1301 to 1327).</summary>
public sealed class NationalItem
{
    /// <summary>med_list_codg 医疗目录编码.</summary>
    public required string NationalCode { get; init; }

    /// <summary>list_type 目录类别.</summary>
    public required string ListType { get; init; }

    /// <summary>Days on which the code is valid.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>Name in the catalogue; null where not known.</summary>
    public string? Name { get; init; }

    /// <summary>False where the catalogue has taken the code back (vali_flag 0) and does not say since when; where it does, the days tell.</summary>
    public bool IsValid { get; init; } = true;
}

/// <summary>National codes (1301 to 1327) in memory with their days. Immutable.</summary>
/// <remarks>Whether one code ever comes with several rows is not public; where it does, a code is valid on the days of any valid row.</remarks>
public sealed class NationalItemTable
{
    private readonly DatedTable<NationalItem> _table;

    /// <summary>Builds the table.</summary>
    public NationalItemTable(IEnumerable<NationalItem> rows)
        => _table = new DatedTable<NationalItem>(rows, static r => new DatedKey(r.NationalCode, r.ListType, ""), static r => r.Interval, nameof(rows));

    /// <summary>A table without rows.</summary>
    public static NationalItemTable Empty { get; } = new(Array.Empty<NationalItem>());

    /// <summary>Number of rows.</summary>
    public int Count => _table.Count;

    /// <summary>True where the table knows the code at all.</summary>
    public bool Knows(string nationalCode, string listType) => _table.All(new DatedKey(nationalCode, listType, "")).Count > 0;

    /// <summary>The code's valid row on the day of a fee; null where it has none on that day.</summary>
    public NationalItem? Find(string nationalCode, string listType, ChinaTime feeTime)
    {
        var rows = _table.All(new DatedKey(nationalCode, listType, ""));
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (rows[i].IsValid && rows[i].Interval.Contains(feeTime))
            {
                return rows[i];
            }
        }

        return null;
    }

    /// <summary>The row that tells why a code is not valid on a day: the last one that began before it, else the first; null where the code is not known.</summary>
    public NationalItem? Nearest(string nationalCode, string listType, ChinaTime feeTime)
    {
        var rows = _table.All(new DatedKey(nationalCode, listType, ""));
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (rows[i].Interval.From.Value <= feeTime.Value)
            {
                return rows[i];
            }
        }

        return rows.Count > 0 ? rows[0] : null;
    }
}
