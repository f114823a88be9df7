using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Insurance.Sdk.Catalogues;

/// <summary>The columns of one catalogue file (1301-1303, 1305-1311, 1313-1315, 1320-1327, 1306A), as data. Source: Layouts/*.txt.</summary>
public sealed class CatalogueLayout
{
    private static readonly string[] FileCodes =
    {
        "1301", "1302", "1303", "1305", "1306", "1306A", "1307", "1308", "1309", "1310", "1311", "1313", "1314", "1315",
        "1320", "1321", "1322", "1323", "1324", "1325", "1326", "1327",
    };

    private static readonly Lazy<Dictionary<string, CatalogueLayout>> Known = new(
        () => FileCodes.ToDictionary(c => c, LayoutText.Read, StringComparer.OrdinalIgnoreCase));

    private static readonly string[] RecordCodes =
    {
        "ver", "ver_name", "rid", "crte_time", "updt_time", "isu_flag", "tram_data_id", "crter_id", "crter_name", "crte_optins_no", "opter_id", "opter_name", "opt_time", "optins_no",
    };

    private readonly int[] _roles;
    private readonly HashSet<int> _aboutTheRecord;

    internal CatalogueLayout(string code, string title, bool isConfirmed, IReadOnlyList<int> counts, int[] roles, IReadOnlyList<int> parts, IReadOnlyList<CatalogueColumn> columns)
    {
        Code = code;
        Title = title;
        IsConfirmed = isConfirmed;
        KnownColumnCounts = counts;
        Columns = columns;
        PartColumns = parts;
        _roles = roles;
        _aboutTheRecord = new HashSet<int>(columns.Where(c => RecordCodes.Contains(c.Code)).Select(c => c.Position));
    }

    /// <summary>All file catalogues, by number.</summary>
    public static IReadOnlyList<CatalogueLayout> All { get; } = FileCodes.Select(Of).ToList();

    /// <summary>Transaction number, such as 1305.</summary>
    public string Code { get; }

    /// <summary>Chinese title of the transaction.</summary>
    public string Title { get; }

    /// <summary>True where at least two independent sources agree on the columns; false where one printed text is all.</summary>
    public bool IsConfirmed { get; }

    /// <summary>How many columns the known editions have, ascending: 92 and 97 for 1301.</summary>
    public IReadOnlyList<int> KnownColumnCounts { get; }

    /// <summary>The fewest columns of a whole row.</summary>
    public int MinColumns => KnownColumnCounts[0];

    /// <summary>The columns of the newest known edition, in order.</summary>
    public IReadOnlyList<CatalogueColumn> Columns { get; }

    /// <summary>Further columns that, with the code, say which row a newer version replaces (分解码, 加收码 and 顺序码 of 1321); empty for most.</summary>
    public IReadOnlyList<int> PartColumns { get; }

    /// <summary>The layout of a file catalogue.</summary>
    /// <param name="code">Transaction number.</param>
    /// <exception cref="ArgumentException">The number has no file; the message lists those that have one.</exception>
    public static CatalogueLayout Of(string code)
        => Find(code) ?? throw new ArgumentException("'" + code + "' is no catalogue with a file; those are " + string.Join(", ", FileCodes), nameof(code));

    /// <summary>The layout of a file catalogue; null where the number has no file.</summary>
    public static CatalogueLayout? Find(string? code) => code is not null && Known.Value.TryGetValue(code, out var layout) ? layout : null;

    /// <summary>Place of the column with a role, from 1; 0 where the file has none.</summary>
    public int PositionOf(CatalogueRole role) => _roles[(int)role];

    /// <summary>The code of a column; null for one beyond the known ones.</summary>
    public CatalogueColumn? ColumnAt(int position) => position >= 1 && position <= Columns.Count ? Columns[position - 1] : null;

    /// <summary>Columns that tell of the record and not of the item: version, version name, times of creation and change, number of the record and of its transfer.</summary>
    internal bool IsAboutTheRecord(int position) => _aboutTheRecord.Contains(position);

    /// <inheritdoc />
    public override string ToString() => Code + " " + Title;
}
