namespace Insurance.Sdk.TraceCodes;

/// <summary>What a line of the upload queue is to the center.</summary>
public enum TraceUploadKind
{
    /// <summary>商品盘存, 3501A or 3501.</summary>
    StockCount,

    /// <summary>商品库存变更, 3502A or 3502.</summary>
    StockChange,

    /// <summary>商品销售, 3505A or 3505.</summary>
    Sale,

    /// <summary>商品销售退货, 3506A or 3506.</summary>
    SaleReturn,
}
