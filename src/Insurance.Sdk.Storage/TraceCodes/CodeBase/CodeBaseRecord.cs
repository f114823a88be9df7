using System;
using System.Globalization;
using Insurance.Sdk.TraceCodes;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>A row of <c>ins_code_base_row</c>.</summary>
[Table("ins_code_base_row")]
internal sealed class CodeBaseRecord
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("prefix")]
    public int Prefix { get; set; }

    [Column("whole_code")]
    public string WholeCode { get; set; } = "";

    [Column("hospital_item")]
    public string HospitalItem { get; set; } = "";

    [Column("national_item")]
    public string NationalItem { get; set; } = "";

    [Column("barcode")]
    public string Barcode { get; set; } = "";

    [Column("standard_code")]
    public string StandardCode { get; set; } = "";

    [Column("name")]
    public string Name { get; set; } = "";

    [Column("pack_size")]
    public string PackSize { get; set; } = "";

    [Column("source")]
    public int Source { get; set; }

    [Column("version")]
    public int Version { get; set; }

    [Column("removed_in")]
    public int RemovedIn { get; set; }

    [Column("conflict")]
    public int Conflict { get; set; }

    internal bool IsLive => RemovedIn == 0;

    internal bool IsLearned => Source == (int)FourCodeSource.Learned;

    /// <summary>What makes a link the same link.</summary>
    internal (int Prefix, string Whole, string Hospital, string National, string Barcode) Key => (Prefix, WholeCode, HospitalItem, NationalItem, Barcode);

    /// <summary>What a scan finds together: the rows of one prefix, whole code or barcode.</summary>
    internal (int Prefix, string Text) Group => Prefix != 0 ? (Prefix, "") : (0, WholeCode.Length > 0 ? "code " + WholeCode : "barcode " + Barcode);

    internal static CodeBaseRecord Of(FourCodeRow row) => new()
    {
        Prefix = row.Prefix.Length > 0 ? int.Parse(row.Prefix, CultureInfo.InvariantCulture) : 0,
        WholeCode = row.WholeCode,
        HospitalItem = row.HospitalItemCode,
        NationalItem = row.NationalItemCode,
        Barcode = row.Barcode,
        StandardCode = row.StandardDrugCode,
        Name = row.Name,
        PackSize = row.PackSize is { } size ? size.ToString("0.############################", CultureInfo.InvariantCulture) : "",
        Source = (int)row.Source,
    };

    internal FourCodeRow ToRow() => new()
    {
        Prefix = Prefix == 0 ? "" : Prefix.ToString(CultureInfo.InvariantCulture),
        WholeCode = WholeCode,
        HospitalItemCode = HospitalItem,
        NationalItemCode = NationalItem,
        Barcode = Barcode,
        StandardDrugCode = StandardCode,
        Name = Name,
        PackSize = PackSize.Length == 0 ? null : decimal.Parse(PackSize, CultureInfo.InvariantCulture),
        Source = (FourCodeSource)Source,
        Version = Version,
    };
}

/// <summary>A row of <c>ins_code_base_fill</c>.</summary>
[Table("ins_code_base_fill")]
internal sealed class CodeBaseFillRecord
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("source")]
    public int Source { get; set; }

    [Column("origin")]
    public string Origin { get; set; } = "";

    [Column("started")]
    public long Started { get; set; }

    [Column("ended")]
    public long? Ended { get; set; }

    [Column("row_count")]
    public int Rows { get; set; }

    [Column("added")]
    public int Added { get; set; }

    [Column("changed")]
    public int Changed { get; set; }

    [Column("removed")]
    public int Removed { get; set; }

    [Column("conflicts")]
    public int Conflicts { get; set; }

    [Column("bad_rows")]
    public int BadRows { get; set; }

    [Column("next_page")]
    public int? NextPage { get; set; }

    internal CodeBaseFill ToFill() => new()
    {
        Version = (int)Id,
        Source = (FourCodeSource)Source,
        Origin = Origin,
        Started = ChinaTime.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(Started)),
        Ended = Ended is { } ended ? ChinaTime.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(ended)) : null,
        Rows = Rows,
        Added = Added,
        Changed = Changed,
        Removed = Removed,
        Conflicts = Conflicts,
        BadRows = BadRows,
    };
}
