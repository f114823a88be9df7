namespace Insurance.Sdk.Catalogues;

/// <summary>What a column means to the store, whatever its place in the file.</summary>
public enum CatalogueRole
{
    /// <summary>The national code, or the id in column 1 of the files of diagnoses.</summary>
    Code,

    /// <summary>A second code by which people look the row up, such as a diagnosis code beside its id.</summary>
    OtherCode,

    /// <summary>The name that is shown.</summary>
    Name,

    /// <summary>Another name of the same thing.</summary>
    Alias,

    /// <summary>规格.</summary>
    Specification,

    /// <summary>批准文号, or 注册备案号 of a consumable.</summary>
    ApprovalNumber,

    /// <summary>药监本位码 of a drug, UDI of a consumable.</summary>
    Barcode,

    /// <summary>开始日期, first day the code may be used.</summary>
    Begin,

    /// <summary>结束日期, last day.</summary>
    End,

    /// <summary>生效时间, where a newer edition appends it.</summary>
    Effective,

    /// <summary>失效时间, where a newer edition appends it.</summary>
    Expiry,

    /// <summary>有效标志: 1 valid, 0 not.</summary>
    ValidFlag,

    /// <summary>唯一记录号.</summary>
    Record,

    /// <summary>版本号: the version this row belongs to.</summary>
    Version,

    /// <summary>数据更新时间.</summary>
    Updated,
}
